import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  makeOrganisation,
  makeUser,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { newId } from '../platform/database/ids.ts';

let server: TestServer;
let wenzhou: TestOrganisation;
let supervisor: TestUser;
let teacher: TestUser;
let colleague: TestUser;
let classId: string;

beforeAll(async () => {
  server = await startTestServer();
  wenzhou = await makeOrganisation(server);
  const [site] = wenzhou.siteIds;
  supervisor = await makeUser(server, wenzhou, 'supervisor');
  teacher = await makeUser(server, wenzhou, 'liaison', [site]);
  colleague = await makeUser(server, wenzhou, 'liaison', [site]);
  classId = await makeClass(site);
  await makePupil('欧阳一诺', '01', site, classId);
  await makePupil('李静', '02', site, classId);
  await makePupil('李静', '03', site, classId);
});
afterAll(() => server.dispose());

async function makeClass(siteId: string): Promise<string> {
  const id = newId();
  await server.admin.query(
    `insert into school_class (organisation_id, id, site_id, kind, name, created_at)
     values ($1, $2, $3, 'class', '八年级1班', now())`,
    [wenzhou.id, id, siteId],
  );
  return id;
}

async function makePupil(
  name: string,
  studentNumber: string,
  siteId: string,
  classId: string,
): Promise<void> {
  const pupil = { name, studentNumber, siteId, classId, birthDate: '2011-03-04' };
  expect((await supervisor.call('POST', '/api/v1/clients', pupil)).status).toBe(201);
}

const refer = (user: TestUser, more: object) =>
  user.call('POST', '/api/v1/pupil-referrals', { classId, urgency: 'soon', reason: '上课常趴着', ...more });

describe('a teacher', () => {
  it('refers a pupil by name, learns that it was received, and nothing of the record', async () => {
    const sent = await refer(teacher, { name: ' 欧阳 一诺' });
    expect(sent.status).toBe(201);
    expect(Object.keys(sent.body).sort()).toEqual(['createdAt', 'id', 'pupilName', 'status', 'urgency']);
    const received = await supervisor.call('GET', '/api/v1/referrals?status=open');
    expect(received.body.items[0]).toMatchObject({
      source: 'teacher',
      reason: '上课常趴着',
      clientName: '欧阳一诺',
    });
    const own = await teacher.call('GET', '/api/v1/pupil-referrals');
    expect(own.body.items).toMatchObject([{ id: sent.body.id, pupilName: '欧阳一诺', status: 'open' }]);
    expect((await supervisor.call('POST', `/api/v1/referrals/${sent.body.id}/accept`, {})).status).toBe(200);
    expect((await teacher.call('GET', '/api/v1/pupil-referrals')).body.items[0].status).toBe('accepted');
    const { rows } = await server.admin.query('select sealed from referral where id = $1', [sent.body.id]);
    expect(String(rows[0].sealed)).not.toContain('趴');
  });

  it('names the field when nobody or two have the name, and an urgent one raises an alert', async () => {
    expect((await refer(teacher, { name: '不在班里' })).body).toMatchObject({
      code: 'pupil_not_found',
      errors: [{ path: '/name' }],
    });
    expect((await refer(teacher, { name: '李静' })).body).toMatchObject({
      code: 'pupil_ambiguous',
      errors: [{ path: '/studentNumber' }],
    });
    const urgent = await refer(teacher, { name: '李静', studentNumber: '03', urgency: 'urgent' });
    expect(urgent.status).toBe(201);
    const alerts = await supervisor.call('GET', '/api/v1/alerts');
    expect(alerts.body.items.some(({ kind }: { kind: string }) => kind === 'referral_urgent')).toBe(true);
  });

  it('is refused everything else, and does not see what a colleague referred', async () => {
    expect((await refer(colleague, { name: '欧阳一诺' })).status).toBe(201);
    const own = await colleague.call('GET', '/api/v1/pupil-referrals');
    expect(own.body.items).toHaveLength(1);
    // a record's id, however it was come by, tells nobody its name, nor another's words
    const { clientId, id } = (await supervisor.call('GET', '/api/v1/referrals?status=open')).body.items[0];
    const named = { clientId, source: 'teacher', urgency: 'soon', reason: '试探' };
    expect((await teacher.call('POST', '/api/v1/referrals', named)).status).toBe(403);
    expect((await teacher.call('POST', '/api/v1/referrals', { ...named, id })).status).toBe(403);
    const taken = await refer(teacher, { name: '欧阳一诺', id });
    expect(taken).toMatchObject({ status: 409, body: { code: 'id_taken' } });
    expect(taken.body.existing).toBeUndefined();
    for (const url of ['/api/v1/clients', '/api/v1/referrals', '/api/v1/cases', '/api/v1/alerts']) {
      expect((await teacher.call('GET', url)).status, url).toBe(403);
    }
  });

  it('finds no pupil of another site or organisation', async () => {
    const elsewhere = await makeUser(server, wenzhou, 'liaison', [wenzhou.siteIds[1]]);
    const foreign = await makeUser(server, await makeOrganisation(server, '410100'), 'liaison');
    for (const user of [elsewhere, foreign]) {
      expect((await refer(user, { name: '欧阳一诺' })).body.code).toBe('pupil_not_found');
    }
    const evaluator = await makeUser(server, wenzhou, 'evaluator');
    expect((await refer(evaluator, { name: '欧阳一诺' })).status).toBe(403);
  });
});
