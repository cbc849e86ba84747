import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  makeOrganisation,
  startTestServer,
  type TestOrganisation,
  type TestServer,
} from '../../test/server.ts';
import { type Scope, scopes } from '../domain/access/roles.ts';
import { newId } from './platform/database/ids.ts';

let server: TestServer;
let home: TestOrganisation;
let other: TestOrganisation;
let tables: readonly Table[];

interface Column {
  readonly name: string;
  readonly type: string;
  readonly isRequired: boolean;
}

interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  /** what the application's role may do at all */
  readonly granted: ReadonlySet<string>;
  /** one of the columns that it may change */
  readonly changeable: string | undefined;
}

/** What a table's own checks ask for beyond a column's type; a new table that asks for something says it here. */
const CHECKED: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  alliance: { role: 'member', state: 'member', invitation_id: newId() },
  alliance_agreement: { number: 1 },
  alliance_member: { role: 'member', state: 'member' },
  action_item: { state: 'open' },
  meeting: { kind: 'joint', starts_at: '2100-01-01T00:00:00Z', ends_at: '2100-01-01T01:00:00Z' },
  meeting_attendee: { answer: 'coming' },
  account: { language: 'en', status: 'active' },
  alert_event: { kind: 'raised' },
  campaign: { wave: 'post', instrument_ids: ['x'], closes_at: '2100-01-01' },
  attendance: { in_by: 'staff' },
  certificate: { state: 'queued' },
  service_record: {
    source: 'back_filled',
    state: 'pending',
    served_from: '2100-01-01T00:00:00Z',
    served_until: '2100-01-01T01:00:00Z',
  },
  shift_absence: { reason: 'ill' },
  school_class: { kind: 'class' },
  course: {
    kind: 'own',
    state: 'open',
    share: 80,
    minutes: 60,
    credit_minutes: 60,
    begins_at: '2100-01-01T00:00:00Z',
    ends_at: '2100-01-01T01:00:00Z',
  },
  course_attendance: { number: 1 },
  course_lesson: { starts_at: '2100-01-01T00:00:00Z', ends_at: '2100-01-01T01:00:00Z' },
  contact_way: { way: 'mail' },
  file: { state: 'ready', bytes: 1, organisation_sealed: String.raw`\x00` },
  material: { language: 'none' },
  notification_message: { way: 'mail', state: 'waiting' },
  one_time_link: { purpose: 'invitation' },
  organisation_key: { kind: 'data' },
  point_entry: { kind: 'granted', sixtieths: 60, by_account: newId() },
  recognition_rules: { star_hours: [100] },
  staff_profile: { weekly_minutes: 2_400 },
  professional_record: { record: 'education', minutes: 60 },
  supervision_session: { participant_ids: [newId()], minutes: 60 },
  talent_report: { direction: 'sent' },
  talent_rules: { supervision_days: 28, tell_from: 5 },
  volunteer_evaluation: { shift_id: newId() },
  placement: { state: 'planned' },
  placement_evaluation: { kind: 'mid' },
  playbook_proposal: { state: 'open', places: ['x'] },
  service_group: { level: 'universal' },
  public_figure: { epsilon_milli: 10 },
  session: { kind: 'browser' },
  opportunity: { state: 'draft' },
  shift: { state: 'open', starts_at: '2100-01-01T00:00:00Z', ends_at: '2100-01-01T01:00:00Z' },
  shift_match: { state: 'queued' },
  shift_match_pair: { decision: 'barred' },
  sign_up: { state: 'waitlisted' },
  public_address: { way: 'mail' },
  public_membership: { state: 'asked' },
  book_entry: { state: 'left' },
  site: { kind: 'school_station' },
  study_class: { arm: 'intervention' },
  volunteer: { state: 'left' },
  volunteer_qualification: { kind: 'check' },
  webhook_subscription: { state: 'ended' },
};

/** The library and the life of shared models, and what proves a signature: read by everybody, written by their organisation alone. */
const SHARED: ReadonlySet<string> = new Set([
  'book',
  'material',
  'playbook_adoption',
  'playbook_comment',
  'playbook_proposal',
  'signing_key',
]);

beforeAll(async () => {
  server = await startTestServer();
  [home, other] = [await makeOrganisation(server), await makeOrganisation(server)];
  tables = await listTables();
  for (const table of tables) await plant(table);
});
afterAll(() => server.dispose());

/** By the catalogue, so that a new one is in it by itself: those about persons have a test of their own (person-rows). */
async function listTables(): Promise<Table[]> {
  const { rows } = await server.admin.query<{
    name: string;
    columns: Column[];
    granted: string[];
    changeable: string | null;
  }>(
    `select relation.relname as name,
       (select json_agg(json_build_object('name', attname, 'type', format_type(atttypid, null),
                                          'isRequired', attnotnull and not atthasdef) order by attnum)
        from pg_attribute where attrelid = relation.oid and attnum > 0 and not attisdropped) as columns,
       array(select verb from unnest(array['SELECT', 'INSERT', 'DELETE']) as verb
             where has_table_privilege('nuantu_app', relation.oid, verb)) as granted,
       (select attname from pg_attribute where attrelid = relation.oid and attnum > 0 and not attisdropped
          and has_column_privilege('nuantu_app', relation.oid, attnum, 'UPDATE') order by attnum limit 1) as changeable
     from pg_class relation
     join pg_namespace space on space.oid = relation.relnamespace and space.nspname = 'public'
     where relation.relkind = 'r' and relation.relrowsecurity
       and exists (select from pg_attribute where attrelid = relation.oid and attname = 'organisation_id')
       and ((select count(*) from pg_attribute where attrelid = relation.oid and attname in ('site_id', 'worker_ids')) < 2
         -- a row about nobody is the organisation's own
         or exists (select from pg_policy where polrelid = relation.oid and polname = 'select_person_or_none'))
     order by 1`,
  );
  return rows.map(({ granted, changeable, ...table }) => ({
    ...table,
    granted: new Set(granted),
    changeable: changeable ?? undefined,
  }));
}

function valueOf(type: string): unknown {
  if (type.endsWith('[]')) return [];
  if (type === 'uuid') return newId();
  if (type.startsWith('timestamp')) return new Date().toISOString();
  if (type === 'date') return '2026-11-27';
  if (type === 'bytea') return String.raw`\x00`;
  if (type === 'boolean') return false;
  if (type === 'json' || type === 'jsonb') return {};
  return /int|numeric|real|double/.test(type) ? 1 : 'x';
}

function rowOf({ name, columns }: Table, organisationId: string): Record<string, unknown> {
  const required = columns.filter(({ isRequired }) => isRequired);
  return {
    ...Object.fromEntries(required.map((column) => [column.name, valueOf(column.type)])),
    ...CHECKED[name],
    organisation_id: organisationId,
  };
}

function insertOf({ name }: Table, row: Record<string, unknown>): { text: string; values: string[] } {
  const columns = Object.keys(row).join(', ');
  const text = `insert into ${name} (${columns}) select ${columns} from jsonb_populate_record(null::${name}, $1)`;
  return { text, values: [JSON.stringify(row)] };
}

/** What it hangs on need not be there: it is looked at, and nobody uses it. */
async function plant(table: Table): Promise<void> {
  const { text, values } = insertOf(table, rowOf(table, home.id));
  await server.admin.query('set session_replication_role = replica');
  // what an organisation has from its beginning is there
  await server.admin.query(`${text} on conflict do nothing`, values).catch((error: Error) => {
    throw new Error(
      `no row of ${table.name}: ${error.message}; what its checks ask for belongs into CHECKED`,
    );
  });
  await server.admin.query('reset session_replication_role');
}

const as = (organisation: TestOrganisation, scope: Scope, text: string, values: readonly unknown[]) =>
  server.services.database.transaction(
    { organisationId: organisation.id, actorId: newId(), scope, siteIds: organisation.siteIds },
    async (transaction) => (await transaction.all({ name: '', text, values }))[0],
  );

const count = (organisation: TestOrganisation, scope: Scope, { name }: Table) =>
  as(organisation, scope, `select 1 as found from ${name} where organisation_id = $1`, [home.id]);

/** How many rows somebody gets at, or that the database refuses it. */
async function outcome(attempt: Promise<readonly unknown[]>): Promise<number | 'refused'> {
  try {
    return (await attempt).length;
  } catch (error) {
    if (/permission denied|row-level security/.test((error as Error).message)) return 'refused';
    throw error;
  }
}

type Attempt = (table: Table) => Promise<readonly unknown[]>;

/** What becomes of it, by table. */
async function outcomes(attempt: Attempt): Promise<Record<string, number | 'refused'>> {
  const found: Record<string, number | 'refused'> = {};
  for (const table of tables) found[table.name] = await outcome(attempt(table));
  return found;
}

const ofHome = 'where organisation_id = $1 returning 1 as done';

describe('a row of an organisation’s own', () => {
  const expected = (of: (table: Table) => number | 'refused') =>
    Object.fromEntries(tables.map((table) => [table.name, of(table)]));

  it.each(scopes)('is seen by nobody of another organisation who reaches there: %s', async (scope) => {
    const seen = await outcomes((table) => count(other, scope, table));
    expect(seen).toEqual(
      expected(({ name, granted }) => (granted.has('SELECT') ? Number(SHARED.has(name)) : 'refused')),
    );
  });

  it('is there for its own organisation: what is not seen is not missing', async () => {
    const seen = await outcomes((table) => count(home, 'organisation', table));
    const invisible = Object.entries(seen).filter(([, rows]) => rows === 0);
    expect(invisible).toEqual([]);
  });

  it('is changed by nobody of another organisation', async () => {
    const changed = await outcomes(({ name, changeable = 'organisation_id' }) =>
      as(other, 'organisation', `update ${name} set ${changeable} = ${changeable} ${ofHome}`, [home.id]),
    );
    expect(changed).toEqual(expected(({ changeable }) => (changeable === undefined ? 'refused' : 0)));
  });

  it('is removed by nobody of another organisation', async () => {
    const removed = await outcomes(({ name }) =>
      as(other, 'organisation', `delete from ${name} ${ofHome}`, [home.id]),
    );
    expect(removed).toEqual(expected(({ granted }) => (granted.has('DELETE') ? 0 : 'refused')));
  });

  it('is written by nobody of another organisation in its name', async () => {
    const written = await outcomes((table) => {
      const { text, values } = insertOf(table, rowOf(table, home.id));
      return as(other, 'organisation', text, values);
    });
    expect(written).toEqual(expected(() => 'refused'));
  });
});

/** Kinds whose rows are of somebody of the organisation, or told among those who reach all of it (`app.secure_table`). */
const CLOSED_KINDS = [
  'by_volunteer',
  'entered_by_holder',
  'entry',
  'holder',
  'of_volunteer',
  'said_by_holder',
  'said_by_volunteer',
  'shown_by_volunteer',
  'staff',
  'supervised',
];

describe('a row that is of somebody, or for those who reach the whole organisation', () => {
  const tablesOf = async (kinds: readonly string[]): Promise<Table[]> => {
    const { rows } = await server.admin.query<{ name: string }>(
      'select tablename as name from pg_policies where policyname = any($1) order by 1',
      [kinds.map((kind) => `select_${kind}`)],
    );
    const names = new Set(rows.map(({ name }) => name));
    return tables.filter(({ name, granted }) => names.has(name) && granted.has('SELECT'));
  };

  it.each(['own', 'site', 'aggregate'] as const)(
    'is seen by no other colleague there who reaches less: %s',
    async (scope) => {
      const closed = await tablesOf(CLOSED_KINDS);
      const seen: Record<string, number> = {};
      for (const table of closed) seen[table.name] = (await count(home, scope, table)).length;
      expect(seen).toEqual(Object.fromEntries(closed.map(({ name }) => [name, 0])));
      for (const name of [
        'professional_record',
        'placement_hours',
        'course_certificate',
        'volunteer_gone',
        'volunteer_import',
      ])
        expect(Object.keys(seen)).toContain(name);
    },
  );

  it.each(['own', 'site', 'aggregate'] as const)(
    'and what is read by everybody is changed by nobody who reaches less: %s',
    async (scope) => {
      const open = (await tablesOf(['run_by_staff'])).filter(({ changeable }) => changeable !== undefined);
      const changed: Record<string, number> = {};
      for (const { name, changeable } of open)
        changed[name] = (
          await as(home, scope, `update ${name} set ${changeable} = ${changeable} ${ofHome}`, [home.id])
        ).length;
      expect(changed).toEqual(Object.fromEntries(open.map(({ name }) => [name, 0])));
      for (const name of ['course', 'talent_rules']) expect(Object.keys(changed)).toContain(name);
    },
  );
});

describe('what is sent in the organisation’s name', () => {
  const kinds = [
    'alliance.standing',
    'book.entry',
    'study.amendment',
    'study.registration',
    'study.sums',
    'talent.report',
  ];
  const sent = async (scope: Scope) => {
    const found: string[] = [];
    const [table] = tables.filter(({ name }) => name === 'delivery') as [Table];
    for (const kind of kinds) {
      const { text, values } = insertOf(table, { ...rowOf(table, home.id), id: newId(), key: newId(), kind });
      if ((await outcome(as(home, scope, `${text} returning 1 as done`, values))) === 1) found.push(kind);
    }
    return found;
  };

  it.each([
    ['organisation', kinds],
    ['site', []],
    // a holder of the public, of their own entry
    ['own', ['book.entry']],
    // whoever plans studies for several organisations
    ['aggregate', ['study.amendment', 'study.registration']],
  ] as const)('is sent by whoever decides for it: %s', async (scope, may) => {
    expect(await sent(scope)).toEqual(may);
  });

  it.each(['own', 'site', 'aggregate'] as const)('is not marked as received by others: %s', async (scope) => {
    const marked = as(
      home,
      scope,
      `update delivery set delivered_at = now() where organisation_id = $1 and kind = $2 returning 1 as done`,
      [home.id, 'alliance.standing'],
    );
    expect(await outcome(marked)).toBe(0);
  });
});

it('without row rules is the table alone that says of a name where it signs in', async () => {
  const { rows } = await server.admin.query<{ name: string }>(
    `select relation.relname as name from pg_class relation
     join pg_namespace space on space.oid = relation.relnamespace and space.nspname = 'public'
     where relation.relkind = 'r' and not relation.relrowsecurity
       and exists (select from pg_attribute where attrelid = relation.oid and attname = 'organisation_id') order by 1`,
  );
  expect(rows.map(({ name }) => name)).toEqual(['login_name']);
});
