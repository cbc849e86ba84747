import { sql as raw } from 'kysely';
import { isOlder } from '../platform/database/behind.ts';
import { prepare, query, statement } from '../platform/database/statement.ts';
import { onlyWithPersonKey } from '../platform/database/person-key.ts';
import { insertRows } from '../platform/database/insert-rows.ts';
import type { Statement } from '../platform/database/statement.ts';

interface InOrganisation {
  organisationId: string;
}
interface OfId extends InOrganisation {
  id: string;
}
interface OfVolunteer extends InOrganisation {
  volunteerId: string;
}

/** What is shown in lists: not what it says. */
const listedColumns = [
  'id',
  'number',
  'volunteer_id',
  'batch_id',
  'from_day',
  'until_day',
  'minutes',
  'origin',
  'state',
  'issued_at',
  'revoked_at',
  'revoked_because',
] as const;
const columns = [...listedColumns, 'sealed', 'signing_key_id'] as const;

/** What is certified before it is signed. */
export interface Certified {
  readonly id: string;
  readonly number: string;
  readonly volunteerId: string;
  readonly from: string;
  readonly until: string;
  readonly minutes: number;
  readonly origin: string;
}

export const insertCertificate = prepare(
  (p: Certified & InOrganisation & { sealed: Buffer; keyId: string; by: string | null; now: Date }) =>
    query.insertInto('certificate').values({
      organisation_id: p.organisationId,
      id: p.id,
      number: p.number,
      volunteer_id: p.volunteerId,
      from_day: p.from,
      until_day: p.until,
      minutes: p.minutes,
      origin: p.origin,
      state: 'issued',
      sealed: p.sealed,
      signing_key_id: p.keyId,
      issued_by: p.by,
      issued_at: p.now,
    }),
);

const QUEUED =
  'organisation_id, id, number, volunteer_id, batch_id, from_day, until_day, minutes, origin, state, issued_by, issued_at';

export function queueCertificates(
  { organisationId, batchId, by, now }: InOrganisation & { batchId: string; by: string; now: Date },
  certified: readonly Certified[],
): Statement<unknown>[] {
  const rows = certified.map((one) => [
    organisationId,
    one.id,
    one.number,
    one.volunteerId,
    batchId,
    one.from,
    one.until,
    one.minutes,
    one.origin,
    'queued',
    by,
    now,
  ]);
  return insertRows('certificate', QUEUED, rows);
}

export const insertBatch = prepare((p: OfId & { from: string; until: string; by: string; now: Date }) =>
  query.insertInto('certificate_batch').values({
    organisation_id: p.organisationId,
    id: p.id,
    from_day: p.from,
    until_day: p.until,
    made_by: p.by,
    made_at: p.now,
  }),
);

export const readBatch = prepare((p: OfId) =>
  query
    .selectFrom('certificate_batch')
    .select(['id', 'from_day', 'until_day'])
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

/** The latest first, with how many of each are made. */
export function listBatches(p: {
  organisationId: string;
  limit: number;
  after?: { at: string; id: string } | undefined;
}) {
  let list = query
    .selectFrom('certificate_batch as batch')
    .innerJoinLateral(
      (join) =>
        join
          .selectFrom('certificate as made')
          .select([
            raw<number>`count(*)::int`.as('total'),
            raw<number>`(count(*) filter (where made.state in ('issued', 'revoked')))::int`.as('issued'),
            raw<number>`(count(*) filter (where made.state = 'failed'))::int`.as('failed'),
          ])
          .whereRef('made.organisation_id', '=', 'batch.organisation_id')
          .whereRef('made.batch_id', '=', 'batch.id')
          .as('counted'),
      (join) => join.onTrue(),
    )
    .select([
      'batch.id',
      'batch.from_day',
      'batch.until_day',
      'batch.made_by',
      'batch.made_at',
      'counted.total',
      'counted.issued',
      'counted.failed',
    ])
    .where('batch.organisation_id', '=', p.organisationId);
  if (p.after !== undefined) list = list.where(isOlder('batch.made_at', 'batch.id', p.after));
  return statement(list.orderBy('batch.made_at', 'desc').orderBy('batch.id', 'desc').limit(p.limit));
}

export const listBatch = prepare((p: InOrganisation & { batchId: string }) =>
  query
    .selectFrom('certificate')
    .select(['id', 'volunteer_id', 'number', 'minutes', 'state', 'failed_because'])
    .where('organisation_id', '=', p.organisationId)
    .where('batch_id', '=', p.batchId)
    .orderBy('id'),
);

export const readCertificate = prepare((p: OfId) =>
  query
    .selectFrom('certificate')
    .select(columns)
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

export const lockCertificate = prepare((p: OfId) =>
  query
    .selectFrom('certificate')
    .select(columns)
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id)
    .forUpdate(),
);

/** The latest first. */
export const listCertificatesOf = prepare((p: OfVolunteer) =>
  query
    .selectFrom('certificate')
    .select(listedColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('volunteer_id', '=', p.volunteerId)
    .orderBy('id', 'desc')
    .limit(500),
);

/** Those that are good, of the same days and as much; with what they say, the latest first. */
export const listSame = prepare((p: OfVolunteer & { from: string; until: string; minutes: number }) =>
  query
    .selectFrom('certificate')
    .select(columns)
    .where('organisation_id', '=', p.organisationId)
    .where('volunteer_id', '=', p.volunteerId)
    .where('state', '=', 'issued')
    .where('from_day', '=', p.from)
    .where('until_day', '=', p.until)
    .where('minutes', '=', p.minutes)
    .orderBy('id', 'desc'),
);

/** What somebody had made by themselves since an instant. */
export const countOwnSince = prepare((p: OfVolunteer & { since: Date }) =>
  query
    .selectFrom('certificate')
    .select(raw<number>`count(*)::int`.as('count'))
    .where('organisation_id', '=', p.organisationId)
    .where('volunteer_id', '=', p.volunteerId)
    .where('issued_by', 'is', null)
    .where('issued_at', '>', p.since),
);

/** What somebody has that was not revoked. */
export const countIssued = prepare((p: OfVolunteer) =>
  query
    .selectFrom('certificate')
    .select(raw<number>`count(*)::int`.as('count'))
    .where('organisation_id', '=', p.organisationId)
    .where('volunteer_id', '=', p.volunteerId)
    .where('state', '=', 'issued'),
);

/** Of all volunteers, within a time; revoked ones are none. */
export const countIssuedWithin = prepare((p: { organisationId: string; from: Date; until: Date }) =>
  query
    .selectFrom('certificate')
    .select([
      raw<number>`count(*)::int`.as('count'),
      raw<number>`count(distinct volunteer_id)::int`.as('people'),
    ])
    .where('organisation_id', '=', p.organisationId)
    .where('state', '=', 'issued')
    .where('issued_at', '>=', p.from)
    .where('issued_at', '<', p.until),
);

export const findByNumber = prepare((p: { number: string }) =>
  query
    .selectFrom(
      raw<{ organisation_id: string; certificate_id: string }>`app.find_certificate(${p.number})`.as('found'),
    )
    .select(['found.organisation_id', 'found.certificate_id']),
);

/** Signed, for the first time or by another key. */
export const signCertificate = prepare((p: OfId & { sealed: Buffer; keyId: string; minutes: number }) =>
  query
    .updateTable('certificate')
    .set({ state: 'issued', sealed: p.sealed, signing_key_id: p.keyId, minutes: p.minutes })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

export const failCertificate = prepare((p: OfId & { reason: string }) =>
  query
    .updateTable('certificate')
    .set({ state: 'failed', failed_because: p.reason })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id)
    .where('state', '=', 'queued'),
);

export const revokeCertificate = prepare((p: OfId & { by: string; reason: string; now: Date }) =>
  query
    .updateTable('certificate')
    .set({ state: 'revoked', revoked_by: p.by, revoked_because: p.reason, revoked_at: p.now })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

/** What waits to be made. */
export const listQueued = prepare((p: InOrganisation & { limit: number }) =>
  query
    .selectFrom('certificate')
    .select('id')
    .where('organisation_id', '=', p.organisationId)
    .where('state', '=', 'queued')
    .orderBy('id')
    .limit(p.limit),
);

/** What is to be signed anew, since the key that signed it is revoked; of whoever was erased there is nothing to sign. */
export const listSignedBy = prepare((p: InOrganisation & { keyIds: string[]; limit: number }) =>
  onlyWithPersonKey(
    query
      .selectFrom('certificate')
      .select('certificate.id')
      .where('certificate.organisation_id', '=', p.organisationId)
      .where('certificate.state', '=', 'issued')
      .where(raw<boolean>`certificate.signing_key_id = any(${p.keyIds}::uuid[])`)
      .orderBy('certificate.id')
      .limit(p.limit),
    'certificate.volunteer_id',
  ),
);

/** For the list of what is not good any more. */
export const listRevoked = prepare((p: InOrganisation) =>
  query
    .selectFrom('certificate')
    .select(['number', 'origin', 'revoked_at', 'revoked_because'])
    .where('organisation_id', '=', p.organisationId)
    .where('state', '=', 'revoked')
    .orderBy('revoked_at')
    .orderBy('id')
    .limit(100_000),
);
