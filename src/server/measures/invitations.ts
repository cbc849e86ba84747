import type { Static } from 'typebox';
import type { ClassSheet, Invitation, IssueLinks } from '../../contract/campaigns.ts';
import type { BodyOf } from '../../contract/operation.ts';
import { compareClasses } from '../../domain/clients/class-order.ts';
import { listPupils, openClientName, type Pupil } from '../clients/public.ts';
import { hashToken, newToken } from '../platform/http/bearer-token.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import * as sql from './sql.ts';

export type SheetView = Static<typeof ClassSheet>;
type InvitationView = Static<typeof Invitation>;

/** @throws AppError not_found */
export async function listInvitations(
  reading: Reading,
  campaignId: string,
  classId: string | undefined,
): Promise<{ items: InvitationView[] }> {
  const { organisationId, keys } = reading;
  const [[campaign], rows] = await reading.all(
    sql.readCampaign({ organisationId, id: campaignId }),
    sql.listInvitations({ organisationId, campaignId }),
  );
  if (campaign === undefined) throw new AppError('not_found');
  const wanted = rows.filter((row) => classId === undefined || row.class_id === classId);
  if (wanted.length > 0) {
    const subjectIds = wanted.map(({ client_id }) => client_id);
    await reading.audited({ action: 'invitation.list', subjectKind: 'client', subjectIds });
  }
  return {
    items: wanted.map((row) => ({
      clientId: row.client_id,
      name: openClientName(keys, { id: row.client_id, card: row.card, wrapped: row.wrapped }),
      classId: row.class_id,
      withheld: row.withheld as InvitationView['withheld'],
      issuedAt: row.issued_at?.toISOString() ?? null,
      answeredAt: row.answered_at?.toISOString() ?? null,
      keptApart: row.kept_apart ?? 0,
    })),
  };
}

/** One file holds so many slips: a large school. */
const MOST_SLIPS = 3_000;

/**
 * Makes links for those of a class who may answer and have not: the secrets leave in this one answer, the database
 * keeps their hashes. A person's earlier link is void.
 * @param origin scheme and host under which pupils reach this server
 * @throws AppError not_found, campaign_not_open, campaign_closed, unknown_class
 */
export async function issueLinks(
  change: Change,
  campaignId: string,
  { classId, clientIds }: BodyOf<typeof IssueLinks>,
  origin: string,
): Promise<SheetView> {
  const round = await holdRound(change, campaignId);
  const schoolClass = round.classes.find(({ class_id }) => class_id === classId);
  if (schoolClass === undefined) {
    throw new AppError('unknown_class', { fields: [{ path: '/classId', code: 'unknown_class' }] });
  }
  const wanted = clientIds === undefined ? undefined : new Set(clientIds);
  const meant = await listMeant(change, round, [classId]);
  const chosen = meant.filter(({ member }) => wanted === undefined || wanted.has(member.id));
  const links = makeLinks(change, campaignId, chosen, origin);
  return { campaignId, classId, school: schoolClass.school, className: schoolClass.name, items: links };
}

/**
 * The same for all classes of a round, in their order; a class in which nobody is left has no sheet.
 * @throws AppError not_found, campaign_not_open, campaign_closed, sheet_too_long
 */
export async function issueAllLinks(
  change: Change,
  campaignId: string,
  origin: string,
): Promise<SheetView[]> {
  const round = await holdRound(change, campaignId);
  const classes = round.classes.toSorted(compareClasses);
  const meant = await listMeant(
    change,
    round,
    classes.map(({ class_id: classId }) => classId),
  );
  if (meant.length > MOST_SLIPS) {
    throw new AppError('sheet_too_long', { parameters: { count: meant.length, most: MOST_SLIPS } });
  }
  const ofClass = Map.groupBy(meant, ({ member }) => member.classId);
  return classes.flatMap(({ class_id: classId, school, name: className }) => {
    const own = ofClass.get(classId);
    if (own === undefined) return [];
    return [{ campaignId, classId, school, className, items: makeLinks(change, campaignId, own, origin) }];
  });
}

/** @throws AppError not_found, campaign_not_open, campaign_closed */
async function holdRound(change: Change, campaignId: string) {
  const { organisationId, now } = change;
  const [[campaign], classes, invitations] = await change.all(
    sql.lockCampaign({ organisationId, id: campaignId }),
    sql.listCampaignClasses({ organisationId, campaignIds: [campaignId] }),
    sql.listInvitations({ organisationId, campaignId }),
  );
  if (campaign === undefined) throw new AppError('not_found');
  if (campaign.opened_at === null) throw new AppError('campaign_not_open');
  if (now >= campaign.closes_at) throw new AppError('campaign_closed');
  return { classes, invitations };
}

interface Meant {
  readonly member: Pupil;
  readonly invitationId: string;
}

async function listMeant(
  change: Change,
  { invitations }: Awaited<ReturnType<typeof holdRound>>,
  classIds: readonly string[],
): Promise<Meant[]> {
  const waiting = new Map(
    invitations.filter(({ answered_at }) => answered_at === null).map((row) => [row.client_id, row.id]),
  );
  const members = await listPupils(change, classIds, 'assessment');
  return members.flatMap((member) => {
    const invitationId = waiting.get(member.id);
    // judged anew: who withdrew since the opening gets no link
    return invitationId === undefined || member.standing !== 'given' ? [] : [{ member, invitationId }];
  });
}

function makeLinks(change: Change, campaignId: string, meant: readonly Meant[], origin: string) {
  const { organisationId, now } = change;
  change.push(sql.keepFormerLinks({ organisationId, ids: meant.map(({ invitationId }) => invitationId) }));
  const items = meant.map(({ member, invitationId }) => {
    const token = newToken(organisationId);
    change.push(sql.issueToken({ organisationId, id: invitationId, tokenHash: hashToken(token), now }));
    const link = `${origin}/a/#${token}`;
    return { clientId: member.id, name: member.name, studentNumber: member.studentNumber, link };
  });
  change.audit({
    action: 'invitation.issue',
    subjectKind: 'client',
    subjectIds: items.map(({ clientId }) => clientId),
    detail: { campaign: campaignId },
  });
  return items;
}
