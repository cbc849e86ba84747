import type { AnswerOf } from '../../contract/operation.ts';
import type { ListLateDeliveries } from '../../contract/deliveries.ts';
import { LATE_MS } from '../../domain/deliveries/next-attempt.ts';
import { listOrganisations, readParties } from '../organisations/public.ts';
import { systemSettings } from '../platform/database/database.ts';
import type { Doors, Origin } from '../platform/work/doors.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Reading, Services } from '../platform/work/work.ts';
import type { Deliveries } from './deliveries.ts';
import * as sql from './sql.ts';

const TOLD_AT_MOST = 200;
/** Organisations read at once: their flights are shared with everybody's reads. */
const AT_ONCE = 50;

type LateList = AnswerOf<typeof ListLateDeliveries>;
type LateItem = LateList['items'][number];

export interface LateParts {
  readonly services: Services;
  readonly doors: Doors;
  readonly deliveries: Deliveries;
}

/**
 * What is late or given up, of all organisations: how far, never what. Each organisation is asked by itself, since no role reads
 * two.
 */
export async function listLate(
  { services, doors, deliveries }: LateParts,
  reading: Reading,
): Promise<LateList> {
  const [organisations] = await services.database.global(listOrganisations({}));
  const partyOf = await readParties(reading);
  const before = new Date(reading.now.getTime() - LATE_MS);
  const open = organisations.filter(({ id }) => !doors.isClosed(id));
  const items: LateItem[] = [];
  let total = 0;
  for (let start = 0; start < open.length; start += AT_ONCE) {
    const part = open.slice(start, start + AT_ONCE);
    const lists = await Promise.all(
      part.map(({ id: organisationId }) =>
        // without its keys: one whose keys do not open hides nobody else's deliveries, nor its own
        services.database
          .reader(systemSettings(organisationId))
          .all(sql.listLate({ organisationId, before, limit: TOLD_AT_MOST })),
      ),
    );
    for (const [index, [rows]] of lists.entries()) {
      total += rows[0]?.total ?? 0;
      const from = part[index]?.id ?? '';
      for (const row of rows) {
        const { zh, en } = deliveries.nameOf(row.kind) ?? { zh: row.kind, en: row.kind };
        items.push({
          id: row.id,
          from: partyOf(from),
          to: partyOf(row.to_organisation_id),
          kind: zh,
          kindEn: en,
          since: row.created_at.toISOString(),
          attempts: row.attempts,
          nextAttemptAt: row.dead_at === null ? row.next_attempt_at.toISOString() : null,
          failure: row.failure,
        });
      }
    }
  }
  await reading.audited({ action: 'delivery.list', subjectKind: 'delivery', subjectIds: [] });
  const oldestFirst = items.sort((left, right) => (left.since < right.since ? -1 : 1));
  return { items: oldestFirst.slice(0, TOLD_AT_MOST), total };
}

/** Due at once, whatever became of it so far. @throws AppError not_found, demo_closed */
export async function retryDelivery(
  doors: Doors,
  origin: Origin,
  { organisationId, id }: { organisationId: string; id: string },
  operatorId: string,
): Promise<null> {
  return doors.open(organisationId, origin).change(async (change) => {
    const { now } = change;
    const row = await change.first(sql.tryAgain({ organisationId, id, now }));
    if (row === undefined) throw new AppError('not_found');
    const detail = { operator: operatorId, kind: row.kind };
    change.audit({ action: 'delivery.retry', subjectKind: 'delivery', subjectIds: [id], detail });
    change.enqueue('deliver', { organisationId });
    return null;
  });
}
