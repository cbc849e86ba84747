import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  makeOrganisation,
  makeUser,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../../test/server.ts';
import { systemSettings } from './database.ts';
import { newId } from './ids.ts';

let server: TestServer;
let home: TestOrganisation;
let supervisor: TestUser;
let worker: TestUser;
let caseId: string;

beforeAll(async () => {
  server = await startTestServer();
  home = await makeOrganisation(server);
  supervisor = await makeUser(server, home, 'supervisor');
  worker = await makeUser(server, home, 'worker', [home.siteIds[0]]);
});
afterAll(() => server.dispose());
beforeEach(async () => {
  caseId = await openCase();
});

async function openCase(user = worker): Promise<string> {
  const client = await user.call('POST', '/api/v1/clients', { name: '陈欣', birthDate: '2009-03-04' });
  return (await user.call('POST', '/api/v1/cases', { clientId: client.body.id })).body.id;
}

function encounter(more: object = {}) {
  return {
    id: newId(),
    caseId,
    kind: 'individual',
    occurredAt: '2026-11-01T02:00:00.000Z',
    minutes: 45,
    note: '谈了睡眠',
    ...more,
  };
}

const record = (body: object) => worker.call('POST', '/api/v1/encounters', body);

describe('what many write at once', () => {
  it('lands whole, each with its audit row and its event, and one that is refused stops nobody', async () => {
    const taken = encounter();
    await record(taken);
    const good = Array.from({ length: 20 }, () => encounter());
    const answers = await Promise.all([
      ...good.slice(0, 10).map(record),
      record(encounter({ id: taken.id, minutes: 46 })),
      record(encounter({ caseId: newId() })),
      ...good.slice(10).map(record),
    ]);
    const refused = answers.filter(({ status }) => status !== 201).map(({ body }) => body.code);
    expect(new Set(refused)).toEqual(new Set(['id_taken', 'not_found']));
    expect(refused).toHaveLength(2);
    const ids = good.map(({ id }) => id);
    const { rows } = await server.admin.query(
      `select (select count(*)::int from encounter where id = any($1)) as encounters,
         (select count(*)::int from outbox_event where subject_id = any($1)) as events,
         (select count(*)::int from audit_event where action = 'encounter.create'
            and organisation_id = $2 and at >= (select min(created_at) from encounter where id = any($1))) as audited`,
      [ids, home.id],
    );
    expect(rows).toEqual([{ encounters: 20, events: 20, audited: 20 }]);
  });

  it('of several people and organisations lands with everybody’s own audit row and event', async () => {
    const there = await makeOrganisation(server);
    const stranger = await makeUser(server, there, 'worker', [there.siteIds[0]]);
    const theirs = await openCase(stranger);
    const people = [worker, supervisor, stranger, worker, stranger, supervisor];
    const bodies = people.map((user) => encounter(user === stranger ? { caseId: theirs } : {}));
    const answers = await Promise.all(
      people.map((user, index) => user.call('POST', '/api/v1/encounters', bodies[index])),
    );
    expect(answers.map(({ status }) => status)).toEqual(people.map(() => 201));
    const { rows } = await server.admin.query(
      `select event.organisation_id, encounter.recorded_by, audit.actor_id
       from encounter
       join outbox_event event on event.subject_id = encounter.id
       join audit_event audit on audit.organisation_id = encounter.organisation_id
         and audit.actor_id = encounter.recorded_by and audit.action = 'encounter.create'
         and audit.at = encounter.created_at
       where encounter.id = any($1)`,
      [bodies.map(({ id }) => id)],
    );
    const expected = [
      [home, worker],
      [home, supervisor],
      [there, stranger],
    ] as const;
    expect(rows.length).toBeGreaterThanOrEqual(people.length);
    expect(
      new Set(rows.map((row) => [row.organisation_id, row.recorded_by, row.actor_id].join(' '))),
    ).toEqual(new Set(expected.map(([organisation, user]) => `${organisation.id} ${user.id} ${user.id}`)));
  });

  it('waits for a row that somebody holds, while the others do not', async () => {
    const held = caseId;
    const free = await openCase();
    await server.admin.query('begin');
    await server.admin.query('select from client_case where id = $1 for update', [held]);
    let isHeld = true;
    const waiting = record(encounter()).then((answer) => ({ ...answer, isHeld }));
    const others = await Promise.all(Array.from({ length: 5 }, () => record(encounter({ caseId: free }))));
    expect(others.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    isHeld = false;
    await server.admin.query('commit');
    expect(await waiting).toMatchObject({ status: 201, isHeld: false });
  });

  it('waits outside of the lane, also who flew alone, and however many they are', async () => {
    const there = await makeOrganisation(server);
    const stranger = await makeUser(server, there, 'worker', [there.siteIds[0]]);
    const theirs = await openCase(stranger);
    await server.admin.query('begin');
    await server.admin.query('select from client_case where id = $1 for update', [caseId]);
    const waiting = [];
    try {
      waiting.push(record(encounter()));
      await expect
        .poll(async () => (await server.admin.query('select from pg_locks where not granted')).rowCount)
        .toBeGreaterThan(0);
      for (let turn = 0; turn < 40; turn += 1) waiting.push(record(encounter()));
      expect((await stranger.call('POST', '/api/v1/encounters', encounter({ caseId: theirs }))).status).toBe(
        201,
      );
      expect((await stranger.call('GET', `/api/v1/cases/${theirs}`)).status).toBe(200);
    } finally {
      await server.admin.query('commit');
    }
    expect(new Set((await Promise.all(waiting)).map(({ status }) => status))).toEqual(new Set([201]));
  });

  it('stands where its case stands when it lands, though the case moved after it was read', async () => {
    await server.admin.query('begin');
    const move = `update client_case set site_id = $2, worker_ids = '{}' where id = $1`;
    await server.admin.query(move, [caseId, home.siteIds[1]]);
    const bodies = [encounter(), encounter()];
    const waiting = bodies.map((body) => supervisor.call('POST', '/api/v1/encounters', body));
    const refused = record(encounter());
    // they have read the case where it was and wait for the one who moves it
    await expect
      .poll(async () => (await server.admin.query(`select from pg_locks where not granted`)).rowCount)
      .toBeGreaterThan(0);
    await server.admin.query('commit');
    const answers = await Promise.all(waiting);
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    const { rows } = await server.admin.query('select distinct site_id from encounter where case_id = $1', [
      caseId,
    ]);
    expect(rows).toEqual([{ site_id: home.siteIds[1] }]);
    // the case is out of this worker's sight now, and nothing of the attempt is left
    expect((await refused).status).toBe(404);
    const seen = await server.admin.query('select count(*)::int from encounter where case_id = $1', [caseId]);
    expect(seen.rows).toEqual([{ count: 2 }]);
  });

  it('is refused what would be committed beside it: something written where it only reads', async () => {
    const settings = systemSettings(home.id);
    const write = (text: string) => ({ name: '', text, values: [] });
    const writes = [
      'insert into creation select from creation returning id',
      'update account set display_name = display_name',
      'with gone as (delete from creation returning id) select id from gone',
    ].map(write);
    const { database } = server.services;
    for (const statement of writes)
      for (const read of [
        () => database.reader(settings).all(statement),
        () => database.readerApart(settings).all(statement),
        () => database.global(statement),
        () => database.append(settings, (change) => change.all(statement)),
      ])
        await expect(read()).rejects.toThrow('written among readings');
    const reading = write("select 'update of a row' as words, updated_at from client where false for update");
    for (const reader of [database.reader(settings), database.readerApart(settings)])
      expect(await reader.all(reading)).toEqual([[]]);
  });
});
