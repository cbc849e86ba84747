import type { Client } from 'pg';

import { notOfExtension, OWN_SCHEMA, readTexts } from './catalog.ts';

/** Owners other than the one who reads, grants to everyone who is not the owner, and comments. */
export async function readAccess(client: Client): Promise<string[]> {
  const sections: string[] = [];
  for (const query of [OWNERS, REVOKES, GRANTS, COLUMN_GRANTS, COMMENTS]) {
    const texts = await readTexts(client, query);
    if (texts.length > 0) sections.push(texts.join('\n'));
  }
  return sections;
}

/**
 * Everything that has an owner and an access list, in one shape: kind as grants call it, full name, owner, list, and
 * the list that an object has before anything is granted.
 */
const OBJECTS = `
  (
    select 'schema' as kind, format('%I', n.nspname) as name, n.nspowner as owner, n.nspacl as list,
      acldefault('n', n.nspowner) as initial, n.oid as id, 'pg_namespace'::regclass as catalog
    from pg_catalog.pg_namespace n
    where ${OWN_SCHEMA}
    union all
    select case r.relkind when 'S' then 'sequence' when 'v' then 'view' when 'm' then 'materialized view' else 'table' end,
      format('%I.%I', n.nspname, r.relname), r.relowner, r.relacl,
      acldefault(case r.relkind when 'S' then 's'::"char" else 'r'::"char" end, r.relowner), r.oid, 'pg_class'::regclass
    from pg_catalog.pg_class r
    join pg_catalog.pg_namespace n on n.oid = r.relnamespace
    where r.relkind in ('r', 'p', 'v', 'm', 'S') and ${OWN_SCHEMA} and ${notOfExtension('r.oid')}
    union all
    select case p.prokind when 'p' then 'procedure' else 'function' end,
      format('%I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)), p.proowner, p.proacl,
      acldefault('f', p.proowner), p.oid, 'pg_proc'::regclass
    from pg_catalog.pg_proc p
    join pg_catalog.pg_namespace n on n.oid = p.pronamespace
    where p.prokind in ('f', 'p', 'w') and ${OWN_SCHEMA} and ${notOfExtension('p.oid')}
  ) objects`;

/** Views and materialized views are granted as tables. */
const GRANTED_KIND = `case when kind in ('view', 'materialized view') then 'table' else kind end`;
const ROLE = `case when entry.grantee = 0 then 'public' else quote_ident(pg_get_userbyid(entry.grantee)) end`;

// the public schema belongs to whoever made the cluster
const OWNERS = `
  select format('alter %s %s owner to %I;', kind, name, pg_get_userbyid(owner)) as text
  from ${OBJECTS}
  where pg_get_userbyid(owner) <> current_user and not (kind = 'schema' and name = 'public')
  order by kind collate "C", name collate "C"`;

// what everybody has from the start, e.g. to execute a new function, until it is taken away
const REVOKES = `
  select format('revoke all on %s %s from public;', ${GRANTED_KIND}, name) as text
  from ${OBJECTS}
  where list is not null
    and exists (select from aclexplode(initial) entry where entry.grantee = 0)
    and not exists (select from aclexplode(list) entry where entry.grantee = 0)
  order by kind collate "C", name collate "C"`;

const GRANTS = `
  select format('grant %s on %s %s to %s%s;',
    string_agg(lower(entry.privilege_type), ', ' order by entry.privilege_type), ${GRANTED_KIND}, name, ${ROLE},
    case when entry.is_grantable then ' with grant option' end) as text
  from ${OBJECTS} cross join lateral aclexplode(list) entry
  where entry.grantee <> owner
    and not exists (select from aclexplode(initial) given
      where given.grantee = entry.grantee and given.privilege_type = entry.privilege_type)
  group by kind, name, entry.grantee, entry.is_grantable
  order by kind collate "C", name collate "C", ${ROLE} collate "C"`;

const COLUMN_GRANTS = `
  select format('grant %s (%s) on table %I.%I to %s%s;', lower(entry.privilege_type),
    string_agg(quote_ident(a.attname), ', ' order by a.attnum), n.nspname, r.relname, ${ROLE},
    case when entry.is_grantable then ' with grant option' end) as text
  from pg_catalog.pg_attribute a
  join pg_catalog.pg_class r on r.oid = a.attrelid
  join pg_catalog.pg_namespace n on n.oid = r.relnamespace
  cross join lateral aclexplode(a.attacl) entry
  where ${OWN_SCHEMA} and not a.attisdropped and ${notOfExtension('r.oid')}
  group by n.nspname, r.relname, entry.grantee, entry.privilege_type, entry.is_grantable
  order by n.nspname collate "C", r.relname collate "C", ${ROLE} collate "C", entry.privilege_type`;

const COMMENTS = `
  select text from (
    select format('comment on %s %s is %L;', o.kind, o.name, d.description) as text, o.kind, o.name, 0 as place
    from ${OBJECTS.replace(/objects$/, 'o')}
    join pg_catalog.pg_description d on d.objoid = o.id and d.classoid = o.catalog and d.objsubid = 0
    where not (o.kind = 'schema' and o.name = 'public')
    union all
    select format('comment on column %s.%I is %L;', o.name, a.attname, d.description), 'table', o.name, a.attnum
    from ${OBJECTS.replace(/objects$/, 'o')}
    join pg_catalog.pg_attribute a on o.catalog = 'pg_class'::regclass and a.attrelid = o.id and not a.attisdropped
    join pg_catalog.pg_description d on d.objoid = o.id and d.classoid = o.catalog and d.objsubid = a.attnum
    where a.attnum > 0
    union all
    select format('comment on policy %I on %I.%I is %L;', p.polname, n.nspname, r.relname, d.description),
      'table', format('%I.%I', n.nspname, r.relname), 10000
    from pg_catalog.pg_policy p
    join pg_catalog.pg_class r on r.oid = p.polrelid
    join pg_catalog.pg_namespace n on n.oid = r.relnamespace
    join pg_catalog.pg_description d on d.objoid = p.oid and d.classoid = 'pg_policy'::regclass
    where ${OWN_SCHEMA}
    union all
    select format('comment on index %I.%I is %L;', n.nspname, r.relname, d.description),
      'table', format('%I.%I', n.nspname, r.relname), 0
    from pg_catalog.pg_class r
    join pg_catalog.pg_namespace n on n.oid = r.relnamespace
    join pg_catalog.pg_description d on d.objoid = r.oid and d.classoid = 'pg_class'::regclass and d.objsubid = 0
    where r.relkind in ('i', 'I') and ${OWN_SCHEMA}
  ) comments
  order by kind collate "C", name collate "C", place, text collate "C"`;
