import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { identityCheckCharacter } from '../src/domain/people/identity-number.ts';
import { rosterHeading } from '../src/domain/roster/roster-column.ts';
import { newId } from '../src/server/platform/database/ids.ts';
import { writeWorkbook } from '../src/server/platform/files/write-workbook.ts';
import { type CityRows, superuserUrl } from './city.ts';
import { median, type Target } from './load.ts';

const ROWS = 5_000;
/** As many as a file may have. */
const MOST_ROWS = 100_000;
const POLL_MS = 500;
const ROWS_PER_INSERT = 1_000;
const DAY_MS = 86_400_000;
/** Older than any pupil of the city, so that none is taken for a namesake of theirs. */
const FIRST_BIRTH = Date.UTC(1999, 0, 1);
const SURNAMES = Array.from('王李张刘陈杨黄吴赵周徐孙马朱胡林郭何高罗');
const GIVEN = Array.from('欣怡子涵梓轩浩然雨桐思远佳琪俊杰诗涵宇航若曦明轩乐怡晨曦文博');
const HEADINGS = (
  [
    'name',
    'idNumber',
    'studentNumber',
    'school',
    'className',
    'guardianName',
    'guardianPhone',
    'address',
  ] as const
).map(rosterHeading);

export interface RosterImport {
  /** rows a second, from the workbook's bytes to the commit */
  readonly rate: number;
  /** the same rows in the clear, put into a table as they are */
  readonly limit: number;
}

/** A roster of pupils whom nobody knows, understood and written; they are taken out again, so that other figures stay what they are. */
export async function measureRosterImport(
  product: Target,
  { organisationId, siteId }: CityRows,
  rounds: number,
): Promise<RosterImport> {
  const client = new pg.Client({ connectionString: await superuserUrl() });
  await client.connect();
  try {
    const rates: number[] = [];
    const limits: number[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const rows = rowsOf(ROWS, round);
      const rate = await imported(product, siteId, await writeWorkbook([HEADINGS, ...rows]));
      const limit = await inserted(client, rows);
      await removeImported(client, organisationId);
      // the first one warms both up
      if (round === 0) continue;
      rates.push(rate);
      limits.push(limit);
    }
    return { rate: median(rates), limit: median(limits) };
  } finally {
    await client.end();
  }
}

/** The largest roster that the server takes, written. */
export async function importLargestRoster(
  product: Target,
  { siteId }: Pick<CityRows, 'siteId'>,
): Promise<void> {
  const bytes = await writeWorkbook([HEADINGS, ...rowsOf(MOST_ROWS, 0)]);
  const importId = newId();
  // whoever waits for so long may lose the answer, and asks for it
  const sent = sendRoster(product, siteId, bytes, importId).catch(() => undefined);
  let report: { created?: number } | null = null;
  while (report === null) {
    await setTimeout(POLL_MS);
    const answer = await fetch(`${product.url}/api/v1/roster-imports/${importId}`, {
      headers: { ...product.headers },
    });
    if (answer.status === 404) continue;
    const told = (await answer.json()) as { report?: { created?: number } | null };
    if (told.report === undefined) throw new Error(`the roster was refused: ${answer.status}`);
    ({ report } = told);
  }
  await sent;
  if (report.created !== MOST_ROWS) throw new Error(`${report.created} of ${MOST_ROWS} rows were written`);
}

function rowsOf(count: number, round: number): string[][] {
  return Array.from({ length: count }, (_, at) => {
    const surname = SURNAMES[at % SURNAMES.length] ?? '';
    const given = `${GIVEN[at % GIVEN.length]}${GIVEN[(at * 7 + round) % GIVEN.length]}`;
    const born = new Date(FIRST_BIRTH + (at % 1_000) * DAY_MS).toISOString().slice(0, 10);
    const digits = `330302${born.replaceAll('-', '')}${String(100 + Math.floor(at / 1_000) + round * 5).padStart(3, '0')}`;
    const phone = String(13_800_000_000 + round * count + at);
    return [
      surname + given,
      digits + identityCheckCharacter(digits),
      String(20_240_000_000 + round * count + at),
      BENCH_SCHOOL,
      `${(at % 6) + 1}年级${(at % 20) + 1}班`,
      `${surname}${GIVEN[(at * 3) % GIVEN.length]}`,
      phone,
      `幸福路${at}号`,
    ];
  });
}

const BENCH_SCHOOL = '测速小学';

async function imported(product: Target, siteId: string, bytes: Buffer): Promise<number> {
  const begun = performance.now();
  const answer = await sendRoster(product, siteId, bytes, newId());
  const report = (await answer.json()) as { created?: number };
  if (report.created !== ROWS)
    throw new Error(`${report.created ?? answer.status} of ${ROWS} rows were written`);
  return ROWS / ((performance.now() - begun) / 1000);
}

function sendRoster(product: Target, siteId: string, bytes: Buffer, importId: string): Promise<Response> {
  const query = new URLSearchParams({ siteId, fileName: 'roster.xlsx', importId });
  return fetch(`${product.url}/api/v1/roster-imports?${query.toString()}`, {
    method: 'POST',
    headers: { ...product.headers, 'content-type': 'application/octet-stream' },
    body: new Uint8Array(bytes),
  });
}

async function inserted(client: pg.Client, rows: readonly (readonly string[])[]): Promise<number> {
  const columns = HEADINGS.map((_, at) => `c${at}`);
  await client.query(`create table bare_roster (${columns.map((column) => `${column} text`).join(', ')})`);
  try {
    const begun = performance.now();
    await client.query('begin');
    for (let from = 0; from < rows.length; from += ROWS_PER_INSERT) {
      const part = rows.slice(from, from + ROWS_PER_INSERT);
      const tuple = (row: number) =>
        `(${columns.map((_, at) => `$${row * columns.length + at + 1}`).join(',')})`;
      const tuples = part.map((_, row) => tuple(row)).join(',');
      await client.query(`insert into bare_roster (${columns.join(',')}) values ${tuples}`, part.flat());
    }
    await client.query('commit');
    return rows.length / ((performance.now() - begun) / 1000);
  } finally {
    await client.query('drop table bare_roster');
  }
}

/** What a run that ended early left: other measures would take them for the city's pupils. */
export async function removeLeftovers({ organisationId }: Pick<CityRows, 'organisationId'>): Promise<void> {
  const client = new pg.Client({ connectionString: await superuserUrl() });
  await client.connect();
  try {
    await removeImported(client, organisationId);
  } finally {
    await client.end();
  }
}

async function removeImported(client: pg.Client, organisationId: string): Promise<void> {
  const school = `select id from school_class where organisation_id = $1 and name = '${BENCH_SCHOOL}'`;
  const pupils = `select id from client where organisation_id = $1 and class_id in (
    select id from school_class where organisation_id = $1 and (id in (${school}) or parent_id in (${school})))`;
  const { rows } = await client.query<{ id: string }>(pupils, [organisationId]);
  const ids = rows.map(({ id }) => id);
  for (const [table, column] of [
    ['client_entry', 'client_id'],
    ['guardian', 'client_id'],
    ['person_key', 'person_id'],
    ['client', 'id'],
  ] as const)
    await client.query(`delete from ${table} where organisation_id = $1 and ${column} = any($2::uuid[])`, [
      organisationId,
      ids,
    ]);
}
