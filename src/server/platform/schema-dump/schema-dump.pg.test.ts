import { randomUUID } from 'node:crypto';

import { Client } from 'pg';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';

import { dumpSchema } from './dump-schema.ts';
import { dumpTypes } from './dump-types.ts';

let admin: Client;
let databases: string[];
let clients: Client[];

/** Roles are shared by all databases of the cluster, so each run makes its own. */
const reader = `reader_${randomUUID().slice(0, 8)}`;

async function connect(database: string): Promise<Client> {
  const url = new URL(inject('postgresUrl'));
  url.pathname = `/${database}`;
  const client = new Client({ connectionString: url.href });
  await client.connect();
  clients.push(client);
  return client;
}

async function createDatabase(): Promise<Client> {
  const name = `dump_${randomUUID().slice(0, 8)}`;
  await admin.query(`create database ${name}`);
  databases.push(name);
  return connect(name);
}

beforeEach(async () => {
  databases = [];
  clients = [];
  admin = await connect('postgres');
  await admin.query(`create role ${reader}`);
});

afterEach(async () => {
  for (const client of clients.slice(1)) await client.end();
  for (const name of databases) await admin.query(`drop database ${name}`);
  await admin.query(`drop role ${reader}`);
  await admin.end();
});

const SCHEMA = `
  create schema app;
  create function app.actor() returns uuid language sql stable
    return nullif(current_setting('app.actor', true), '')::uuid;
  revoke execute on function app.actor() from public;
  grant execute on function app.actor() to ${reader};
  comment on function app.actor() is 'who asks';
  create procedure app.rest(target regclass) language plpgsql as $$ begin null; end $$;
  create type mood as enum ('calm', 'it''s worse');
  create domain short_text as text constraint short_text_check check (length(value) < 9);
  create table organisation (id uuid constraint organisation_pkey primary key, code text not null);
  create table note (
    organisation_id uuid not null,
    id uuid not null,
    number bigint generated always as identity,
    words text collate "C",
    mood mood not null default 'calm',
    moods mood[],
    label short_text,
    worker_ids uuid[] not null default '{}',
    day date,
    at timestamptz not null,
    sealed bytea,
    amount numeric(12, 2),
    detail jsonb,
    length int generated always as (length(words)) stored,
    constraint note_pkey primary key (organisation_id, id),
    constraint note_words_check check (words <> ''),
    constraint note_organisation_fkey foreign key (organisation_id) references organisation (id) on delete cascade
  );
  create index note_at_idx on note (organisation_id, at desc) where words is not null;
  comment on column note.words is 'what was said';
  comment on table note is 'it''s a note';
  create table event (id uuid not null, at timestamptz not null, constraint event_pkey primary key (id, at))
    partition by range (at);
  create table event_2026 partition of event for values from ('2026-01-01+00') to ('2027-01-01+00');
  create view recent with (security_invoker = true) as select id, words from note;
  create function app.touch() returns trigger language plpgsql as $$ begin return new; end $$;
  create trigger note_touch before update on note for each row execute function app.touch();
  alter table note enable row level security;
  alter table note force row level security;
  create policy read_own on note for select to ${reader} using (organisation_id = app.actor());
  create policy write_own on note for insert to ${reader} with check (organisation_id = app.actor());
  comment on policy read_own on note is 'the wall';
  grant select, insert on note to ${reader};
  grant update (words, mood) on note to ${reader};
  grant usage on schema app to ${reader};`;

test('the dump makes the same schema again, down to the same dump', async () => {
  const original = await createDatabase();
  await original.query(SCHEMA);
  const dump = await dumpSchema(original);

  const copy = await createDatabase();
  await copy.query(dump);
  expect(await dumpSchema(copy)).toBe(dump);
});

test('the dump names what decides about access', async () => {
  const client = await createDatabase();
  await client.query(SCHEMA);
  const lines = (await dumpSchema(client)).split('\n');
  expect(lines).toEqual(
    expect.arrayContaining([
      'alter table public.note enable row level security;',
      'alter table public.note force row level security;',
      `create policy read_own on public.note as permissive for select to ${reader} using ((organisation_id = app.actor()));`,
      'revoke all on function app.actor() from public;',
      `grant execute on function app.actor() to ${reader};`,
      `grant insert, select on table public.note to ${reader};`,
      `grant update (words, mood) on table public.note to ${reader};`,
      "comment on column public.note.words is 'what was said';",
    ]),
  );
});

test('the same schema made in another order gives the same dump', async () => {
  const [first, second] = [await createDatabase(), await createDatabase()];
  await first.query(
    'create table a (id int); create table b (id int); create index on b (id); create index on a (id)',
  );
  await second.query(
    'create table b (id int); create index on b (id); create table a (id int); create index on a (id)',
  );
  expect(await dumpSchema(second)).toBe(await dumpSchema(first));
});

test('the types are what the driver hands over', async () => {
  const client = await createDatabase();
  await client.query(SCHEMA);
  const types = await dumpTypes(client);
  expect(types).toContain("import type { Generated, GeneratedAlways } from 'kysely';");
  expect(types).toContain(
    [
      'export interface Note {',
      '  organisation_id: string;',
      '  id: string;',
      '  number: GeneratedAlways<string>;',
      '  words: string | null;',
      "  mood: Generated<'calm' | 'it\\'s worse'>;",
      "  moods: ('calm' | 'it\\'s worse')[] | null;",
      '  label: string | null;',
      '  worker_ids: Generated<string[]>;',
      '  day: string | null;',
      '  at: Date;',
      '  sealed: Buffer | null;',
      '  amount: string | null;',
      '  detail: unknown;',
      '  length: GeneratedAlways<number | null>;',
      '}',
    ].join('\n'),
  );
  expect(types).toContain(
    [
      'export interface Database {',
      '  event: Event;',
      '  note: Note;',
      '  organisation: Organisation;',
      '  recent: Recent;',
      '}',
    ].join('\n'),
  );
});
