import type {
  EnteredOpportunityBody,
  ListOpportunities,
  OpportunityItemView,
  OpportunityState,
  OpportunityView,
} from '../../contract/opportunities.ts';
import type { QueryOf } from '../../contract/operation.ts';
import { CHECK_IN_RULES } from '../../domain/volunteers/attendance.ts';
import { NO_REQUIREMENTS, type Requirements } from '../../domain/volunteers/requirements.ts';
import { findReachableSite } from '../organisations/public.ts';
import { readCursor, UUID, writeCursor } from '../platform/http/cursor.ts';
import { AppError } from '../platform/work/errors.ts';
import { conflictOf, isMadeAlready } from '../platform/work/repeated-change.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import * as sql from './sql.ts';
import { viewItem, viewShifts } from './views.ts';

const MONTH_MS = 31 * 86_400_000;
/** Hours in which whoever moved up says that they come, where nobody said how many. */
const CONFIRM_HOURS = 24;

export async function listOpportunities(
  reading: Reading,
  { limit = 50, after, state, q }: QueryOf<typeof ListOpportunities>,
): Promise<{ items: OpportunityItemView[]; next: string | null }> {
  const { organisationId, now } = reading;
  const [before] = after === undefined ? [] : readCursor(after, [UUID]);
  const words = q?.trim() === '' ? undefined : q?.trim();
  const [rows] = await reading.all(
    sql.listOpportunities({ organisationId, now, state, words, before, limit: limit + 1 }),
  );
  const items = rows.slice(0, limit).map(viewItem);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? writeCursor([last.id]) : null };
}

/** With its shifts, of a month back and all to come. @throws AppError not_found */
export async function readOpportunity(
  reading: Pick<Reading, 'all' | 'organisationId' | 'now'>,
  opportunityId: string,
): Promise<OpportunityView> {
  const { organisationId, now } = reading;
  const since = new Date(now.getTime() - MONTH_MS);
  const [[row], shifts] = await reading.all(
    sql.readOpportunity({ organisationId, opportunityId, now }),
    sql.listShiftsOf({ organisationId, opportunityId, since }),
  );
  if (row === undefined) throw new AppError('not_found');
  return { ...viewItem(row), shiftList: await viewShifts(reading, shifts) };
}

/** @throws AppError unknown_site, invalid_request */
async function read(change: Change, entered: EnteredOpportunityBody) {
  const site = await findReachableSite(change, entered.siteId);
  if (site === undefined)
    throw new AppError('unknown_site', { fields: [{ path: '/siteId', code: 'unknown_site' }] });
  const requirements: Requirements = { ...NO_REQUIREMENTS, ...entered.requirements };
  const { minimumAge, maximumAge } = requirements;
  if (minimumAge !== null && maximumAge !== null && maximumAge < minimumAge)
    throw new AppError('invalid_request', {
      fields: [{ path: '/requirements/maximumAge', code: 'ages_turned_round' }],
    });
  return {
    siteId: site.id,
    siteName: site.name,
    regionCode: site.region_code,
    programme: entered.programme?.trim() ?? '',
    title: entered.title.trim(),
    category: entered.category ?? null,
    description: entered.description.trim(),
    risks: entered.risks.trim(),
    place: entered.place?.trim() ?? '',
    requirements,
    confirmHours: entered.confirmHours ?? CONFIRM_HOURS,
    checkIn: { ...CHECK_IN_RULES, ...entered.checkIn },
  };
}

function asColumns<Said extends { requirements: object; checkIn: object }>(said: Said) {
  return {
    ...said,
    requirements: JSON.stringify(said.requirements),
    checkIn: JSON.stringify(said.checkIn),
  };
}

/** @throws AppError unknown_site, invalid_request */
export async function createOpportunity(
  change: Change,
  accountId: string,
  { id, isDraft = false, ...entered }: EnteredOpportunityBody & { id: string; isDraft?: boolean },
): Promise<OpportunityView> {
  const { organisationId, now } = change;
  const said = asColumns(await read(change, entered));
  const state = isDraft ? 'draft' : 'published';
  const row = { organisationId, opportunityId: id, ...said, state, by: accountId, now };
  change.push(sql.insertOpportunity(row));
  change.audit({ action: 'opportunity.create', subjectKind: 'opportunity', subjectIds: [id] });
  return readOpportunity(change, id);
}

/** @throws AppError not_found, version_conflict, unknown_site, invalid_request */
export async function changeOpportunity(
  change: Change,
  id: string,
  { version, entered }: { version: number; entered: EnteredOpportunityBody },
): Promise<OpportunityView> {
  const { organisationId, now } = change;
  await hold(change, id);
  const said = await read(change, entered);
  const there = await readOpportunity(change, id);
  if (there.version !== version) {
    const { siteName: _, regionCode: __, ...compared } = said;
    if (isMadeAlready(version, compared, there)) return there;
    throw conflictOf(entered, there);
  }
  const row = { organisationId, opportunityId: id, ...asColumns(said), version: version + 1, now };
  change.push(sql.changeOpportunity(row));
  change.audit({ action: 'opportunity.change', subjectKind: 'opportunity', subjectIds: [id] });
  return readOpportunity(change, id);
}

const fromStates: Readonly<Record<'published' | 'closed', readonly OpportunityState[]>> = {
  published: ['draft', 'closed'],
  // a draft was never seen, and does not come to light by being closed
  closed: ['published'],
};

/** @throws AppError not_found, version_conflict, opportunity_state_passed */
export async function moveOpportunity(
  change: Change,
  id: string,
  { version, state }: { version: number; state: 'published' | 'closed' },
): Promise<OpportunityView> {
  const { organisationId, now } = change;
  const held = await hold(change, id);
  const there = await readOpportunity(change, id);
  if (there.version !== version) {
    if (isMadeAlready(version, { state }, there)) return there;
    throw conflictOf({ state }, there);
  }
  if (!fromStates[state].includes(held.state as OpportunityState))
    throw new AppError('opportunity_state_passed');
  const of = { organisationId, opportunityId: id };
  change.push(sql.moveOpportunity({ ...of, state, version: version + 1, now }));
  change.push(sql.publishShifts(of));
  change.push(sql.publishPlaces(of));
  const action = state === 'published' ? 'opportunity.publish' : 'opportunity.close';
  change.audit({ action, subjectKind: 'opportunity', subjectIds: [id] });
  return readOpportunity(change, id);
}

/** @throws AppError not_found */
export async function hold(change: Change, opportunityId: string) {
  const { organisationId } = change;
  const row = await change.first(sql.lockOpportunity({ organisationId, opportunityId }));
  if (row === undefined) throw new AppError('not_found');
  return row;
}
