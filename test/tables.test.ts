import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type TableNamed, tablesIn } from './tables-in.ts';

const checkout = new URL('..', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, checkout), 'utf8');
const find = (pattern: string) => globSync(pattern, { cwd: fileURLToPath(checkout) });

/** Owner (a slice, or platform) → the tables that it declares beside its statements. */
type Declared = Readonly<Record<string, readonly string[]>>;

/** Table → its columns, as the migrations made them. */
const schema = new Map(
  [...read('db/schema.sql').matchAll(/^create table (?:\w+\.)?(\w+) \(\n(.*?)^\)/gims)].map(
    ([, table = '', body = '']) => [
      table,
      new Set([...body.matchAll(/^ +(?!constraint\b)(\w+) /gm)].map(([, column = '']) => column)),
    ],
  ),
);

const declared: Declared = Object.fromEntries(
  await Promise.all(
    find('src/server/*/tables.ts').map(async (file) => {
      const address = new URL(file, checkout).href;
      const { tables } = (await import(/* @vite-ignore */ address)) as { tables: readonly string[] };
      return [file.split('/')[2] ?? '', tables] as const;
    }),
  ),
);

function faultsOfOwners(owners: Declared, tables: Iterable<string>): string[] {
  return [...tables].flatMap((table) => {
    const held = Object.keys(owners).filter((owner) => owners[owner]?.includes(table));
    if (held.length === 1) return [];
    return [held.length === 0 ? `${table}: nobody owns it` : `${table}: owned by ${held.join(' and ')}`];
  });
}

/** What stands outside the owner's sql files and its declaration. Platform, on which all slices stand, may reach every table. */
function faultsOfStatements(file: string, named: readonly TableNamed[], owners: Declared): string[] {
  const [, slice = ''] = /^src\/server\/([\w-]+)\//.exec(file) ?? [];
  if (slice === 'platform') return [];
  const owned = /\/(sql(-[\w-]+)?|tables)\.ts$/.test(file) ? (owners[slice] ?? []) : [];
  return named
    .filter(({ table }) => !owned.includes(table))
    .map(({ table, line }) => `${file}:${line} names ${table}`);
}

test('each table has one owner', () => {
  expect(faultsOfOwners(declared, schema.keys())).toEqual([]);
});

test('only the owner’s sql files, and platform, name a table in a statement', () => {
  const files = find('src/{server,cli}/**/*.ts').filter((file) => !file.endsWith('.test.ts'));
  const faults = files.flatMap((file) => faultsOfStatements(file, tablesIn(read(file), schema), declared));
  expect(faults).toEqual([]);
});

test('a table without an owner is told, and one with two', () => {
  const owners = { clients: ['client', 'consent'], groups: ['consent'] };
  expect(faultsOfOwners(owners, ['client', 'consent', 'account'])).toEqual([
    'consent: owned by clients and groups',
    'account: nobody owns it',
  ]);
});

test.each([
  [`query.selectFrom('client')`, ['client']],
  [`query.selectFrom('client as person').select('person.card')`, ['client']],
  [`query.selectFrom(['client', 'consent'])`, ['client', 'consent']],
  [`query.selectFrom(other).innerJoin('consent', (join) => join)`, ['consent']],
  [`rows.leftJoin('school_class as school', (join) => join)`, ['school_class']],
  ['rows.leftJoin(`school_class as ${alias}`, (join) => join)', ['school_class']],
  [`rows.leftJoinLateral((join) => join.selectFrom('consent').as('newest'), on)`, ['consent']],
  [`rows.where(({ exists, selectFrom }) => exists(selectFrom('consent')))`, ['consent']],
  [`query.insertInto('client').values(rows)`, ['client']],
  [`query.updateTable('client').set(change).from('consent')`, ['client', 'consent']],
  [`query.deleteFrom('client').using('consent')`, ['client', 'consent']],
  [`rows.forUpdate(['client', 'study'])`, ['client', 'study']],
  [`insertRows('client', 'organisation_id, id', rows)`, ['client']],
  [`rows.select(['client.card', 'client.no_such_column'])`, ['client']],
  [`plain('select id from client where id = $1')`, ['client']],
  [`plain('select id from public.client, consent other')`, ['client', 'consent']],
  [`plain('select id from "client" join only "consent" on true')`, ['client', 'consent']],
  [
    'plain(`with gone as (delete from client returning id) insert into consent select id`)',
    ['client', 'consent'],
  ],
  ['plain(`update client set card = ${card}`)', ['client']],
  ['plain(`truncate client`)', ['client']],
  ['raw`(select count(*) from consent where consent.client_id = ${id})`.as("consents")', ['consent']],
  ['raw<boolean>`client.status = ${status}`', ['client']],
  ['plain(`vacuum full ${table}`)', ['a name that is put together']],
  // what only sounds like it
  [`route({ permission: 'client.create' })`, []],
  [`words('Choose a client from the list, then update consent')`, []],
  [`change.emit({ type: 'client.created' })`, []],
  [`import { listClients } from './client.ts'`, []],
])('%s names %j', (source, tables) => {
  expect(tablesIn(source, schema).map(({ table }) => table)).toEqual(tables);
});

test('a foreign table is told in sql files, and any table in another file of its owner', () => {
  const owners = { clients: ['client'], groups: ['group_member'] };
  const named = tablesIn(`query.selectFrom('group_member')\n  .innerJoin('client', on)`, schema);
  expect(faultsOfStatements('src/server/groups/sql.ts', named, owners)).toEqual([
    'src/server/groups/sql.ts:2 names client',
  ]);
  expect(faultsOfStatements('src/server/clients/sql-family.ts', named, owners)).toHaveLength(1);
  expect(faultsOfStatements('src/server/clients/service.ts', named, owners)).toHaveLength(2);
  expect(faultsOfStatements('src/server/installation.ts', named, owners)).toHaveLength(2);
  expect(faultsOfStatements('src/cli/doctor.ts', named, owners)).toHaveLength(2);
  expect(faultsOfStatements('src/server/platform/keyring.ts', named, owners)).toEqual([]);
});
