import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  makeOrganisation,
  makeUser,
  request,
  startTestServer,
  type TestServer,
  type TestUser,
} from '../../test/server.ts';

let server: TestServer;
let supervisor: TestUser;
let siteId: string;

beforeAll(async () => {
  server = await startTestServer();
  const organisation = await makeOrganisation(server);
  supervisor = await makeUser(server, organisation, 'supervisor');
  [siteId] = organisation.siteIds;
});
afterAll(() => server.dispose());

const refusedAt = (path: string) => ({
  status: 400,
  body: { code: 'invalid_request', errors: [{ path, message: expect.stringContaining('无法保存的字符') }] },
});

describe('what no document can carry', () => {
  it.each(['\u0000', '\u0007', '\ufffe', '\uffff', '\u{1ffff}', '\ud800'])(
    'is refused by name: %j',
    async (bad) => {
      const client = { siteId, name: `陈${bad}欣` };
      expect(await supervisor.call('POST', '/api/v1/clients', client)).toMatchObject(refusedAt('/name'));
      const note = { siteId, name: '陈欣', note: `一\n${bad}` };
      expect(await supervisor.call('POST', '/api/v1/clients', note)).toMatchObject(refusedAt('/note'));
      const campaign = await supervisor.call('POST', '/api/v1/campaigns', { title: `全校${bad}` });
      expect(campaign.body.errors).toContainEqual({
        path: '/title',
        message: expect.stringContaining('无法保存的字符'),
      });
    },
  );

  it('is refused in an address too, and in words of both languages', async () => {
    const url = '/api/v1/clients?q=%EF%BF%BE';
    const zh = await supervisor.call('GET', url);
    const en = await supervisor.call('GET', url, undefined, { 'accept-language': 'en' });
    expect(zh).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'q', message: expect.stringContaining('无法保存的字符') }] },
    });
    expect(en.body.errors[0].message).toContain('cannot be kept');
  });

  it('is refused before anybody signs in', async () => {
    const body = { username: 'a\ufffe', password: 'b\ud800' };
    const answer = await request(server, 'POST', '/api/v1/auth/sign-in', body);
    expect(answer).toMatchObject({ status: 400 });
    expect(answer.body.errors.map(({ path }: { path: string }) => path)).toEqual(['/username', '/password']);
  });
});

describe('what nobody sees', () => {
  it('is taken away, and a break of Word is a break', async () => {
    const { body } = await supervisor.call('POST', '/api/v1/clients', {
      siteId,
      name: '\u202e\ufeff陈欣怡\u2069',
      studentNumber: '\u200e0007',
      address: '人民路\t1号\u000b2单元',
      note: '\ufeff第一行\u000b第二行\u2028第三行\u200f',
    });
    expect(body).toMatchObject({
      name: '陈欣怡',
      studentNumber: '0007',
      address: '人民路 1号 2单元',
      note: '第一行\n第二行\n第三行',
    });
  });

  it('stays where a letter needs it', async () => {
    const name = 'نه\u200cمهت';
    const { body } = await supervisor.call('POST', '/api/v1/clients', { siteId, name });
    expect(body.name).toBe(name);
    const found = await supervisor.call('GET', `/api/v1/clients?q=${encodeURIComponent('نهمهت')}`);
    expect(found.body.items).toMatchObject([{ name }]);
  });
});
