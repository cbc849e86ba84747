import type { AnswerOf, QueryOf } from '../../contract/operation.ts';
import type { ListLateDeliveries } from '../../contract/deliveries.ts';
import { LATE_MS } from '../../domain/deliveries/next-attempt.ts';
import { listOrganisations, readParties } from '../organisations/public.ts';
import { systemSettings } from '../platform/database/database.ts';
import { type Doors, type Origin, refuseUnknownOrganisation } from '../platform/work/doors.ts';
import { askEach } from '../platform/work/each-organisation.ts';
import { INSTANT, readCursor, UUID, writeCursor } from '../platform/http/cursor.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change, Reading, Services } from '../platform/work/work.ts';
import type { Deliveries } from './deliveries.ts';
import * as sql from './sql.ts';

const PAGE = 50;

type LateItem = AnswerOf<typeof ListLateDeliveries>['items'][number];

export interface LateParts {
  readonly services: Services;
  readonly doors: Doors;
  readonly deliveries: Deliveries;
}

/**
 * What is late or given up, of all organisations: how far, never what. Each organisation is asked by itself, since no role reads
 * two.
 * @throws AppError cursor_invalid
 */
export async function listLate(
  parts: LateParts,
  reading: Reading,
  query: QueryOf<typeof ListLateDeliveries>,
): Promise<AnswerOf<typeof ListLateDeliveries>> {
  const limit = query.limit ?? PAGE;
  const [afterAt, afterId] = query.after === undefined ? [] : readCursor(query.after, [INSTANT, UUID]);
  const before = new Date(reading.now.getTime() - LATE_MS);
  const items = await readLate(parts, reading, { before, limit: limit + 1, afterAt, afterId });
  await reading.audited({ action: 'delivery.list', subjectKind: 'delivery', subjectIds: [] });
  const page = items.sort(bySending).slice(0, limit);
  const last = items.length > limit ? page.at(-1) : undefined;
  return { items: page, next: last === undefined ? null : writeCursor([last.since, last.id]) };
}

/** As many of each organisation as the page may hold. */
async function readLate(
  { services, doors, deliveries }: LateParts,
  reading: Reading,
  page: Omit<Parameters<typeof sql.listLate>[0], 'organisationId'>,
): Promise<LateItem[]> {
  const [organisations] = await services.database.global(listOrganisations({}));
  const partyOf = await readParties(reading);
  const items: LateItem[] = [];
  // without their keys: one whose keys do not open hides nobody else's deliveries, nor its own
  const lists = await askEach(
    organisations.map(({ id }) => id),
    (organisationId) =>
      services.database.reader(systemSettings(organisationId)).all(sql.listLate({ organisationId, ...page })),
  );
  for (const [from, [rows]] of lists)
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
        senderIsClosed: doors.isClosed(from),
      });
    }
  return items;
}

function bySending(left: LateItem, right: LateItem): number {
  const [one, other] = [`${left.since} ${left.id}`, `${right.since} ${right.id}`];
  return one < other ? -1 : 1;
}

interface Named {
  readonly organisationId: string;
  readonly id: string;
}

/** Due at once, whatever became of it so far. @throws AppError not_found, demo_closed */
export async function retryDelivery(
  doors: Doors,
  origin: Origin,
  { organisationId, id }: Named,
  operatorId: string,
): Promise<null> {
  const changed = doors.open(organisationId, origin).change(async (change) => {
    auditOf(
      change,
      'delivery.retry',
      id,
      operatorId,
      await change.first(sql.tryAgain({ organisationId, id, now: change.now })),
    );
    change.ring('deliver');
    return null;
  });
  return changed.catch(refuseUnknownOrganisation);
}

/** Told of no more; one that is still tried is none to put aside. @throws AppError not_found, demo_closed */
export async function dismissDelivery(
  doors: Doors,
  origin: Origin,
  { organisationId, id }: Named,
  operatorId: string,
): Promise<null> {
  const changed = doors.open(organisationId, origin).change(async (change) => {
    auditOf(
      change,
      'delivery.dismiss',
      id,
      operatorId,
      await change.first(sql.dismiss({ organisationId, id, now: change.now })),
    );
    return null;
  });
  return changed.catch(refuseUnknownOrganisation);
}

/** In the sender's own trail: what somebody outside did with its delivery. @throws AppError not_found */
function auditOf(
  change: Change,
  action: string,
  id: string,
  operator: string,
  row: { kind: string } | undefined,
): void {
  if (row === undefined) throw new AppError('not_found');
  change.audit({ action, subjectKind: 'delivery', subjectIds: [id], detail: { operator, kind: row.kind } });
}
