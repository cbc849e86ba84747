import { sql as raw } from 'kysely';
import { itemColumns } from './sql-item-columns.ts';
import { isNewer, isOlder } from '../platform/database/behind.ts';
import { instantsAsText, prepareVariants, query } from '../platform/database/statement.ts';

/** What a list can be narrowed to beside what the plain list knows. */
export interface NarrowFilter {
  readonly organisationId: string;
  readonly region?: string | undefined;
  readonly status?: string | undefined;
  readonly classId?: string | undefined;
  readonly schoolId?: string | undefined;
  readonly risk?: string | undefined;
  readonly workerId?: string | undefined;
  /** in service, and nobody was in contact with them since */
  readonly silentSince?: Date | undefined;
}

interface NarrowPage extends NarrowFilter {
  readonly limit: number;
  /** position behind which the page starts, in the terms of its order: all or none */
  readonly afterRank?: string | undefined;
  readonly afterAt?: string | undefined;
  readonly afterId?: string | undefined;
}

/** Whoever was never met comes before all others; as the index has it. */
const contactOrNever = raw<Date>`coalesce(client.last_contact_at, timestamptz '1900-01-01 00:00:00+00')`;
const riskRank = raw<string>`array_position(array['unknown', 'low', 'medium', 'high', 'urgent'], client.risk_level)::text`;

function narrowed(p: NarrowFilter) {
  let list = query.selectFrom('client').where('client.organisation_id', '=', p.organisationId);
  if (p.region !== undefined) list = list.where('client.region_code', '=', p.region);
  if (p.status !== undefined) list = list.where('client.status', '=', p.status);
  if (p.classId !== undefined) list = list.where('client.class_id', '=', p.classId);
  if (p.schoolId !== undefined)
    list = list.where(raw<boolean>`client.class_id in (
      select id from school_class
      where organisation_id = ${p.organisationId} and (id = ${p.schoolId} or parent_id = ${p.schoolId})
    )`);
  if (p.risk !== undefined) list = list.where('client.risk_level', '=', p.risk);
  if (p.workerId !== undefined)
    list = list.where(raw<boolean>`client.worker_ids @> array[${p.workerId}::uuid]`);
  if (p.silentSince !== undefined)
    list = list
      .where('client.status', '=', 'in_service')
      .where(raw<boolean>`${contactOrNever} < ${p.silentSince}`);
  return list;
}

const columns = [...itemColumns, 'client.last_contact_at'] as const;

const newest = prepareVariants((p: NarrowPage) => {
  let list = narrowed(p).select(columns);
  if (p.afterAt !== undefined)
    list = list.where(isOlder('client.updated_at', 'client.id', { at: p.afterAt, id: p.afterId }));
  return list.orderBy('client.updated_at', 'desc').orderBy('client.id', 'desc').limit(p.limit);
});

const riskiest = prepareVariants((p: NarrowPage) => {
  let list = narrowed(p).select([...columns, riskRank.as('rank')]);
  if (p.afterRank !== undefined)
    list = list.where(
      raw<boolean>`(${riskRank}, client.updated_at, client.id) < (${p.afterRank}, ${p.afterAt}::timestamptz, ${p.afterId}::uuid)`,
    );
  return list
    .orderBy(riskRank, 'desc')
    .orderBy('client.updated_at', 'desc')
    .orderBy('client.id', 'desc')
    .limit(p.limit);
});

const longestSilent = prepareVariants((p: NarrowPage) => {
  let list = narrowed(p).select(columns);
  if (p.afterAt !== undefined)
    list = list.where(isNewer(contactOrNever, 'client.id', { at: p.afterAt, id: p.afterId }));
  return list.orderBy(contactOrNever).orderBy('client.id').limit(p.limit);
});

/** Clients whom the actor may see, without keys, in one of three orders. */
export const listNarrowed = {
  '-updatedAt': instantsAsText(newest),
  '-risk': instantsAsText(riskiest),
  lastContact: instantsAsText(longestSilent),
} as const;

export const countNarrowed = prepareVariants((p: NarrowFilter) =>
  narrowed(p).select(raw<number>`count(*)::int`.as('total')),
);

/** Which of these are left; a search looks at some hundred at once. */
export const listAmong = prepareVariants((p: NarrowFilter & { readonly ids: readonly string[] }) =>
  narrowed(p)
    .select('client.id')
    .where(raw<boolean>`client.id = any(${p.ids}::uuid[])`),
);
