import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readByIcalJs, readByPython, type ReadCalendar } from '../../../test/icalendar.ts';
import { must } from '../../../test/person-rows.ts';
import {
  type Answer,
  makeOrganisation,
  makeUser,
  request,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { roles, roleTable } from '../../domain/access/roles.ts';
import { newToken } from '../platform/http/bearer-token.ts';
import { newId } from '../platform/database/ids.ts';

let server: TestServer;
let home: TestOrganisation;
let worker: TestUser;
let supervisor: TestUser;
let administrator: TestUser;
/** a Friday, ten in the morning in Wenzhou */
let now = new Date('2026-11-27T02:00:00Z');

beforeAll(async () => {
  server = await startTestServer({ clock: () => now });
});
afterAll(() => server.dispose());
beforeEach(async () => {
  home = await makeOrganisation(server);
  worker = await makeUser(server, home, 'worker', [home.siteIds[0]]);
  supervisor = await makeUser(server, home, 'supervisor');
  administrator = await makeUser(server, home, 'administrator');
});

const OWN = '/api/v1/calendar-feed';
const ofSite = (siteId: string) => `/api/v1/sites/${siteId}/calendar-feed`;

async function makeFeed(user: TestUser, url = OWN): Promise<string> {
  const { status, body } = await user.call('POST', url);
  expect(status).toBe(201);
  expect(body.path).toMatch(/^\/calendar\/[\w-]{54}\.ics$/);
  return body.path;
}

/** Read by two programs that know nothing of each other, and found the same. */
async function read(path: string): Promise<ReadCalendar> {
  const { status, headers, body } = await request(server, 'GET', path);
  expect(status).toBe(200);
  expect(headers['content-type']).toBe('text/calendar; charset=utf-8');
  const calendar = readByIcalJs(body);
  expect(readByPython(body)).toEqual(calendar);
  return calendar;
}

async function summaries(path: string): Promise<string[]> {
  return (await read(path)).events.map(({ summary }) => summary);
}

/** How an address answers that opens nothing. */
async function refusal(path: string): Promise<unknown> {
  const { status, body } = await request(server, 'GET', path);
  return [status, body.code];
}
const GONE = [404, 'calendar_unknown'];

async function haveClass(siteId: string): Promise<string> {
  const classId = newId();
  await server.admin.query(
    `insert into school_class (organisation_id, id, site_id, kind, name, created_at)
     values ($1, $2, $3, 'class', $4, now())`,
    [home.id, classId, siteId, `班 ${classId}`],
  );
  return classId;
}

function haveClient(siteId: string, details: object = {}): Promise<string> {
  return must(
    supervisor.call('POST', '/api/v1/clients', {
      name: '陈欣',
      birthDate: '2009-03-04',
      siteId,
      workerIds: siteId === home.siteIds[0] ? [worker.id] : [],
      ...details,
    }),
  );
}

/** A group whose name names somebody, as people do. @returns its id */
async function haveGroup(leader: TestUser, siteId: string): Promise<string> {
  const clientId = await haveClient(siteId);
  return must(
    supervisor.call('POST', '/api/v1/groups', {
      name: '陈欣小组',
      siteId,
      playbookId: 'warm-way@1',
      level: 'selective',
      startsOn: '2026-11-30',
      clientIds: [clientId],
      leaderIds: [leader.id],
    }),
  );
}

/** A case with a next step, of the worker's own. */
async function haveStep(clientId: string, nextStepOn: string): Promise<{ id: string; number: string }> {
  const { body: opened } = await worker.call('POST', '/api/v1/cases', { clientId });
  const step = { kind: 'intake', occurredAt: now.toISOString(), text: '接案', nextStepOn };
  await must(worker.call('POST', `/api/v1/cases/${opened.id}/records`, step));
  return opened;
}

/** An urgent referral, and the alert that the worker took. @returns its id */
async function haveAlert(clientId: string): Promise<string> {
  const referral = { clientId, source: 'teacher', urgency: 'urgent', reason: '陈欣说不想活了' };
  await must(supervisor.call('POST', '/api/v1/referrals', referral));
  const { body } = await worker.call('GET', `/api/v1/alerts?clientId=${clientId}`);
  const [{ id }] = body.items;
  return must(worker.call('POST', `/api/v1/alerts/${id}/take`));
}

async function haveRound(siteId: string): Promise<string> {
  const classId = await haveClass(siteId);
  const round = {
    title: '陈欣专轮',
    wave: 'post',
    opensAt: '2026-12-01T00:00:00Z',
    closesAt: '2026-12-05T10:00:00Z',
    classIds: [classId],
  };
  const id = await must(supervisor.call('POST', '/api/v1/campaigns', round));
  expect((await supervisor.call('POST', `/api/v1/campaigns/${id}/open`)).status).toBe(200);
  return id;
}

describe('one’s own calendar', () => {
  it('shows what waits for its owner, named by nobody’s name', async () => {
    const [siteId] = home.siteIds;
    const clientId = await haveClient(siteId);
    const step = await haveStep(clientId, '2026-12-04');
    const alertId = await haveAlert(clientId);
    const report = { discoveredAt: '2026-11-27T01:45:00Z', text: '陈欣身上有伤' };
    const reportId = await must(worker.call('POST', `/api/v1/clients/${clientId}/mandatory-reports`, report));
    const groupId = await haveGroup(worker, siteId);
    const roundId = await haveRound(siteId);
    // what is a colleague's, at another site, a draft or too far away
    await haveGroup(supervisor, siteId);
    await haveRound(home.siteIds[1]);
    await haveStep(await haveClient(siteId, { name: '李明' }), '2028-01-04');

    const { name, zone, events } = await read(await makeFeed(worker));
    expect([name, zone]).toEqual(['暖途 · 我的日程', 'Asia/Shanghai']);
    const { body: group } = await worker.call('GET', `/api/v1/groups/${groupId}`);
    // oracle: the days that the group's own page shows; the rest by hand
    const sessions = (group.sessions as { sessionId: string; plannedOn: string }[]).map((session, index) => ({
      uid: `group-session.${groupId}.${session.sessionId}@nuantu`,
      start: session.plannedOn,
      summary: `小组活动：第 ${index + 1} 次`,
      location: '站点1',
      url: `http://localhost:80/groups/${groupId}`,
    }));
    expect(sessions[1]).toMatchObject({ start: '2026-12-07' });
    const byUid = (left: { uid: string }, right: { uid: string }) => (left.uid < right.uid ? -1 : 1);
    expect(events.toSorted(byUid)).toMatchObject(
      [
        {
          uid: `case-step.${step.id}@nuantu`,
          start: '2026-12-04',
          end: '2026-12-05',
          summary: `个案下一步 · ${step.number}`,
          url: `http://localhost:80/cases/${step.id}`,
        },
        { uid: `alert.${alertId}@nuantu`, summary: '预警处理期限', end: null },
        { uid: `report.${reportId}@nuantu`, summary: '强制报告期限', start: '2026-11-27T02:45:00Z' },
        ...sessions,
        { uid: `round-opens.${roundId}@nuantu`, summary: '测评开放：后测', start: '2026-12-01T00:00:00Z' },
        { uid: `round-closes.${roundId}@nuantu`, summary: '测评截止：后测', start: '2026-12-05T10:00:00Z' },
      ].toSorted(byUid),
    );
    const told = JSON.stringify(events);
    for (const personal of ['陈欣', '李明', clientId, worker.username]) expect(told).not.toContain(personal);
  });

  it('comes in its owner’s language, and again only when something in it changed', async () => {
    const groupId = await haveGroup(worker, home.siteIds[0]);
    const path = await makeFeed(worker);
    await worker.call('PATCH', '/api/v1/me', { language: 'en' });
    const first = await request(server, 'GET', path);
    expect(first.body).toContain('SUMMARY:Group session 6\r\n');
    const etag = first.headers['etag'] as string;
    const again = (have: string) => request(server, 'GET', path, undefined, { 'if-none-match': have });
    now = new Date(now.getTime() + 3_600_000);
    for (const have of [etag, `W/${etag}`, `"another", ${etag}`])
      expect(await again(have)).toMatchObject({ status: 304, body: '' });
    const session = `/api/v1/groups/${groupId}/sessions/week-6`;
    await worker.call('PATCH', session, { plannedOn: '2027-01-20' }, { 'if-match': '"1"' });
    const changed = await again(etag);
    expect(changed.status).toBe(200);
    const sixthOf = ({ body }: Answer) =>
      readByIcalJs(body).events.find(({ summary }) => summary === 'Group session 6');
    // the same event by its UID, moved, and told to be newer in both ways
    const [before, after] = [sixthOf(first), sixthOf(changed)];
    expect(after).toMatchObject({ uid: before?.uid, start: '2027-01-20', end: '2027-01-21', sequence: 1 });
    expect(before).toMatchObject({ start: '2027-01-04', sequence: 0 });
    expect(after?.stamp).toBe(now.toISOString().replace('.000Z', 'Z'));
    const timed = { plannedOn: '2027-01-20', plannedTime: '14:30' };
    await worker.call('PATCH', session, timed, { 'if-match': '"2"' });
    // half past two in Wenzhou
    expect(sixthOf(await again(etag))).toMatchObject({ start: '2027-01-20T06:30:00Z', sequence: 2 });
  });

  it('has one address, kept as a hash: a second one ends the first, and its owner ends it', async () => {
    const first = await makeFeed(worker);
    const second = await makeFeed(worker);
    expect(await refusal(first)).toEqual(GONE);
    await read(second);
    const { rows } = await server.admin.query(
      'select calendar_feed::text as row from calendar_feed where organisation_id = $1',
      [home.id],
    );
    expect(rows).toHaveLength(1);
    const token = second.slice('/calendar/'.length, -'.ics'.length);
    expect(rows[0].row).not.toContain(token);
    const { body } = await worker.call('GET', OWN);
    expect(body.feed).toEqual({ createdAt: now.toISOString(), usedAt: now.toISOString() });

    expect((await worker.call('DELETE', OWN)).status).toBe(200);
    expect(await refusal(second)).toEqual(GONE);
    expect((await worker.call('DELETE', OWN)).status).toBe(404);
    expect((await worker.call('GET', OWN)).body).toEqual({ feed: null });
  });

  it('made twice at once has one address, and one of the two answers holds it', async () => {
    const [left, right] = await Promise.all([makeFeed(worker), makeFeed(worker)]);
    const answers = await Promise.all([left, right].map((path) => request(server, 'GET', path)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 404]));
  });

  it('cannot be ended, replaced or seen by anybody else', async () => {
    const path = await makeFeed(worker);
    const colleague = await makeUser(server, home, 'worker', [home.siteIds[0]]);
    for (const other of [colleague, supervisor]) {
      expect((await other.call('DELETE', OWN)).status).toBe(404);
      expect((await other.call('GET', OWN)).body).toEqual({ feed: null });
      await makeFeed(other);
    }
    await read(path);
  });

  it('opens nothing but itself, and nothing else opens it', async () => {
    const path = await makeFeed(worker);
    const token = path.slice('/calendar/'.length, -'.ics'.length);
    for (const headers of [{ authorization: `Bearer ${token}` }, { cookie: `nuantu_session=${token}` }])
      expect((await request(server, 'GET', '/api/v1/me', undefined, headers)).status).toBe(401);
    const { body } = await worker.call('POST', '/api/v1/auth/tokens', {});
    expect(await refusal(`/calendar/${body.token}.ics`)).toEqual(GONE);
    expect(await refusal(`/calendar/${newToken(home.id)}.ics`)).toEqual(GONE);
    expect(await refusal(`/calendar/${newToken(newId())}.ics`)).toEqual(GONE);
    expect(await refusal('/calendar/x.ics')).toEqual(GONE);
  });
});

describe('a calendar is read with the rights that its account has now', () => {
  async function change(user: TestUser, body: object): Promise<void> {
    const { rows } = await server.admin.query('select version from account where id = $1', [user.id]);
    const headers = { 'if-match': `"${rows[0].version}"` };
    expect((await administrator.call('PATCH', `/api/v1/accounts/${user.id}`, body, headers)).status).toBe(
      200,
    );
  }

  it('ends with a suspension, and does not come back when the account does', async () => {
    const path = await makeFeed(worker);
    await change(worker, { status: 'suspended' });
    expect(await refusal(path)).toEqual(GONE);
    await change(worker, { status: 'active' });
    expect(await refusal(path)).toEqual(GONE);
  });

  it('ends with a reset', async () => {
    const path = await makeFeed(worker);
    await administrator.call('POST', `/api/v1/accounts/${worker.id}/reset-link`);
    expect(await refusal(path)).toEqual(GONE);
  });

  it('made at the moment of a suspension does not outlive it', async () => {
    // the suspension has locked the account and is not committed yet
    await server.admin.query('begin');
    await server.admin.query('select from account where id = $1 for update', [worker.id]);
    const making = worker.call('POST', OWN);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await server.admin.query(`update account set status = 'suspended' where id = $1`, [worker.id]);
    await server.admin.query('commit');
    expect((await making).status).toBe(401);
  });

  it('is refused while the account is closed, also where nothing ended the address', async () => {
    const path = await makeFeed(worker);
    await server.admin.query(`update account set status = 'suspended' where id = $1`, [worker.id]);
    expect(await refusal(path)).toEqual(GONE);
  });

  it('ends with the role, and loses with a site what stood there', async () => {
    await haveGroup(worker, home.siteIds[0]);
    await haveRound(home.siteIds[0]);
    const path = await makeFeed(worker);
    expect(await summaries(path)).toHaveLength(10);
    await change(worker, { roles: [{ role: 'worker', siteIds: [home.siteIds[1]] }] });
    expect(await summaries(path)).toEqual([]);
    await change(worker, { roles: [{ role: 'coordinator', siteIds: [] }] });
    expect(await refusal(path)).toEqual(GONE);
  });

  it('loses the alert of somebody who moved to a site that its account does not reach', async () => {
    const clientId = await haveClient(home.siteIds[0]);
    await haveAlert(clientId);
    const path = await makeFeed(worker);
    expect(await summaries(path)).toEqual(['预警处理期限']);
    const moved = await supervisor.call(
      'PATCH',
      `/api/v1/clients/${clientId}`,
      { siteId: home.siteIds[1], workerIds: [] },
      { 'if-match': '"1"' },
    );
    expect(moved.status).toBe(200);
    expect(await summaries(path)).toEqual([]);
  });

  it('loses what was about somebody who was erased', async () => {
    const clientId = await haveClient(home.siteIds[0]);
    await haveStep(clientId, '2026-12-04');
    const path = await makeFeed(worker);
    expect(await summaries(path)).toHaveLength(1);
    const erased = await supervisor.call('POST', `/api/v1/clients/${clientId}/erase`, { reason: 'request' });
    expect(erased.status).toBe(200);
    expect(await summaries(path)).toEqual([]);
    // an earlier version left the day where it was
    await server.admin.query(
      `update client_case set next_step_on = '2026-12-04', closed_at = null where client_id = $1`,
      [clientId],
    );
    expect(await summaries(path)).toEqual([]);
  });
});

describe('a report’s clock', () => {
  it('stands in the calendars of whoever filed it or serves the child, until it is reported', async () => {
    const clientId = await haveClient(home.siteIds[0]);
    const report = { discoveredAt: now.toISOString(), text: '身上有伤' };
    const url = `/api/v1/clients/${clientId}/mandatory-reports`;
    const id = await must(supervisor.call('POST', url, report));
    const colleague = await makeUser(server, home, 'worker', [home.siteIds[0]]);
    const paths = await Promise.all([worker, supervisor, colleague].map((user) => makeFeed(user)));
    const shown = async () => (await Promise.all(paths.map(summaries))).map(({ length }) => length);
    expect(await shown()).toEqual([1, 1, 0]);
    // once, and not as an alert besides
    const { body } = await colleague.call('GET', '/api/v1/alerts');
    await must(colleague.call('POST', `/api/v1/alerts/${body.items[0].id}/take`));
    expect(await shown()).toEqual([1, 1, 1]);
    const reported = { reportedAt: now.toISOString(), reportedTo: '派出所' };
    const changed = await supervisor.call('PATCH', `/api/v1/mandatory-reports/${id}`, reported, {
      'if-match': '"1"',
    });
    expect(changed.status).toBe(200);
    expect(await shown()).toEqual([0, 0, 0]);
  });
});

describe('a site’s calendar', () => {
  it('shows what goes on there, whoever does it, and nothing about a person', async () => {
    const [first, second] = home.siteIds;
    const clientId = await haveClient(first);
    await haveStep(clientId, '2026-12-04');
    await haveAlert(clientId);
    await haveGroup(worker, first);
    await haveGroup(supervisor, first);
    await haveGroup(supervisor, second);
    await haveRound(first);
    for (const user of [administrator, supervisor]) {
      const { name, events } = await read(await makeFeed(user, ofSite(first)));
      expect(name).toBe('站点1');
      expect(events).toHaveLength(8 + 8 + 2);
      expect(new Set(events.map(({ location }) => location))).toEqual(new Set(['站点1', null]));
      expect(JSON.stringify(events)).not.toMatch(/陈欣|个案|预警/);
    }
  });

  it('shows a round of a site once, however many classes of other sites it was sent to', async () => {
    const [siteId, other] = home.siteIds;
    const roundId = await haveRound(siteId);
    await server.admin.query(
      `with made as (
         insert into school_class (organisation_id, id, site_id, kind, name, created_at)
         select $1, gen_random_uuid(), $2, 'class', 'class ' || n, now() from generate_series(1, 1100) n returning id)
       insert into campaign_class (organisation_id, campaign_id, class_id) select $1, $3, id from made`,
      [home.id, other, roundId],
    );
    const { events } = await read(await makeFeed(supervisor, ofSite(siteId)));
    expect(events.filter(({ uid }) => uid.endsWith(`${roundId}@nuantu`))).toHaveLength(2);
  });

  it('is made and ended by exactly the roles that keep sites or supervise', async () => {
    const url = ofSite(home.siteIds[0]);
    for (const role of roles) {
      const user = await makeUser(server, home, role, [home.siteIds[0]]);
      const isGranted = roleTable[role].grants['calendar.site'] !== undefined;
      expect(isGranted, role).toBe(role === 'administrator' || role === 'supervisor');
      expect((await user.call('POST', url)).status, role).toBe(isGranted ? 201 : 403);
    }
    const { body } = await supervisor.call('GET', '/api/v1/site-calendar-feeds');
    expect(body.items).toMatchObject([{ siteId: home.siteIds[0], usedAt: null }]);
    expect((await administrator.call('DELETE', url)).status).toBe(200);
    expect((await administrator.call('DELETE', url)).status).toBe(404);
  });

  it('is not found from another organisation', async () => {
    const stranger = await makeUser(server, await makeOrganisation(server, '450200'), 'supervisor');
    const path = await makeFeed(supervisor, ofSite(home.siteIds[0]));
    for (const method of ['POST', 'DELETE'])
      expect((await stranger.call(method, ofSite(home.siteIds[0]))).status).toBe(404);
    expect((await stranger.call('GET', '/api/v1/site-calendar-feeds')).body).toEqual({ items: [] });
    await read(path);
  });

  it('ends with whoever made its address last', async () => {
    const second = await makeUser(server, home, 'supervisor');
    const path = await makeFeed(second, ofSite(home.siteIds[0]));
    const { rows } = await server.admin.query('select version from account where id = $1', [second.id]);
    const headers = { 'if-match': `"${rows[0].version}"` };
    const roleOfWorker = { roles: [{ role: 'worker', siteIds: [home.siteIds[0]] }] };
    await administrator.call('PATCH', `/api/v1/accounts/${second.id}`, roleOfWorker, headers);
    expect(await refusal(path)).toEqual(GONE);
    const renewed = await makeFeed(administrator, ofSite(home.siteIds[0]));
    expect(await refusal(path)).toEqual(GONE);
    await read(renewed);
  });
});

describe('each reading of a calendar', () => {
  it('is in the audit with whom it was about and without its address; an unchanged one told nothing', async () => {
    const clientId = await haveClient(home.siteIds[0]);
    await haveStep(clientId, '2026-12-04');
    const path = await makeFeed(worker);
    const { headers } = await request(server, 'GET', path);
    const have = { 'if-none-match': headers['etag'] as string };
    expect((await request(server, 'GET', path, undefined, have)).status).toBe(304);
    const { rows } = await server.admin.query(
      `select actor_id, subject_ids, detail from audit_event where organisation_id = $1 and action = 'calendar.read'`,
      [home.id],
    );
    expect(rows).toEqual([{ actor_id: worker.id, subject_ids: [clientId], detail: {} }]);
    const token = path.slice('/calendar/'.length, -'.ics'.length);
    const { rows: all } = await server.admin.query('select audit_event::text as row from audit_event');
    expect(all.some(({ row }) => row.includes(token))).toBe(false);
  });

  it('counts to the limit of its address', async () => {
    const strict = await startTestServer({ requestsPerMinute: 100 });
    try {
      const statuses: number[] = [];
      for (let index = 0; index < 25; index += 1)
        statuses.push((await request(strict, 'GET', `/calendar/${newToken(newId())}.ics`)).status);
      // 600 of 3,000 in a minute: 20 of 100
      expect(statuses.filter((status) => status === 429)).toHaveLength(5);
    } finally {
      await strict.dispose();
    }
  });
});
