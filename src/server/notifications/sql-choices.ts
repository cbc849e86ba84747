import { sql as raw } from 'kysely';
import { prepare, query, plain, type Statement } from '../platform/database/statement.ts';

interface InOrganisation {
  organisationId: string;
}
interface OfAccount extends InOrganisation {
  accountId: string;
}
export interface OfWay extends OfAccount {
  way: string;
}

const choiceColumns = [
  'account_id',
  'urgent_ways',
  'normal_ways',
  'quiet_from',
  'quiet_until',
  'digest_at',
  'version',
] as const;

export const readChoice = prepare((p: OfAccount) =>
  query
    .selectFrom('notification_choice')
    .select(choiceColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('account_id', '=', p.accountId),
);

export const listChoices = prepare((p: InOrganisation) =>
  query
    .selectFrom('notification_choice')
    .select(choiceColumns)
    .where('organisation_id', '=', p.organisationId),
);

/** Empty where somebody else was first, or the version is another. */
export function putChoice(
  p: OfAccount & {
    urgent: readonly string[];
    normal: readonly string[];
    quietFrom: number | null;
    quietUntil: number | null;
    digestAt: number | null;
    version: number;
    now: Date;
  },
): Statement<{ version: number }> {
  return plain(
    `insert into notification_choice as chosen (organisation_id, account_id, urgent_ways, normal_ways, quiet_from,
       quiet_until, digest_at, version, changed_at)
     select $1, $2, $3, $4, $5, $6, $7, 1, $9::timestamptz
     where $8::int = 0 or exists (select from notification_choice where organisation_id = $1 and account_id = $2)
     on conflict (organisation_id, account_id) do update set
       urgent_ways = excluded.urgent_ways, normal_ways = excluded.normal_ways, quiet_from = excluded.quiet_from,
       quiet_until = excluded.quiet_until, digest_at = excluded.digest_at, version = chosen.version + 1,
       changed_at = excluded.changed_at
     where chosen.version = $8
     returning version`,
    [
      p.organisationId,
      p.accountId,
      p.urgent,
      p.normal,
      p.quietFrom,
      p.quietUntil,
      p.digestAt,
      p.version,
      p.now,
    ],
  );
}

const wayColumns = [
  'account_id',
  'way',
  'sealed',
  'confirmed_at',
  'sealed_pending',
  'code_hash',
  'code_until',
  'code_tries',
] as const;

export const listWaysOf = prepare((p: OfAccount) =>
  query
    .selectFrom('contact_way')
    .select(wayColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('account_id', '=', p.accountId),
);

/** Who can be reached how; not where. */
export const listConfirmedWays = prepare((p: InOrganisation) =>
  query
    .selectFrom('contact_way')
    .select(['account_id', 'way'])
    .where('organisation_id', '=', p.organisationId)
    .where('confirmed_at', 'is not', null),
);

export const lockWay = prepare((p: OfWay) =>
  query
    .selectFrom('contact_way')
    .select(wayColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('account_id', '=', p.accountId)
    .where('way', '=', p.way)
    .forUpdate(),
);

export const readWay = prepare((p: OfWay) =>
  query
    .selectFrom('contact_way')
    .select(wayColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('account_id', '=', p.accountId)
    .where('way', '=', p.way),
);

/** An address that waits for its code takes the place of another that waits, and of none that is confirmed. */
export const putPending = prepare((p: OfWay & { sealed: Buffer; codeHash: Buffer; until: Date }) =>
  query
    .insertInto('contact_way')
    .values({
      organisation_id: p.organisationId,
      account_id: p.accountId,
      way: p.way,
      sealed_pending: p.sealed,
      code_hash: p.codeHash,
      code_until: p.until,
    })
    .onConflict((conflict) =>
      conflict.columns(['organisation_id', 'account_id', 'way']).doUpdateSet({
        sealed_pending: p.sealed,
        code_hash: p.codeHash,
        code_until: p.until,
        code_tries: 0,
      }),
    ),
);

/** Unless another code took its place. */
export const withdrawPending = prepare((p: OfWay & { codeHash: Buffer }) =>
  query
    .updateTable('contact_way')
    .set({ sealed_pending: null, code_hash: null, code_until: null })
    .where('organisation_id', '=', p.organisationId)
    .where('account_id', '=', p.accountId)
    .where('way', '=', p.way)
    .where('code_hash', '=', p.codeHash),
);

/** The code stays until it is over: sent again, it answers the same. */
export const confirmPending = prepare((p: OfWay & { sealed: Buffer; now: Date }) =>
  query
    .updateTable('contact_way')
    .set({ sealed: p.sealed, confirmed_at: p.now, sealed_pending: null })
    .where('organisation_id', '=', p.organisationId)
    .where('account_id', '=', p.accountId)
    .where('way', '=', p.way),
);

export const countTry = prepare((p: OfWay & { tries: number }) =>
  query
    .updateTable('contact_way')
    .set({ code_tries: p.tries })
    .where('organisation_id', '=', p.organisationId)
    .where('account_id', '=', p.accountId)
    .where('way', '=', p.way),
);

export const deleteWay = prepare((p: OfWay) =>
  query
    .deleteFrom('contact_way')
    .where('organisation_id', '=', p.organisationId)
    .where('account_id', '=', p.accountId)
    .where('way', '=', p.way),
);

export const deleteWaysOf = prepare((p: OfAccount) =>
  query
    .deleteFrom('contact_way')
    .where('organisation_id', '=', p.organisationId)
    .where('account_id', '=', p.accountId),
);

/**
 * Counts one more; nothing comes back where it would be too many, or too soon after the last. Of two at once the one that began
 * sooner may be counted later: the time of the last never goes back.
 */
export function countCode(
  p: InOrganisation & { counter: Buffer; day: string; most: number; now: Date; notSince: Date | null },
): Statement<{ count: number }> {
  return plain(
    `insert into code_count as counted (organisation_id, counter, day, count, last_at) values ($1, $2, $3, 1, $4)
     on conflict (organisation_id, counter, day) do update set
       count = counted.count + 1, last_at = greatest(counted.last_at, excluded.last_at)
     where counted.count < $5 and ($6::timestamptz is null or counted.last_at <= $6)
     returning count`,
    [p.organisationId, p.counter, p.day, p.now, p.most, p.notSince],
  );
}

export const readCount = prepare((p: InOrganisation & { counter: Buffer; day: string }) =>
  query
    .selectFrom('code_count')
    .select('count')
    .where('organisation_id', '=', p.organisationId)
    .where('counter', '=', p.counter)
    .where('day', '=', p.day),
);

export const giveBackCode = prepare((p: InOrganisation & { counter: Buffer; day: string }) =>
  query
    .updateTable('code_count')
    .set({ count: raw<number>`count - 1` })
    .where('organisation_id', '=', p.organisationId)
    .where('counter', '=', p.counter)
    .where('day', '=', p.day)
    .where('count', '>', 0),
);

export function forgetCodeCounts(organisationId: string, before: string): Statement<unknown> {
  return plain(`delete from code_count where organisation_id = $1 and day < $2`, [organisationId, before]);
}

export const readRule = prepare((p: InOrganisation) =>
  query
    .selectFrom('notification_rule')
    .select(['names_in_messages', 'version'])
    .where('organisation_id', '=', p.organisationId),
);

/** As putChoice. */
export function putRule(
  p: InOrganisation & { namesInMessages: boolean; version: number; changedBy: string; now: Date },
): Statement<{ version: number }> {
  return plain(
    `insert into notification_rule as said (organisation_id, names_in_messages, version, changed_by, changed_at)
     select $1, $2, 1, $4, $5::timestamptz
     where $3::int = 0 or exists (select from notification_rule where organisation_id = $1)
     on conflict (organisation_id) do update set
       names_in_messages = excluded.names_in_messages, version = said.version + 1, changed_by = excluded.changed_by,
       changed_at = excluded.changed_at
     where said.version = $3
     returning version`,
    [p.organisationId, p.namesInMessages, p.version, p.changedBy, p.now],
  );
}
