import type { ImportedLotView } from '../../contract/volunteer-imports.ts';
import { decideImported, listImportedVolunteers, sumImported } from '../attendance/public.ts';
import { AppError } from '../platform/work/errors.ts';
import type { RowOf } from '../platform/database/statement.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import { holdVolunteers } from '../volunteers/public.ts';
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
  const [sums] = await all(sumImported({ organisationId, importIds: rows.map(({ id }) => id) }));
  const sumOf = new Map(sums.map((sum) => [sum.import_id, sum]));
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

/**
 * What somebody else brought in counts from now on, or never. Decided twice, nothing waits any more.
 * @throws AppError not_found, import_own_entry
 */
export async function decideLot(
  change: Change,
  { id, accountId }: { id: string; accountId: string },
  decision: 'recorded' | 'declined',
): Promise<ImportedLotView> {
  const { organisationId, now } = change;
  const row = await change.first(sql.readImport({ organisationId, id }));
  if (row === undefined) throw new AppError('not_found');
  if (row.entered_by === accountId) throw new AppError('import_own_entry');
  const [people] = await change.all(listImportedVolunteers({ organisationId, importId: id }));
  const volunteerIds = people.map(({ volunteer_id: volunteerId }) => volunteerId);
  await change.all(holdVolunteers({ organisationId, volunteerIds }));
  const [decided] = await change.all(
    decideImported({ organisationId, importId: id, state: decision, by: accountId, now }),
  );
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
