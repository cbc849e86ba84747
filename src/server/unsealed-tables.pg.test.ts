import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrateUntil } from '../../test/older-version.ts';
import { makeUser, PASSWORDS, startTestServer, type TestServer, type TestUser } from '../../test/server.ts';
import { systemSettings } from './platform/database/database.ts';
import { newId } from './platform/database/ids.ts';
import { Keyring, type OrganisationKeys } from './platform/keys/keyring.ts';
import type { MasterKeys } from './platform/keys/master-key.ts';
import { migrate } from './platform/database/migrate.ts';
import { seal, type SealingKey } from './platform/keys/sealing.ts';
import { publishShippedPlaybooks } from './playbooks/public.ts';
import { sealStates } from './unsealed-tables.ts';

const MINUTE = 60_000;
const START = Date.parse('2026-11-26T02:00:00Z');
const at = (minutes: number) => new Date(START + minutes * MINUTE);

const organisationId = newId();
const siteId = newId();
const workerId = newId();
const [kept, erased, capital, named] = [newId(), newId(), newId(), newId()];
const ids = Object.fromEntries(
  [
    'urgent',
    'routine',
    'soon',
    'declined',
    'old',
    'shouted',
    'answers',
    'first',
    'gone',
    'report',
    'case',
    'call',
  ].map((name) => [name, newId()]),
) as Record<
  | 'urgent'
  | 'routine'
  | 'soon'
  | 'declined'
  | 'old'
  | 'shouted'
  | 'answers'
  | 'first'
  | 'gone'
  | 'report'
  | 'case'
  | 'call',
  string
>;
const alerts = { urgent: newId(), answers: newId(), report: newId(), gone: newId(), left: newId() };

let server: TestServer;
let supervisor: TestUser;
/** what a thief reads in the files of the tables before and after */
const files = { before: '', after: '' };

beforeAll(async () => {
  server = await startTestServer({ fill: upgrade });
  supervisor = await makeUser(
    server,
    { id: organisationId, code: 'wz', siteIds: [siteId, '', ''] },
    'supervisor',
  );
});
afterAll(() => server.dispose());

/** Rows as the version before wrote them, then this version's start, which is cut short once and begun twice at once. */
async function upgrade(adminUrl: string, masterKeys: MasterKeys): Promise<void> {
  await migrateUntil(adminUrl, '0084');
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  await new OldVersion(client, masterKeys).write();
  files.before = await readFiles(client);
  await migrate({ adminUrl, passwords: PASSWORDS });
  await publishShippedPlaybooks(adminUrl);
  const steps: string[] = [];
  const waits: string[] = [];
  const onStep = (state: string) => steps.push(state);
  const start = () => sealStates({ adminUrl, masterKeys }, { onStep, onWait: () => waits.push('waits') });
  await client.query(`create function cut_short() returns trigger language plpgsql as
    $$ begin raise exception 'no power'; end $$`);
  await client.query('create trigger cut_short before update on response execute function cut_short()');
  await expect(start()).rejects.toThrow('no power');
  await client.query('drop trigger cut_short on response; drop function cut_short');
  await Promise.all([start(), start()]);
  await start();
  expect(steps).toEqual(['started', 'started', 'finished']);
  // of the two at once, one had to wait and said so once
  expect(waits).toEqual(['waits']);
  files.after = await readFiles(client);
  await client.end();
}

/** Bytes of tables as they lie on the disk, dead rows and all. */
async function readFiles(client: pg.Client): Promise<string> {
  await client.query('checkpoint');
  const { rows } = await client.query(
    `select coalesce(string_agg(encode(pg_read_binary_file(pg_relation_filepath(oid)), 'escape'), ''), '') as bytes
     from pg_class where relkind = 'r' and relname = any($1)`,
    [
      [
        'alert',
        'alert_event',
        'referral',
        'client_case',
        'help_call',
        'response',
        'outbox_event',
        'unsealed_state',
      ],
    ],
  );
  return rows[0].bytes;
}

class OldVersion {
  readonly #client: pg.Client;
  readonly #keys: OrganisationKeys;
  readonly #wrapped;
  readonly #persons = new Map<string, { key: SealingKey; wrapped: Buffer }>();

  constructor(client: pg.Client, masterKeys: MasterKeys) {
    this.#client = client;
    const { keys, wrapped } = new Keyring(masterKeys).newOrganisation(organisationId);
    this.#keys = keys;
    this.#wrapped = wrapped;
  }

  async write(): Promise<void> {
    await this.#organisation();
    for (const id of [kept, erased, capital, named]) await this.#person(id, id === named ? '周琳' : '陈欣');
    await this.#referrals();
    await this.#reportAndAlerts();
    await this.#responses();
    await this.#caseAndCall();
    await this.#client.query('delete from person_key where person_id = $1', [erased]);
    await this.#client.query('update client set card = null, profile = null where id = $1', [erased]);
  }

  #seal(person: string, table: string, column: string, rowId: string, words: unknown): Buffer {
    const key = this.#persons.get(person)?.key;
    if (key === undefined) throw new Error('no such person');
    return seal(key, { table, column, organisationId, rowId }, JSON.stringify(words));
  }

  async #insert(table: string, row: Record<string, unknown>): Promise<void> {
    const full: Record<string, unknown> = { organisation_id: organisationId, ...row };
    const names = Object.keys(full);
    await this.#client.query(
      `insert into ${table} (${names.join()}) values (${names.map((_, index) => `$${index + 1}`).join()})`,
      Object.values(full),
    );
  }

  #about(person: string) {
    return { client_id: person, site_id: siteId, worker_ids: [] };
  }

  async #organisation(): Promise<void> {
    const times = { created_at: at(0), updated_at: at(0) };
    await this.#client.query(
      `insert into organisation (id, code, kind, name, region_code, created_at, updated_at)
       values ($1, 'wz', 'social_work_agency', '社工站', '330300', $2, $2)`,
      [organisationId, at(0)],
    );
    for (const key of this.#wrapped) await this.#insert('organisation_key', { ...key, created_at: at(0) });
    const site = { id: siteId, code: '1', kind: 'school_station', name: '站', region_code: '330300' };
    await this.#insert('site', { ...site, ...times });
  }

  async #person(id: string, name: string): Promise<void> {
    const person = this.#keys.newPersonKey(id);
    this.#persons.set(id, person);
    await this.#insert('client', {
      id,
      site_id: siteId,
      worker_ids: [],
      region_code: '330300',
      status: 'registered',
      card: this.#seal(id, 'client', 'card', id, { name, birthDate: null }),
      created_at: at(0),
      updated_at: at(0),
    });
    await this.#insert('person_key', { person_id: id, wrapped: person.wrapped });
  }

  async #referral(id: string, person: string, minutes: number, more: object, rowId = id): Promise<void> {
    await this.#insert('referral', {
      id,
      ...this.#about(person),
      source: 'guardian',
      urgency: 'routine',
      sealed: this.#seal(person, 'referral', 'sealed', rowId, { reason: `来由 ${minutes}` }),
      status: 'open',
      created_at: at(minutes),
      updated_at: at(minutes),
      ...more,
    });
  }

  async #referrals(): Promise<void> {
    await this.#referral(ids.routine, kept, 1, {});
    await this.#referral(ids.soon, named, 2, { urgency: 'soon', source: 'self' });
    await this.#referral(ids.urgent, kept, 3, { urgency: 'urgent' });
    const declined = { status: 'declined', decline_reason: 'not_our_service', decided_at: at(9) };
    await this.#referral(ids.declined, kept, 4, declined);
    await this.#referral(ids.old, erased, 5, { status: 'accepted', urgency: 'urgent' });
    // an earlier version bound the seal to the id as it came
    await this.#referral(ids.shouted, capital, 6, { urgency: 'urgent' }, ids.shouted.toUpperCase());
  }

  async #alert(id: string, person: string, kind: string, sourceId: string, more: object = {}): Promise<void> {
    await this.#insert('alert', {
      id,
      ...this.#about(person),
      kind,
      source_id: sourceId,
      matter_id: person,
      raised_at: at(3),
      last_at: at(3),
      due_at: at(243),
      escalates_at: at(243),
      ...more,
    });
    const event = { id: newId(), alert_id: id, ...this.#about(person), kind: 'raised', at: at(3) };
    await this.#insert('alert_event', { ...event, source_id: sourceId });
    const outbox = { id: newId(), at: at(3), type: 'alert.raised', subject_id: sourceId };
    await this.#insert('outbox_event', { ...outbox, data: { kind } });
  }

  async #reportAndAlerts(): Promise<void> {
    await this.#alert(alerts.urgent, kept, 'referral_urgent', ids.urgent);
    await this.#alert(alerts.answers, kept, 'self_harm_answer', ids.answers, {
      closed_at: at(20),
      owner_id: workerId,
      outcome: 'safe_checked',
      sealed_note: this.#seal(kept, 'alert', 'sealed_note', alerts.answers, { note: '已见面' }),
    });
    await this.#insert('mandatory_report', {
      id: ids.report,
      report_id: ids.report,
      version: 1,
      ...this.#about(kept),
      discovered_at: at(3),
      sealed: this.#seal(kept, 'case_event', 'sealed', ids.report, { text: '身上有伤' }),
      recorded_by: workerId,
      recorded_at: at(3),
    });
    await this.#alert(alerts.report, kept, 'mandatory_report', ids.report, { matter_id: ids.report });
    await this.#alert(alerts.gone, erased, 'harm_by_others_answer', ids.gone, {
      closed_at: at(30),
      outcome: 'false_alarm',
    });
    await this.#alert(alerts.left, erased, 'self_harm_answer', ids.gone);
  }

  async #response(id: string, person: string, minutes: number, value: number): Promise<void> {
    await this.#insert('response', {
      id,
      ...this.#about(person),
      instrument_id: 'phq-9@1',
      scores: { total: { value, answered: 9, missing: 0 } },
      answers: this.#seal(person, 'response', 'answers', id, { 'phq9-1': 1, 'phq9-9': 2 }),
      answered_at: at(minutes),
      received_at: at(minutes),
      recorded_by: workerId,
    });
  }

  async #responses(): Promise<void> {
    await this.#response(ids.first, kept, 0, 19.125);
    await this.#response(ids.answers, kept, 3, 7.625);
    await this.#response(ids.gone, erased, 3, 11.375);
  }

  async #caseAndCall(): Promise<void> {
    await this.#insert('client_case', {
      id: ids.case,
      ...this.#about(kept),
      number: '2026-1',
      status: 'closed',
      closure_reason: 'client_wish',
      opened_at: at(0),
      closed_at: at(5),
      created_at: at(0),
      updated_at: at(5),
    });
    const groupId = newId();
    const campaignId = newId();
    const invitationId = newId();
    const group = { id: groupId, site_id: siteId, kind: 'class', name: '七1班', created_at: at(0) };
    await this.#insert('client_group', group);
    await this.#insert('campaign', {
      id: campaignId,
      title: '筛查',
      instrument_ids: ['phq-9@1'],
      wave: 'baseline',
      opens_at: at(0),
      closes_at: at(9),
      created_by: workerId,
      created_at: at(0),
      updated_at: at(0),
    });
    await this.#insert('invitation', {
      id: invitationId,
      campaign_id: campaignId,
      ...this.#about(kept),
      group_id: groupId,
      created_at: at(0),
    });
    const call = { invitation_id: invitationId, group_id: groupId, site_id: siteId, worker_ids: [] };
    const place = { table: 'help_call', column: 'sealed', rowId: ids.call };
    await this.#insert('help_call', {
      id: ids.call,
      ...call,
      urgency: 'urgent',
      sealed: this.#keys.sealForOrganisation(place, '我不想活了'),
      called_at: at(8),
    });
    await this.#insert('help_call', {
      id: newId(),
      ...call,
      urgency: 'soon',
      sealed: null,
      called_at: at(7),
    });
    const outbox = { id: newId(), at: at(8), type: 'help_call.created', subject_id: ids.call };
    await this.#insert('outbox_event', { ...outbox, data: { urgency: 'urgent' } });
  }
}

const get = async (url: string) => (await supervisor.call('GET', `/api/v1/${url}`)).body;

describe('what the version before kept in the clear', () => {
  it('is on the disk nowhere, and nothing is left to be sealed', async () => {
    const clear =
      /self_harm_answer|harm_by_others|referral_urgent|mandatory_report|urgent|soon|routine|guardian|safe_checked|false_alarm|not_our_service|client_wish|missinganswered/g;
    // the last are names of a score's parts as jsonb writes them
    expect(new Set(files.before.match(clear)).size).toBe(13);
    expect(files.after.match(clear)).toBeNull();
    expect((await server.admin.query('select from unsealed_state')).rowCount).toBe(0);
    const { rows } = await server.admin.query(
      `select distinct subject_id, data from outbox_event order by 1`,
    );
    expect(rows.map(({ data }) => data)).toEqual(rows.map(() => ({})));
    expect(rows.map(({ subject_id: id }) => id)).toEqual([kept, erased, ids.call].toSorted());
  });

  it('is read as before: alerts with their kinds, sources and ends', async () => {
    const { items: open } = await get('alerts?state=open');
    expect(open).toHaveLength(3);
    const found = (id: string) => open.find((alert: { id: string }) => alert.id === id);
    expect(found(alerts.urgent)).toMatchObject({
      kind: 'referral_urgent',
      outcome: null,
      sources: [{ id: ids.urgent, words: '来由 3' }],
    });
    expect(found(alerts.report)).toMatchObject({ kind: 'mandatory_report', sources: [{ id: ids.report }] });
    // nobody can say any more what the erased person's was about
    expect(found(alerts.left)).toMatchObject({
      kind: null,
      clientName: '—',
      isUnreadable: false,
      sources: [],
    });
    const { items: closed } = await get('alerts?state=closed');
    expect(closed).toMatchObject([
      { id: alerts.gone, kind: null, outcome: null },
      { id: alerts.answers, kind: 'self_harm_answer', outcome: 'safe_checked', note: '已见面' },
    ]);
  });

  it('is read as before: referrals in their order, also the one that was sealed under capitals', async () => {
    const { items: open } = await get('referrals?status=open');
    expect(
      open.map(({ id, urgency, source, reason }: Record<string, string>) => [id, urgency, source, reason]),
    ).toEqual([
      [ids.urgent, 'urgent', 'guardian', '来由 3'],
      [ids.shouted, 'urgent', 'guardian', '来由 6'],
      [ids.soon, 'soon', 'self', '来由 2'],
      [ids.routine, 'routine', 'guardian', '来由 1'],
    ]);
    const { items: declined } = await get('referrals?status=declined');
    expect(declined).toMatchObject([{ id: ids.declined, declineReason: 'not_our_service' }]);
    const { items: accepted } = await get('referrals?status=accepted');
    expect(accepted).toMatchObject([{ id: ids.old, urgency: null, source: null, reason: '' }]);
  });

  it('is read as before: scores, closing reasons, calls for help', async () => {
    const { items } = await get(`clients/${kept}/responses`);
    expect(items.map(({ scores }: { scores: { value: number }[] }) => scores[0]?.value)).toEqual([
      7.625, 19.125,
    ]);
    expect(await get(`responses/${ids.answers}`)).toMatchObject({
      answers: { 'phq9-1': 1, 'phq9-9': 2 },
      scores: [{ scale: 'total', value: 7.625, answered: 9, missing: 0 }],
    });
    expect(await get(`responses/${ids.gone}`)).toMatchObject({ answers: null, scores: [] });
    expect(await get(`cases/${ids.case}`)).toMatchObject({ closureReason: 'client_wish' });
    expect((await get('help-calls')).items).toMatchObject([
      { id: ids.call, urgency: 'urgent', words: '我不想活了' },
      { urgency: 'soon', words: null },
    ]);
  });

  it('acts as before: the same matter is added to its alert, and a report ends its own', async () => {
    const again = { clientId: kept, source: 'teacher', urgency: 'urgent', reason: '又说了一次' };
    expect((await supervisor.call('POST', '/api/v1/referrals', again)).status).toBe(201);
    const { items } = await get(`alerts?clientId=${kept}`);
    expect(items).toHaveLength(2);
    expect(items.find(({ id }: { id: string }) => id === alerts.urgent).repeats).toBe(1);
    const reported = { reportedAt: new Date(START + 40 * MINUTE).toISOString(), reportedTo: '派出所' };
    const changed = await supervisor.call('PATCH', `/api/v1/mandatory-reports/${ids.report}`, reported, {
      'if-match': '"1"',
    });
    expect(changed.status, JSON.stringify(changed.body)).toBe(200);
    const { items: closed } = await get(`alerts?clientId=${kept}&state=closed`);
    expect(closed.map(({ kind, outcome }: Record<string, string>) => [kind, outcome])).toContainEqual([
      'mandatory_report',
      'reported',
    ]);
  });

  it('acts as before: an alert that was left open of an erased person is taken and closed', async () => {
    const url = `/api/v1/alerts/${alerts.left}`;
    expect((await supervisor.call('POST', `${url}/take`)).status).toBe(200);
    const end = { outcome: 'false_alarm', note: '已删除' };
    expect((await supervisor.call('POST', `${url}/close`, end)).status).toBe(200);
  });
});

/** Said by whoever has to wait; nobody else starts here. */
const alone = { onStep: () => undefined, onWait: () => expect.unreachable('nobody else starts') };
const start = () => sealStates({ adminUrl: server.adminUrl, masterKeys: server.masterKeys }, alone);
const putAside = (table: string, id: string, codes: object) =>
  server.admin.query(
    'insert into unsealed_state (organisation_id, source_table, id, state) values ($1, $2, $3, $4)',
    [organisationId, table, id, codes],
  );
const leftAside = async () =>
  (await server.admin.query('select id, state, spelling_tried from unsealed_state where state is not null'))
    .rows;

/** Seals a referral's words as they were, under another spelling of its id. */
async function spellReferral(id: string, person: string, rowId: string): Promise<void> {
  const { rows } = await server.admin.query('select wrapped from person_key where person_id = $1', [person]);
  const reader = server.services.database.reader(systemSettings(organisationId));
  const keys = await server.services.keyring.of(reader);
  const place = { table: 'referral', column: 'sealed', organisationId, rowId };
  const sealed = seal(keys.personKey(person, rows[0].wrapped), place, JSON.stringify({ reason: '原话' }));
  await server.admin.query('update referral set sealed = $2 where id = $1', [id, sealed]);
}

const readReferral = async (id: string) =>
  (await get('referrals?status=open')).items.find((referral: { id: string }) => referral.id === id);

const urgentState = { source: 'station', urgency: 'urgent', declineReason: null };

describe('a row whose seal does not open', () => {
  it('is seen and touched by nobody but the start: the application has no right to what is put aside', async () => {
    const { rows } = await server.admin.query(
      `select role, has_table_privilege(role, 'unsealed_state', 'select, insert, update, delete')
         or has_any_column_privilege(role, 'unsealed_state', 'select, insert, update') as may
       from unnest(array['nuantu_app', 'nuantu_report']) as role`,
    );
    expect(rows).toEqual([
      { role: 'nuantu_app', may: false },
      { role: 'nuantu_report', may: false },
    ]);
  });

  it('is mended where it is the only one put aside and was bound to capitals', async () => {
    await spellReferral(ids.soon, named, ids.soon.toUpperCase());
    await putAside('referral', ids.soon, urgentState);
    await start();
    expect(await leftAside()).toEqual([]);
    expect(await readReferral(ids.soon)).toMatchObject({ urgency: 'urgent', reason: '原话' });
  });

  it('is mended at the next start where the power failed while spellings were repaired', async () => {
    await spellReferral(ids.soon, named, ids.soon.toUpperCase());
    await putAside('referral', ids.soon, urgentState);
    await putAside('client_case', ids.case, { closureReason: 'moved_away' });
    await server.admin.query(`create function cut_short() returns trigger language plpgsql as
      $$ begin raise exception 'no power'; end $$`);
    await server.admin.query(
      'create trigger cut_short before update of sealed on referral for each row execute function cut_short()',
    );
    await expect(start()).rejects.toThrow('no power');
    await server.admin.query('drop trigger cut_short on referral; drop function cut_short');
    expect(await leftAside()).toEqual([{ id: ids.soon, state: urgentState, spelling_tried: false }]);
    await start();
    expect(await leftAside()).toEqual([]);
    expect(await readReferral(ids.soon)).toMatchObject({ urgency: 'urgent', reason: '原话' });
  });

  it('is looked for under capitals once; a seal that names a key nobody has holds up no start', async () => {
    await putAside('help_call', ids.call, { urgency: 'soon' });
    const { rows } = await server.admin.query('select sealed from help_call where id = $1', [ids.call]);
    const write = (sealed: Buffer) =>
      server.admin.query('update help_call set sealed = $2 where id = $1', [ids.call, sealed]);
    await write(Buffer.alloc(60, 1));
    await start();
    expect(await leftAside()).toMatchObject([{ id: ids.call, spelling_tried: true }]);
    // whoever would look again would fail here
    await server.admin.query('alter table guardian rename to guardian_away');
    await start();
    await server.admin.query('alter table guardian_away rename to guardian');
    await write(rows[0].sealed);
    await server.admin.query('delete from unsealed_state');
  });

  it('of an open alert leaves the alert its code: others are called for it', async () => {
    const [alert] = (await get(`alerts?clientId=${named}`)).items;
    expect(alert).toBeUndefined();
    const urgent = { clientId: named, source: 'teacher', urgency: 'urgent', reason: '急' };
    expect((await supervisor.call('POST', '/api/v1/referrals', urgent)).status).toBe(201);
    const { id } = (await get(`alerts?clientId=${named}`)).items[0];
    const codeOf = async () =>
      (await server.admin.query('select matter_code from alert where id = $1', [id])).rows[0].matter_code;
    const code = await codeOf();
    // as the migration leaves it
    await server.admin.query('alter table alert drop constraint alert_matter_code_check');
    await server.admin.query('update alert set matter_code = null, sealed = null where id = $1', [id]);
    await server.admin.query(
      'alter table alert add constraint alert_matter_code_check check ((closed_at is null) = (matter_code is not null)) not valid',
    );
    await putAside('alert', id, { kind: 'referral_urgent', matterId: named, outcome: null, isOpen: true });
    const { rows } = await server.admin.query('select wrapped from person_key where person_id = $1', [named]);
    const write = (wrapped: Buffer) =>
      server.admin.query('update person_key set wrapped = $2 where person_id = $1', [named, wrapped]);
    await write(Buffer.alloc(60, 1));
    await start();
    expect(await codeOf()).toEqual(code);
    await write(rows[0].wrapped);
    await start();
    expect(await leftAside()).toEqual([]);
    expect((await get(`alerts?clientId=${named}`)).items).toMatchObject([{ id, kind: 'referral_urgent' }]);
    await supervisor.call('POST', `/api/v1/alerts/${id}/take`);
    const end = { outcome: 'safe_checked', note: '已见面' };
    expect((await supervisor.call('POST', `/api/v1/alerts/${id}/close`, end)).status).toBe(200);
  });

  it('goes with the person it is about at an erasure, and nobody else’s does', async () => {
    const response = await putAside('referral', ids.soon, urgentState);
    expect(response.rowCount).toBe(1);
    await putAside('referral', ids.routine, urgentState);
    for (const id of [ids.soon, ids.routine])
      await server.admin.query('update referral set sealed = $2 where id = $1', [id, Buffer.alloc(60, 1)]);
    const url = `/api/v1/clients/${named}/erase`;
    const erasure = await supervisor.call('POST', url, { reason: 'request' });
    expect(erasure.status, JSON.stringify(erasure.body)).toBe(200);
    expect(await leftAside()).toMatchObject([{ id: ids.routine }]);
    await start();
    const { rows } = await server.admin.query('select id from unsealed_state');
    expect(rows).toEqual([{ id: ids.routine }]);
    await server.admin.query('delete from unsealed_state');
  });

  it('stays put aside and is sealed at a start after it was mended, without holding up the others', async () => {
    const states = async () => (await server.admin.query('select id, state from unsealed_state')).rows;
    const write = (sealed: Buffer) =>
      server.admin.query('update referral set sealed = $2 where id = $1', [ids.routine, sealed]);
    const state = { source: 'station', urgency: 'soon', declineReason: null };
    await write(Buffer.alloc(60, 1));
    await putAside('referral', ids.routine, state);
    await putAside('client_case', ids.case, { closureReason: 'moved_away' });
    await start();
    expect(await states()).toEqual([{ id: ids.routine, state }]);
    expect(await get(`cases/${ids.case}`)).toMatchObject({ closureReason: 'moved_away' });
    await start();
    expect(await states()).toEqual([{ id: ids.routine, state }]);
    const { rows } = await server.admin.query('select wrapped from person_key where person_id = $1', [kept]);
    const keys = await server.services.keyring.of(
      server.services.database.reader(systemSettings(organisationId)),
    );
    const place = { table: 'referral', column: 'sealed', organisationId, rowId: ids.routine };
    await write(seal(keys.personKey(kept, rows[0].wrapped), place, JSON.stringify({ reason: '找回来了' })));
    await start();
    expect(await states()).toEqual([]);
    const { items } = await get('referrals?status=open');
    expect(items.find(({ id }: { id: string }) => id === ids.routine)).toMatchObject({
      source: 'station',
      urgency: 'soon',
      reason: '找回来了',
    });
  });
});
