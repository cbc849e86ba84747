import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
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
let home: TestOrganisation;
let administrator: TestUser;
let second: TestUser;

beforeAll(async () => {
  server = await startTestServer();
});
beforeEach(async () => {
  home = await makeOrganisation(server);
  administrator = await makeUser(server, home, 'administrator');
  second = await makeUser(server, home, 'administrator');
});
afterAll(() => server.dispose());

async function changeRoles(by: TestUser, whom: TestUser, roles: { role: string; siteIds: string[] }[]) {
  const { rows } = await server.admin.query('select version from account where id = $1', [whom.id]);
  const headers = { 'if-match': `"${rows[0].version}"` };
  return by.call('PATCH', `/api/v1/accounts/${whom.id}`, { roles }, headers);
}

describe('roles', () => {
  it('are not given to oneself, in no way: another administrator gives and takes them', async () => {
    const asSupervisor = [
      { role: 'administrator', siteIds: [] },
      { role: 'supervisor', siteIds: [] },
    ];
    expect((await changeRoles(administrator, administrator, asSupervisor)).body.code).toBe('own_roles');
    expect((await administrator.call('GET', '/api/v1/clients')).status).toBe(403);
    const same = await changeRoles(administrator, administrator, [{ role: 'administrator', siteIds: [] }]);
    expect(same.status).toBe(200);
    expect((await changeRoles(second, administrator, asSupervisor)).status).toBe(200);
    expect((await administrator.call('GET', '/api/v1/clients')).status).toBe(200);
  });

  it('that are given are told at once to supervisors and auditors, with the old and the new, and to nobody else', async () => {
    const supervisor = await makeUser(server, home, 'supervisor');
    const auditor = await makeUser(server, home, 'auditor');
    const worker = await makeUser(server, home, 'worker', [home.siteIds[0]]);
    await changeRoles(administrator, worker, [{ role: 'supervisor', siteIds: [] }]);
    const invited = await administrator.call('POST', '/api/v1/accounts', {
      username: `invited-${home.code}`,
      displayName: '第二个账号',
      roles: [{ role: 'supervisor', siteIds: [] }],
    });
    await administrator.call('POST', `/api/v1/accounts/${worker.id}/reset-link`);
    const told = [
      { action: 'account.reset', account: worker.username },
      { action: 'account.invite', account: '第二个账号', rolesAfter: ['supervisor'] },
      {
        action: 'account.roles',
        account: worker.username,
        rolesBefore: [`worker ${home.siteIds[0]}`],
        rolesAfter: ['supervisor'],
      },
    ].map((item) => ({ ...item, actor: administrator.username }));
    expect(invited.status).toBe(201);
    for (const watcher of [supervisor, auditor])
      expect((await watcher.call('GET', '/api/v1/account-changes')).body.items).toMatchObject(told);
    const { body: audit } = await auditor.call('GET', '/api/v1/audit');
    expect(audit.items).toContainEqual(
      expect.objectContaining({
        action: 'account.roles',
        rolesBefore: [`worker ${home.siteIds[0]}`],
        rolesAfter: ['supervisor'],
      }),
    );
    expect((await administrator.call('GET', '/api/v1/account-changes')).status).toBe(403);
    const elsewhere = await makeUser(server, await makeOrganisation(server), 'supervisor');
    expect((await elsewhere.call('GET', '/api/v1/account-changes')).body.items).toEqual([]);
  });

  it('reach sites of the organisation only, and the same role named twice is one', async () => {
    const other = await makeOrganisation(server);
    const worker = await makeUser(server, home, 'worker', [home.siteIds[0]]);
    for (const siteId of [other.siteIds[0], newId()]) {
      const roles = [{ role: 'worker', siteIds: [home.siteIds[0], siteId] }];
      expect((await changeRoles(administrator, worker, roles)).body).toMatchObject({
        code: 'unknown_site',
        errors: [{ path: '/roles/0/siteIds' }],
      });
      const body = { username: `far-${home.code}`, displayName: '别处', roles };
      expect((await administrator.call('POST', '/api/v1/accounts', body)).body.code).toBe('unknown_site');
    }
    const twice = await changeRoles(administrator, worker, [
      { role: 'worker', siteIds: [home.siteIds[1]] },
      { role: 'worker', siteIds: [home.siteIds[2]] },
    ]);
    expect(twice.body.roles).toEqual([
      { role: 'worker', siteIds: [home.siteIds[1], home.siteIds[2]].toSorted() },
    ]);
  });

  it('that no administrator can give, none takes either', async () => {
    const operator = await makeUser(server, home, 'operator');
    const changed = await changeRoles(administrator, operator, [{ role: 'viewer', siteIds: [] }]);
    expect(changed.body.roles.map(({ role }: { role: string }) => role).toSorted()).toEqual([
      'operator',
      'viewer',
    ]);
  });
});
