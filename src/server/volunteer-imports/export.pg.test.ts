import { Buffer } from 'node:buffer';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openBook } from '../../../test/public-person.ts';
import { registerVolunteer } from '../../../test/volunteer.ts';
import {
  type Answer,
  makeOrganisation,
  makeUser,
  must,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { newId } from '../platform/database/ids.ts';

const NOW = Date.parse('2026-03-20T02:00:00Z');

let server: TestServer;
let home: TestOrganisation;
let coordinator: TestUser;
let colleague: TestUser;

beforeAll(async () => {
  server = await startTestServer({ clock: () => new Date(NOW) });
});
afterAll(() => server.dispose());
beforeEach(async () => {
  home = await makeOrganisation(server);
  await openBook(server, home, { takesAtOnce: true });
  coordinator = await makeUser(server, home, 'coordinator');
  colleague = await makeUser(server, home, 'coordinator');
});

function send(file: Buffer | string, fileName = '志愿者.csv', more = ''): Promise<Answer['body']> {
  const query = new URLSearchParams({ siteId: home.siteIds[0] ?? '', fileName });
  const type = { 'content-type': 'application/octet-stream' };
  return must(
    coordinator.call('POST', `/api/v1/volunteer-imports?${query.toString()}${more}`, Buffer.from(file), type),
  );
}

async function approve(): Promise<void> {
  const { items } = await must(colleague.call('GET', '/api/v1/volunteer-imports'));
  for (const { id } of items)
    await must(colleague.call('POST', `/api/v1/volunteer-imports/${id}/decide`, { decision: 'recorded' }));
}

async function out(what: string, format: string): Promise<Buffer> {
  const { status, bytes } = await coordinator.call('POST', '/api/v1/volunteers/export', { what, format });
  expect(status).toBe(200);
  return bytes;
}

const HOURS = '姓名,手机号,出生日期,活动名称,服务日期,服务时长(小时),地点,服务内容,组织单位,负责人';

describe('services that go out to the national record', () => {
  it('say of whom the table said that they organised it, where, and what was done', async () => {
    await send(
      [
        HOURS,
        '李晓燕,13900010001,1999-02-03,义诊,2025-03-08,2,中山公园,量血压,市红十字会,王主任',
        '李晓燕,13900010001,1999-02-03,巡河,2025-03-09,2,,,,',
      ].join('\n'),
    );
    await approve();
    const lines = String(await out('services', 'csv')).split('\r\n');
    expect(lines[1]).toMatch(/,义诊,2025-03-08,,,中山公园,量血压,2,,市红十字会,王主任$/u);
    expect(lines[2]).toMatch(/,巡河,2025-03-09,,,[^,]+,,2,,[^,]+,$/u);
    expect(lines[2]).not.toContain('市红十字会');
    expect(await send(lines.join('\r\n'), '再来.csv', '&dryRun=true')).toMatchObject({
      servicesAdded: 0,
      servicesThere: 2,
      rejected: [],
    });
  });

  it('never say why somebody entered them afterwards', async () => {
    const { id } = await registerVolunteer(server, home);
    const body = {
      id: newId(),
      siteId: home.siteIds[0],
      title: '植树',
      from: new Date(NOW - 5 * 3_600_000).toISOString(),
      until: new Date(NOW - 3 * 3_600_000).toISOString(),
      reason: '手机没电，情绪不好先走了',
    };
    await must(coordinator.call('POST', `/api/v1/volunteers/${id}/services`, body));
    await must(colleague.call('POST', `/api/v1/services/${body.id}/decide`, { decision: 'recorded' }));
    const table = String(await out('services', 'csv'));
    expect(table).toContain(',植树,');
    expect(table).not.toContain('情绪不好');
  });
});

describe('what looks like a formula', () => {
  it('is the text that the table has, computes nothing in what goes out, and comes back', async () => {
    await send(
      [
        HOURS,
        '李晓燕,13900010001,1999-02-03,=1+1,2025-03-08,2,,‘春风’行动,,',
        "李晓燕,13900010001,1999-02-03,＝SUM(A1),2025-03-09,2,,'s 胡同,,",
      ].join('\n'),
    );
    await approve();
    const csv = String(await out('services', 'csv'));
    expect(csv).toContain(",'=1+1,2025-03-08,,,");
    expect(csv).toContain(",'‘春风’行动,2,");
    expect(csv).toContain(",'＝SUM(A1),2025-03-09,,,");
    for (const [file, name] of [
      [Buffer.from(csv), '再来.csv'],
      [await out('services', 'xlsx'), '再来.xlsx'],
    ] as const)
      expect(await send(file, name, '&dryRun=true')).toMatchObject({
        servicesAdded: 0,
        servicesThere: 2,
        rejected: [],
      });
  });
});

describe('whoever asks beside many who were brought in', () => {
  it('is found to be perhaps the last of them', async () => {
    const [family, given] = ['赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨', '安邦成达恩方刚海嘉康立明宁平清'];
    const rows = Array.from({ length: 230 }, (_, at) => {
      const name = `${family.charAt(at % 16)}${given.charAt(Math.floor(at / 16))}`;
      return `${name},1990-02-03,${13_900_020_000 + at}`;
    });
    const told = await send(['姓名,出生日期,手机号', ...rows].join('\n'));
    expect(told).toMatchObject({ created: 230, rejected: [], decide: [] });
    const { id } = await registerVolunteer(server, home, { name: '陈欣', phone: '13900020229' });
    expect(await must(coordinator.call('GET', `/api/v1/volunteers/${id}`))).toMatchObject({
      state: 'asked',
      mayBe: [{ same: ['phone'] }],
    });
  });
});
