import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeOrganisation, makeUser, startTestServer, type TestServer } from '../../../test/server.ts';
import { newId } from '../platform/database/ids.ts';

let server: TestServer;
let id: string;

beforeAll(async () => {
  server = await startTestServer();
  const home = await makeOrganisation(server);
  const coordinator = await makeUser(server, home, 'coordinator');
  const asked = await coordinator.call('POST', '/api/v1/opportunities', {
    id: newId(),
    title: '<b>读书</b> & 写作业',
    siteId: home.siteIds[0],
    description: '第一段\n第二段',
    risks: '“不要”带宠物<script>alert(1)</script>',
    requirements: { minimumAge: 16, checks: ['minors'] },
  });
  id = asked.body.id;
  const hours = (from: number) => new Date(Date.now() + from * 3_600_000).toISOString();
  await coordinator.call('POST', `/api/v1/opportunities/${id}/shifts`, {
    id: newId(),
    startsAt: hours(48),
    endsAt: hours(50),
    capacity: 2,
  });
});
afterAll(() => server.dispose());

const get = (url: string, headers = {}) => server.app.inject({ method: 'GET', url, headers });

it('a stranger reads what is wanted, without an account and without a script, in either language', async () => {
  const chinese = await get(`/volunteering/${id}`);
  expect(chinese.statusCode).toBe(200);
  expect(chinese.headers['content-security-policy']).toContain("default-src 'none'");
  expect(chinese.headers['set-cookie']).toBeUndefined();
  expect(chinese.body).not.toContain('<script');
  expect(chinese.body).toContain('&lt;b&gt;读书&lt;/b&gt; &amp; 写作业');
  expect(chinese.body).toContain('还有 2 个名额');
  expect(chinese.body).toContain('满 16 周岁');
  expect(chinese.body).toContain('未成年人工作审查');
  const english = await get(`/volunteering/${id}`, { 'accept-language': 'en-GB' });
  expect(english.body).toContain('Places: 2');
  expect(english.body).toContain('<html lang="en">');
  expect((await get(`/volunteering/${id}?lang=en`)).body).toContain('To know beforehand');
  const list = await get('/volunteering');
  expect(list.body).toContain(`/volunteering/${id}?lang=zh`);
  // a mark of nothing begins at the beginning
  expect((await get('/volunteering?after=nothing')).body).toContain(id);
});

it('has a poster with the address as a code, and says plainly what is not there', async () => {
  const poster = await get(`/volunteering/${id}/poster`);
  expect(poster.body).toContain('<svg');
  expect(poster.body).toContain(`/volunteering/${id}</p>`);
  for (const url of [
    `/volunteering/${newId()}`,
    '/volunteering/nothing',
    `/volunteering/${newId()}/poster`,
  ]) {
    const missing = await get(url);
    expect(missing.statusCode).toBe(404);
    expect(missing.body).toContain('没有找到');
  }
});
