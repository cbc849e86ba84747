import type { Static } from 'typebox';
import type { ClassSheet, Invitation, IssueLinks } from '../../contract/campaigns.ts';
import type { BodyOf } from '../../contract/operation.ts';
import { listPupils, openClientName } from '../clients/public.ts';
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
  const { organisationId, now } = change;
  const [[campaign], classes, invitations] = await change.all(
    sql.lockCampaign({ organisationId, id: campaignId }),
    sql.listCampaignClasses({ organisationId, campaignIds: [campaignId] }),
    sql.listInvitations({ organisationId, campaignId }),
  );
  if (campaign === undefined) throw new AppError('not_found');
  if (campaign.opened_at === null) throw new AppError('campaign_not_open');
  if (now >= campaign.closes_at) throw new AppError('campaign_closed');
  const schoolClass = classes.find(({ class_id }) => class_id === classId);
  if (schoolClass === undefined) {
    throw new AppError('unknown_class', { fields: [{ path: '/classId', code: 'unknown_class' }] });
  }
  const wanted = clientIds === undefined ? undefined : new Set(clientIds);
  const waiting = new Map(
    invitations.filter(({ answered_at }) => answered_at === null).map((row) => [row.client_id, row]),
  );
  const members = await listPupils(change, [classId], 'assessment');
  const meant = members.flatMap((member) => {
    const invitation = waiting.get(member.id);
    const isMeant = wanted === undefined || wanted.has(member.id);
    // judged anew: who withdrew since the opening gets no link
    return invitation === undefined || !isMeant || member.standing !== 'given'
      ? []
      : [{ member, invitation }];
  });
  change.push(sql.keepFormerLinks({ organisationId, ids: meant.map(({ invitation }) => invitation.id) }));
  const items = meant.map(({ member, invitation }) => {
    const token = newToken(organisationId);
    change.push(sql.issueToken({ organisationId, id: invitation.id, tokenHash: hashToken(token), now }));
    const link = `${origin}/a/#${token}`;
    return { clientId: member.id, name: member.name, studentNumber: member.studentNumber, link };
  });
  change.audit({
    action: 'invitation.issue',
    subjectKind: 'client',
    subjectIds: items.map(({ clientId }) => clientId),
    detail: { campaign: campaignId },
  });
  return { campaignId, classId, className: schoolClass.name, items };
}
