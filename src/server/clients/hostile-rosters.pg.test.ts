import { readFile } from 'node:fs/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
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
import { zip } from '../../../test/zip-file.ts';

let server: TestServer;
let station: TestOrganisation;
let supervisor: TestUser;

beforeAll(async () => {
  server = await startTestServer();
  station = await makeOrganisation(server);
  supervisor = await makeUser(server, station, 'supervisor');
});
afterAll(() => server.dispose());

const MEGABYTE = 2 ** 20;
/** No request may wait longer for its turn; a file parsed in the server's own thread holds it for seconds. */
const LONGEST_WAIT_MS = 200;

const fixture = (name: string) =>
  readFile(new URL(`../../../test/fixtures/rosters/${name}.xlsx`, import.meta.url));
const sheet = (content: string, shared = '') =>
  zip({
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    'xl/workbook.xml': '<workbook><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${content}</sheetData></worksheet>`,
    'xl/sharedStrings.xml': `<sst>${shared}</sst>`,
  });
const row = (number: number, attributes = '') => `<row r="${number}" ${attributes}/>`;

/** Each small to send, and costly to whoever reads it whole. */
async function hostileFiles(): Promise<[name: string, bytes: Buffer][]> {
  const kinds: [string, Buffer][] = [
    ['a.xlsx', await fixture('f-bomb-4mb-spaces')],
    ['b.xlsx', await fixture('f-row-heights-65536')],
    ['bomb.xlsx', zip({ 'xl/worksheets/sheet1.xml': ' '.repeat(90 * MEGABYTE) })],
    ['liar.xlsx', zip({ 'xl/a.xml': ' '.repeat(97 * MEGABYTE) }, { declaredBytes: 100 })],
    ['heights.xlsx', sheet(Array.from({ length: 400_000 }, (_, at) => row(at + 1, 'ht="15"')).join(''))],
    ['deep.xlsx', sheet('<a>'.repeat(1_000_000))],
    ['strings.xlsx', sheet(row(1), '<si><t>陈</t></si>'.repeat(1_500_000))],
    ['quotes.csv', Buffer.from(`姓名\n"${'陈,'.repeat(MEGABYTE)}`)],
    ['commas.csv', Buffer.from(`姓名\n${`${','.repeat(190)}\n`.repeat(50_000)}`)],
    ['names.csv', Buffer.from(`姓名,班级\n${'王明,一班\n'.repeat(20_000)}`)],
  ];
  return [...kinds, ...kinds];
}

it('twenty files that are made to stop the server are read while everybody else is served', async () => {
  const files = await hostileFiles();
  const url = await server.app.listen({ port: 0, host: '127.0.0.1' });
  const delay = monitorEventLoopDelay({ resolution: 5 });
  const waits: number[] = [];
  const reading = new AbortController();
  delay.enable();
  const asking = (async () => {
    while (!reading.signal.aborted) {
      const begun = performance.now();
      expect((await fetch(`${url}/healthz`)).status).toBe(200);
      waits.push(performance.now() - begun);
    }
  })();
  const answers = await Promise.all(
    [...files, ['late.csv', Buffer.from('姓名\n陈一')] as const].map(([fileName, bytes]) =>
      sendRoster(supervisor, station.siteIds[0], bytes, { fileName, dryRun: true }),
    ),
  );
  reading.abort();
  await asking;
  delay.disable();
  const p99 = waits.toSorted((one, other) => one - other)[Math.floor(waits.length * 0.99)] ?? 0;
  const loop = delay.percentile(99) / 1e6;
  process.stdout.write(
    `healthz beside hostile files: p99 ${p99.toFixed(0)} ms of ${waits.length}; event loop p99 ${loop.toFixed(0)} ms, longest ${(delay.max / 1e6).toFixed(0)} ms\n`,
  );
  expect(loop).toBeLessThan(LONGEST_WAIT_MS);
  for (const { status } of answers) expect([200, 400, 422]).toContain(status);
  const refused = answers.filter(({ body }) => body.reason === 'file_readers_busy');
  expect(refused.map(({ body }) => body.title)).toEqual([expect.stringContaining('请稍后再试')]);
}, 180_000);
