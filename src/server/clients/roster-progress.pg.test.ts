import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sendRoster } from '../../../test/roster-sending.ts';
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
let station: TestOrganisation;
let supervisor: TestUser;

beforeAll(async () => {
  server = await startTestServer();
  station = await makeOrganisation(server);
  supervisor = await makeUser(server, station, 'supervisor');
});
afterAll(() => server.dispose());

const ASK_MS = 10;
const roster = Buffer.from(
  [
    '姓名,学号,学校',
    ...Array.from(
      { length: 1_000 },
      (_, at) =>
        `${'赵钱孙李周'[at % 5]}${'一二三四五六七八九十'[at % 10]}${'甲乙丙丁戊己庚辛壬癸'[Math.floor(at / 10) % 10]},${10_000 + at},实验小学`,
    ),
  ].join('\n'),
);

function send(
  importId: string,
  bytes = roster,
  { site = 0, dryRun }: { site?: 0 | 1; dryRun?: boolean } = {},
) {
  const asked = dryRun === undefined ? { importId } : { importId, dryRun };
  return sendRoster(supervisor, station.siteIds[site], bytes, asked);
}
const read = (user: TestUser, id: string) => user.call('GET', `/api/v1/roster-imports/${id}`);

it('an import tells how far it is, is one however often it is sent, and keeps its report for whoever lost the answer', async () => {
  const id = newId();
  const over = new AbortController();
  const sent = Promise.all([send(id), send(id)]).finally(() => over.abort());
  const stages = new Set<string>();
  while (!over.signal.aborted) {
    const { status, body } = await read(supervisor, id);
    if (status === 200) stages.add(body.stage);
    await setTimeout(ASK_MS);
  }
  const [first, again] = await sent;
  expect(first.body).toMatchObject({ rows: 1_000, created: 1_000 });
  expect(again.body).toEqual(first.body);
  expect([...stages]).toEqual(expect.arrayContaining(['reading', 'writing']));
  expect((await read(supervisor, id)).body).toEqual({
    stage: 'done',
    done: 1_000,
    total: 1_000,
    report: first.body,
  });
  const colleague = await makeUser(server, station, 'supervisor');
  expect((await read(colleague, id)).status).toBe(404);
});

it('an import that fails is read as its error', async () => {
  const id = newId();
  const failed = await send(id, Buffer.from('学号\n1'));
  const asked = await read(supervisor, id);
  expect([asked.status, asked.body.code]).toEqual([failed.status, 'roster_unreadable']);
});

it('an id that meant a look, another file or another site is refused, so that nobody is told of what was not written', async () => {
  const id = newId();
  const one = Buffer.from('姓名,学号\n吴一,70001');
  expect((await send(id, one, { dryRun: true })).body).toMatchObject({ created: 1 });
  expect((await send(id, one)).body.code).toBe('id_taken');
  expect((await send(id, Buffer.from('姓名,学号\n吴二,70002'), { dryRun: true })).body.code).toBe('id_taken');
  expect((await send(id, one, { dryRun: true, site: 1 })).body.code).toBe('id_taken');
  expect((await send(id, one, { dryRun: true })).body).toMatchObject({ created: 1 });
});

it('an import that failed is tried again by the same id', async () => {
  const id = newId();
  expect((await send(id, Buffer.from('学号\n1'))).body.code).toBe('roster_unreadable');
  const mended = Buffer.from('姓名,学号\n吴三,70003');
  expect((await send(id, mended)).body).toMatchObject({ created: 1 });
  expect((await send(id, mended)).body).toMatchObject({ created: 1 });
  expect((await read(supervisor, id)).body).toMatchObject({ stage: 'done', report: { created: 1 } });
});
