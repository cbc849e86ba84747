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

  it('say the same once the service was corrected, and corrected again, and not why', async () => {
    await send(
      [HOURS, '李晓燕,13900010001,1999-02-03,义诊,2025-03-08,2,中山公园,量血压,市红十字会,王主任'].join('\n'),
    );
    await approve();
    const [{ id: volunteerId }] = (await must(coordinator.call('GET', '/api/v1/volunteers'))).items;
    const [{ id }] = (await must(coordinator.call('GET', `/api/v1/volunteers/${volunteerId}/services`)))
      .items;
    let replacesId = id;
    for (const hours of [3, 4]) {
      const body = {
        id: newId(),
        siteId: home.siteIds[0],
        title: '义诊',
        from: '2025-03-08T01:00:00Z',
        until: new Date(Date.parse('2025-03-08T01:00:00Z') + hours * 3_600_000).toISOString(),
        reason: '签到表上少算了',
        replacesId,
      };
      await must(coordinator.call('POST', `/api/v1/volunteers/${volunteerId}/services`, body));
      await must(colleague.call('POST', `/api/v1/services/${body.id}/decide`, { decision: 'recorded' }));
      replacesId = body.id;
      const table = String(await out('services', 'csv'));
      expect(table).toMatch(/,义诊,2025-03-08,09:00,1[23]:00,中山公园,量血压,[34],,市红十字会,王主任$/mu);
      expect(table).not.toContain('少算');
      expect(table.trim().split('\r\n')).toHaveLength(2);
    }
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

describe('volunteers that go out to the national record', () => {
  it('have the grades that stand, with their days, and stars, and nothing of what was said with a grade', async () => {
    await send(
      [
        HOURS,
        '李晓燕,13900010001,1999-02-03,义诊,2025-03-08,12,,,,',
        '张三,13900010002,1998-02-03,,,,,,,',
      ].join('\n'),
    );
    await approve();
    const rules = { starHours: [10, 100], pointsPerHour: 1, givesPoints: false };
    await must(coordinator.call('PUT', '/api/v1/recognition-rules', rules, { 'if-match': '"0"' }));
    const { items } = await must(coordinator.call('GET', '/api/v1/volunteers?q=李晓燕'));
    const url = `/api/v1/volunteers/${items[0].id}`;
    const [{ id: serviceId }] = (await must(coordinator.call('GET', `${url}/services`))).items;
    const of = { serviceId };
    const first = { id: newId(), ...of, grade: 3, words: '来晚了' };
    await must(coordinator.call('POST', `${url}/evaluations`, first));
    const second = { id: newId(), grade: 5, words: '原来是堵车', replacesId: first.id };
    await must(coordinator.call('POST', `${url}/evaluations`, second));
    const table = String(await out('volunteers', 'csv'));
    const [head = '', ...lines] = table.trim().split('\r\n');
    expect(head.split(',').slice(-3)).toEqual(['培训情况', '表彰奖励情况', '评价情况']);
    expect(lines.find((line) => line.includes('李晓燕'))).toMatch(/,,,2026-03-20 5分；1星$/u);
    expect(lines.find((line) => line.includes('张三'))).toMatch(/,,,$/u);
    expect(table).not.toMatch(/3分|来晚|堵车/u);
    expect(await send(table, '再来.csv', '&dryRun=true')).toMatchObject({
      created: 0,
      updated: 0,
      rejected: [],
    });
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
