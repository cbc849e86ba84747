import type { ImportedLotView, ImportedServiceView } from '../../contract/volunteer-imports.ts';
import {
  decideImported,
  listImportedServices,
  listImportedVolunteers,
  sumImported,
} from '../attendance/public.ts';
import { AppError } from '../platform/work/errors.ts';
import type { RowOf } from '../platform/database/statement.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import { readCursor, UUID, writeCursor } from '../platform/http/cursor.ts';
import { holdVolunteers, listAcceptedAmong, readCandidates } from '../volunteers/public.ts';
import * as sql from './sql.ts';

const MOST = 500;

type Row = RowOf<ReturnType<typeof sql.readImport>>;

export async function listLots(reading: Reading): Promise<{ items: ImportedLotView[] }> {
  const { organisationId } = reading;
  const [rows] = await reading.all(sql.listImports({ organisationId, limit: MOST }));
  return { items: await viewLots(reading, rows) };
}

async function viewLots(
  { all, organisationId }: Pick<Reading, 'all' | 'organisationId'>,
  rows: readonly Row[],
): Promise<ImportedLotView[]> {
  const importIds = rows.map(({ id }) => id);
  const [sums, waiting] = await all(
    sumImported({ organisationId, importIds }),
    listImportedVolunteers({ organisationId, importIds }),
  );
  const sumOf = new Map(sums.map((sum) => [sum.import_id, sum]));
  const volunteerIds = [...new Set(waiting.map((row) => row.volunteer_id))];
  const [accepted] = await all(listAcceptedAmong({ organisationId, volunteerIds }));
  const isAccepted = new Set(accepted.map(({ id }) => id));
  const others = waiting.filter((row) => !isAccepted.has(row.volunteer_id));
  const othersOf = Map.groupBy(others, (row) => row.import_id);
  return rows.map((row) => {
    const sum = sumOf.get(row.id);
    return {
      id: row.id,
      enteredBy: row.entered_by,
      enteredAt: row.entered_at.toISOString(),
      people: row.people,
      services: row.services,
      pending: sum?.pending ?? 0,
      pendingMinutes: sum?.pending_minutes ?? 0,
      pendingPeople: sum?.pending_people ?? 0,
      notAccepted: othersOf.get(row.id)?.length ?? 0,
      recorded: sum?.recorded ?? 0,
      declined: sum?.declined ?? 0,
      since: instant(sum?.since),
      until: instant(sum?.until),
    };
  });
}

function instant(text: string | null | undefined): string | null {
  return text == null ? null : new Date(text).toISOString();
}

/** What a lot credits whom with, by person: whoever approves looks at it before. @throws AppError not_found, cursor_invalid */
export async function listLotServices(
  reading: Reading,
  id: string,
  { limit = 50, after }: { limit?: number | undefined; after?: string | undefined },
): Promise<{ items: ImportedServiceView[]; next: string | null }> {
  const { organisationId } = reading;
  const [afterVolunteer, afterId] = after === undefined ? [] : readCursor(after, [UUID, UUID]);
  const [[row], rows] = await reading.all(
    sql.readImport({ organisationId, id }),
    listImportedServices({ organisationId, importId: id, afterVolunteer, afterId, limit: limit + 1 }),
  );
  if (row === undefined) throw new AppError('not_found');
  const page = rows.slice(0, limit);
  const subjectIds = [...new Set(page.map((one) => one.volunteer_id))];
  const people = await readCandidates(reading, subjectIds);
  await reading.audited({ action: 'volunteer.list', subjectKind: 'volunteer', subjectIds });
  const items = page.map((one): ImportedServiceView => {
    const person = people.get(one.volunteer_id);
    return {
      id: one.id,
      volunteerId: one.volunteer_id,
      name: person?.name ?? null,
      number: person?.number ?? '',
      isAccepted: person?.state === 'accepted',
      title: one.title,
      siteName: one.site_name,
      from: one.served_from.toISOString(),
      until: one.served_until.toISOString(),
      minutes: one.minutes,
      isDayOnly: one.is_day_only,
      state: one.state as ImportedServiceView['state'],
    };
  });
  const last = page.at(-1);
  const next = rows.length > limit && last !== undefined ? writeCursor([last.volunteer_id, last.id]) : null;
  return { items, next };
}

interface LotDecision {
  readonly decision: 'recorded' | 'declined';
  /** of these alone; left out: of all */
  readonly volunteerIds?: readonly string[];
  readonly serviceIds?: readonly string[];
}

/**
 * What somebody else brought in counts from now on, or never: all of it, or what was chosen. Nobody is credited whose entry is not accepted: a guardian may
 * not have been asked, or they have left. Decided twice, nothing waits any more.
 * @throws AppError not_found, import_own_entry
 */
export async function decideLot(
  change: Change,
  { id, accountId }: { id: string; accountId: string },
  { decision, volunteerIds: chosen, serviceIds }: LotDecision,
): Promise<ImportedLotView> {
  const { organisationId, timeZone, now } = change;
  const row = await change.first(sql.readImport({ organisationId, id }));
  if (row === undefined) throw new AppError('not_found');
  if (row.entered_by === accountId) throw new AppError('import_own_entry');
  const [people] = await change.all(listImportedVolunteers({ organisationId, importIds: [id] }));
  const waiting = people.map(({ volunteer_id: volunteerId }) => volunteerId);
  const named = waiting.filter((volunteerId) => chosen === undefined || chosen.includes(volunteerId));
  await change.all(holdVolunteers({ organisationId, volunteerIds: named }));
  const [accepted] = await change.all(listAcceptedAmong({ organisationId, volunteerIds: named }));
  const volunteerIds = decision === 'declined' ? named : accepted.map((one) => one.id);
  const of = { organisationId, importId: id, volunteerIds, serviceIds, timeZone };
  const [decided] = await change.all(decideImported({ ...of, state: decision, by: accountId, now }));
  change.audit({
    ...(decision === 'recorded' ? { action: 'service.approve' } : { action: 'service.decline' }),
    subjectKind: 'volunteer',
    subjectIds: volunteerIds,
    detail: { services: decided.length },
  });
  const [view] = await viewLots(change, [row]);
  if (view === undefined) throw new AppError('not_found');
  return view;
}
