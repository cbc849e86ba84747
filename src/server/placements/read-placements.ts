import type { QueryOf } from '../../contract/operation.ts';
import type { ListPlacements, PlacementItemView, PlacementView } from '../../contract/placements.ts';
import {
  type EvaluationKind,
  isOpenPlacement,
  type PlacementState,
} from '../../domain/placements/placement-life.ts';
import type { AuditEntry } from '../platform/audit/audit.ts';
import type { RowOf } from '../platform/database/statement.ts';
import { DAY, readCursor, UUID, writeCursor } from '../platform/http/cursor.ts';
import { AppError } from '../platform/work/errors.ts';
import { CreationErased } from '../platform/work/creation.ts';
import type { Reading } from '../platform/work/work.ts';
import { isGone, readStanding, type Standing } from './able.ts';
import { openPart } from './sealed.ts';
import * as sql from './sql.ts';

export type PlacementRow = RowOf<ReturnType<typeof sql.readPlacement>>;
export type Access = Pick<Reading, 'all' | 'organisationId' | 'keys'>;

function viewItem(
  keys: Access['keys'],
  row: PlacementRow,
  standing: ReadonlyMap<string, Standing>,
): PlacementItemView {
  const state = row.state as PlacementState;
  return {
    id: row.id,
    student: openPart(keys, row, { part: 'student', rowId: row.id }, row.sealed),
    siteId: row.site_id,
    supervisorId: row.account_id,
    from: row.from_day,
    until: row.until_day,
    agreedMinutes: row.agreed_minutes,
    state,
    confirmedMinutes: row.confirmed,
    waitingMinutes: row.waiting,
    isUnsupervised: isOpenPlacement(state) && isGone(standing.get(row.account_id)),
    version: row.version,
  };
}

export async function listPlacements(
  reading: Reading,
  { limit = 50, after }: QueryOf<typeof ListPlacements>,
): Promise<{ items: PlacementItemView[]; next: string | null }> {
  const { organisationId, keys } = reading;
  const [day, id] = after === undefined ? [] : readCursor(after, [DAY, UUID]);
  const before = day === undefined || id === undefined ? undefined : ([day, id] as const);
  const [rows] = await reading.all(sql.listPlacements({ organisationId, limit: limit + 1, before }));
  const shown = rows.slice(0, limit);
  const standing = await readStanding(
    reading,
    shown.map((row) => row.account_id),
  );
  const items = shown.map((row) => viewItem(keys.beside, row, standing));
  const subjectIds = items.map((item) => item.id);
  await reading.audited({ action: 'placement.list', subjectKind: 'placement', subjectIds });
  const last = items.at(-1);
  return {
    items,
    next: rows.length > limit && last !== undefined ? writeCursor([last.from, last.id]) : null,
  };
}

/** That somebody saw what is known of the student. */
export function readingOf(placementId: string): AuditEntry {
  return { action: 'placement.read', subjectKind: 'placement', subjectIds: [placementId] };
}

/** @throws AppError not_found */
export async function readPlacement(reading: Reading, placementId: string): Promise<PlacementView> {
  const view = await viewPlacement(reading, placementId);
  await reading.audited(readingOf(placementId));
  return view;
}

/** What a repeated request finds. @throws AppError not_found, CreationErased */
export async function readCreated(reading: Reading, placementId: string): Promise<PlacementView> {
  const view = await readPlacement(reading, placementId);
  if (view.student === null) throw new CreationErased();
  return view;
}

/** @throws AppError not_found */
export async function viewPlacement(access: Access, placementId: string): Promise<PlacementView> {
  const { organisationId, keys } = access;
  const of = { organisationId, placementId };
  const [[row], hours, evaluations] = await access.all(
    sql.readPlacement(of),
    sql.listHours(of),
    sql.listEvaluations(of),
  );
  if (row === undefined) throw new AppError('not_found');
  const standing = await readStanding(access, [row.account_id]);
  const reason = { part: 'reason', rowId: row.id } as const;
  return {
    ...viewItem(keys, row, standing),
    brokenOffBecause: openPart(keys, row, reason, row.sealed_reason)?.reason ?? null,
    hours: hours.map((one) => ({
      id: one.id,
      day: one.day,
      minutes: one.minutes,
      content: openPart(keys, row, { part: 'hours', rowId: one.id }, one.sealed)?.content ?? null,
      enteredBy: one.entered_by,
      enteredAt: one.entered_at.toISOString(),
      confirmedBy: one.confirmed_by,
      confirmedAt: one.confirmed_at?.toISOString() ?? null,
      withdrawnAt: one.withdrawn_at?.toISOString() ?? null,
    })),
    evaluations: evaluations.map((one) => {
      const at = { part: 'evaluation', rowId: one.id } as const;
      const said = openPart(keys, row, at, one.sealed);
      return {
        id: one.id,
        kind: one.kind as EvaluationKind,
        grades: said?.grades ?? null,
        words: said?.words ?? null,
        writtenBy: one.written_by,
        writtenAt: one.written_at.toISOString(),
        isCurrent: !evaluations.some((other) => other.kind === one.kind && other.number > one.number),
      };
    }),
  };
}
