import type { Static } from 'typebox';
import type { Campaign, CampaignItem, CreateCampaign } from '../../contract/campaigns.ts';
import type { BodyOf } from '../../contract/operation.ts';
import { type CampaignPeriod, campaignStateAt } from '../../domain/campaigns/campaign.ts';
import { compareClasses } from '../../domain/clients/class-order.ts';
import { growthForm } from '../../domain/scoring/shipped-instruments.ts';
import { countInSteps } from '../../domain/privacy/steps.ts';
import { listPupils, listKnownClasses } from '../clients/public.ts';
import { getOrganisation } from '../organisations/public.ts';
import { INSTANT, readCursor, UUID, writeCursor } from '../platform/http/cursor.ts';
import { AppError } from '../platform/work/errors.ts';
import { newId } from '../platform/database/ids.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import { viewEnd } from './campaign-ends.ts';
import { getForm } from './instruments.ts';
import * as sql from './sql.ts';
import { listEnds } from './sql-campaign-ends.ts';
import { listRoundFigures } from './sql-statistics.ts';
import type { StudyGuard } from './study-guard.ts';

type CampaignItemView = Static<typeof CampaignItem>;
type CampaignView = Static<typeof Campaign>;

const PAGE = 50;
/** rows of one statement: PostgreSQL takes 65,535 parameters */
const INVITATION_ROWS = 4_000;

interface CampaignRow {
  id: string;
  title: string;
  title_en: string | null;
  instrument_ids: string[];
  wave: string;
  study_tag: string | null;
  contact_name: string | null;
  contact_phone: string | null;
  opens_at: Date;
  closes_at: Date;
  opened_at: Date | null;
  created_at: Date;
}

interface ClassRow {
  campaign_id: string;
  class_id: string;
  name: string;
  site_id: string;
}

export function periodOf(row: Pick<CampaignRow, 'opened_at' | 'opens_at' | 'closes_at'>): CampaignPeriod {
  return { openedAt: row.opened_at, opensAt: row.opens_at, closesAt: row.closes_at };
}

function viewItem(row: CampaignRow, classes: readonly ClassRow[], now: Date): CampaignItemView {
  return {
    id: row.id,
    title: row.title,
    titleEn: row.title_en,
    instrumentIds: row.instrument_ids,
    wave: row.wave as CampaignItemView['wave'],
    studyTag: row.study_tag,
    contact: row.contact_name === null ? null : { name: row.contact_name, phone: row.contact_phone },
    opensAt: row.opens_at.toISOString(),
    closesAt: row.closes_at.toISOString(),
    openedAt: row.opened_at?.toISOString() ?? null,
    state: campaignStateAt(periodOf(row), now),
    classIds: classes.filter(({ campaign_id }) => campaign_id === row.id).map(({ class_id }) => class_id),
  };
}

/**
 * @param isExact whoever may not read the persons is told full steps only, which no single one of them changes
 * @throws AppError not_found
 */
export async function readCampaign(
  access: Pick<Reading, 'all' | 'organisationId' | 'now' | 'settings' | 'keys'>,
  id: string,
  { isReleased }: Pick<StudyGuard, 'isReleased'>,
  { isExact }: { isExact: boolean } = { isExact: true },
): Promise<CampaignView> {
  const { organisationId, now, settings } = access;
  const [[row], classes, counts, ends, told] = await access.all(
    sql.readCampaign({ organisationId, id }),
    sql.listCampaignClasses({ organisationId, campaignIds: [id] }),
    sql.countInvitations({ organisationId, campaignId: id }),
    listEnds({ organisationId, campaignId: id }),
    listRoundFigures({ organisationId, campaignId: id }),
  );
  if (row === undefined) throw new AppError('not_found');
  // at site scope the row rules hide the persons of other sites: a count of zero would not be true
  const reached = classes.filter(
    ({ site_id }) => settings.scope !== 'site' || settings.siteIds.includes(site_id),
  );
  const step = isExact ? null : (await getOrganisation(access)).organisation.suppressBelow;
  const inSteps = (count: number) => (step === null ? count : countInSteps(count, step));
  return {
    ...viewItem(row, classes, now),
    countedInSteps: step,
    classes: reached.toSorted(compareClasses).map(({ class_id, school, name }) => {
      const count = counts.find((item) => item.class_id === class_id);
      const { invited = 0, answered = 0, withheld = 0 } = count ?? {};
      return {
        classId: class_id,
        school,
        name,
        invited: inSteps(invited),
        answered: inSteps(answered),
        withheld: inSteps(withheld),
      };
    }),
    ends: ends.map((end) => viewEnd(access.keys, end)),
    isCounted: told.length > 0 || (row.study_tag !== null && (await isReleased(access, row.study_tag))),
  };
}

/** @throws AppError cursor_invalid */
export async function listCampaigns(
  reading: Reading,
  { limit = PAGE, after }: { limit?: number; after?: string },
) {
  const { organisationId, now } = reading;
  const [createdAt = '', id = ''] = after === undefined ? [] : readCursor(after, [INSTANT, UUID]);
  const position = after === undefined ? undefined : { createdAt, id };
  const [rows] = await reading.all(sql.listCampaigns({ organisationId, limit, after: position }));
  const campaignIds = rows.map((row) => row.id);
  const [classes] = await reading.all(sql.listCampaignClasses({ organisationId, campaignIds }));
  const last = rows.length === limit ? rows.at(-1) : undefined;
  return {
    items: rows.map((row) => viewItem(row, classes, now)),
    next: last === undefined ? null : writeCursor([last.created_at.toISOString(), last.id]),
  };
}

/**
 * @returns its id
 * @throws AppError invalid_request, campaign_period_invalid, unknown_instrument, wording_missing, unknown_class, id_taken
 */
export async function createCampaign(change: Change, body: BodyOf<typeof CreateCampaign>): Promise<string> {
  const { organisationId, now, actorId } = change;
  if (actorId === null) throw new AppError('not_found');
  const opensAt = new Date(body.opensAt);
  const closesAt = new Date(body.closesAt);
  if (closesAt <= opensAt || closesAt <= now) {
    const field = { path: '/closesAt', code: 'campaign_period_invalid' as const };
    throw new AppError('invalid_request', { fields: [field] });
  }
  const instrumentIds = body.instrumentIds ?? [...growthForm.instruments];
  await getForm(change, instrumentIds);
  const [known] = await change.all(listKnownClasses({ organisationId, ids: body.classIds }));
  if (known.length !== body.classIds.length) {
    throw new AppError('unknown_class', { fields: [{ path: '/classIds', code: 'unknown_class' }] });
  }
  const id = body.id ?? newId(now.getTime());
  const row: sql.NewCampaign = {
    organisationId,
    id,
    title: body.title,
    titleEn: body.titleEn ?? null,
    instrumentIds,
    wave: body.wave,
    studyTag: body.studyTag ?? null,
    contactName: body.contact?.name ?? null,
    contactPhone: body.contact?.phone ?? null,
    opensAt,
    closesAt,
    createdBy: actorId,
    now,
  };
  if ((await change.first(sql.insertCampaign(row))) === undefined) throw new AppError('id_taken');
  change.push(sql.insertCampaignClasses({ organisationId, campaignId: id, classIds: body.classIds }));
  change.audit({ action: 'campaign.create', subjectKind: 'campaign', subjectIds: [id] });
  return id;
}

/**
 * Invites everybody of the classes whose consent to assessments stands, and writes down why the others are not.
 * Opening again takes in who joined or consented since; links that were made stay valid.
 * @throws AppError not_found, campaign_closed
 */
export async function openCampaign(change: Change, id: string): Promise<void> {
  const { organisationId, now } = change;
  const row = await change.first(sql.lockCampaign({ organisationId, id }));
  if (row === undefined) throw new AppError('not_found');
  if (now >= row.closes_at) throw new AppError('campaign_closed');
  const [classes] = await change.all(sql.listCampaignClasses({ organisationId, campaignIds: [id] }));
  const classIds = classes.map(({ class_id }) => class_id);
  const members = await listPupils(change, classIds, 'assessment');
  for (let start = 0; start < members.length; start += INVITATION_ROWS) {
    const invitations = members.slice(start, start + INVITATION_ROWS).map((member): sql.NewInvitation => ({
      organisationId,
      id: newId(now.getTime()),
      campaignId: id,
      clientId: member.id,
      classId: member.classId,
      siteId: member.siteId,
      workerIds: [...member.workerIds],
      withheld: member.standing === 'given' ? null : member.standing,
      now,
    }));
    change.push(sql.upsertInvitations(invitations));
  }
  if (row.opened_at === null) change.push(sql.openCampaign({ organisationId, id, now }));
  const invited = members.filter(({ standing }) => standing === 'given').length;
  change.audit({
    action: 'campaign.open',
    subjectKind: 'campaign',
    subjectIds: [id],
    detail: { invited, withheld: members.length - invited },
  });
  change.emit({ type: 'campaign.opened', subjectId: id });
}
