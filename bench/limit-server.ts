import process from 'node:process';
import Fastify from 'fastify';
import pg from 'pg';

/**
 * The bare limit: the same stored rows by Fastify and pg with one prepared statement each; no session, no row rules,
 * no cryptography, no audit. Sealed columns go out as they lie there.
 */
const pool = new pg.Pool({ connectionString: process.env['LIMIT_URL'], max: 16 });
const app = Fastify({ logger: false });

// what is written lands in tables of the same columns, indexes and foreign keys, without our triggers
await pool.query(`
  drop schema if exists bare cascade;
  create schema bare;
  create table bare.encounter (like public.encounter including all);
  alter table bare.encounter add foreign key (organisation_id, case_id)
    references public.client_case (organisation_id, id);
  create table bare.shift_place (like public.shift_place including all);
  create table bare.sign_up (like public.sign_up including all);
  create table bare.attendance (like public.attendance including all);
  create table bare.response (like public.response including all);
  alter table bare.response add foreign key (organisation_id, client_id) references public.client (organisation_id, id);
`);

const item = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    card: { type: 'string' },
    sex: { type: ['string', 'null'] },
    status: { type: 'string' },
    risk_level: { type: 'string' },
    region_code: { type: 'string' },
    site_id: { type: 'string' },
    class_id: { type: ['string', 'null'] },
    worker_ids: { type: 'array', items: { type: 'string' } },
    created_at: { type: 'string', format: 'date-time' },
    updated_at: { type: 'string', format: 'date-time' },
    version: { type: 'integer' },
  },
} as const;
const columns =
  'id, card, sex, status, risk_level, region_code, site_id, class_id, worker_ids, created_at, updated_at, version';

const ofClient = columns
  .split(', ')
  .map((column) => `client.${column}`)
  .join();

function toText(row: Record<string, unknown>): Record<string, unknown> {
  for (const [name, value] of Object.entries(row)) {
    if (Buffer.isBuffer(value)) row[name] = value.toString('base64');
  }
  return row;
}

app.get(
  '/clients/:id',
  {
    schema: {
      response: { 200: { ...item, properties: { ...item.properties, profile: { type: 'string' } } } },
    },
  },
  async (request) => {
    const { rows } = await pool.query({
      name: 'read',
      text: `select ${columns}, profile from client where organisation_id = $1 and id = $2`,
      values: [process.env['LIMIT_ORGANISATION'], (request.params as { id: string }).id],
    });
    return toText(rows[0]);
  },
);

app.get('/clients', { schema: { response: { 200: { type: 'array', items: item } } } }, async (request) => {
  const { region, status } = request.query as Record<string, string>;
  const { rows } = await pool.query({
    name: 'list',
    text: `select ${columns} from client where organisation_id = $1 and region_code = $2 and status = $3
        order by updated_at desc, id desc limit 50`,
    values: [process.env['LIMIT_ORGANISATION'], region, status],
  });
  return rows.map(toText);
});

app.get(
  '/clients-of-site',
  { schema: { response: { 200: { type: 'array', items: item } } } },
  async (request) => {
    const { site, status } = request.query as Record<string, string>;
    const { rows } = await pool.query({
      name: 'site list',
      text: `select ${columns} from client where organisation_id = $1 and site_id = $2 and status = $3
        order by updated_at desc, id desc limit 50`,
      values: [process.env['LIMIT_ORGANISATION'], site, status],
    });
    return rows.map(toText);
  },
);

/** Those who stand under these entries, as many as a page of found shows. */
app.get('/search', { schema: { response: { 200: { type: 'array', items: item } } } }, async (request) => {
  const { labels = '' } = request.query as Record<string, string>;
  const { rows } = await pool.query({
    name: 'search',
    text: `select ${ofClient} from client_entry join client
        on client.organisation_id = client_entry.organisation_id and client.id = client_entry.client_id
      where client_entry.organisation_id = $1 and client_entry.label = any($2::bigint[])
      order by client.id desc`,
    values: [process.env['LIMIT_ORGANISATION'], labels === '' ? [] : labels.split(',')],
  });
  return rows.map(toText);
});

const caseItem = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    number: { type: 'string' },
    client_id: { type: 'string' },
    card: { type: 'string' },
    site_id: { type: 'string' },
    worker_ids: { type: 'array', items: { type: 'string' } },
    status: { type: 'string' },
    risk_level: { type: 'string' },
    next_step_on: { type: ['string', 'null'] },
    opened_at: { type: 'string', format: 'date-time' },
    closed_at: { type: ['string', 'null'] },
    updated_at: { type: 'string', format: 'date-time' },
    version: { type: 'integer' },
  },
} as const;

app.get(
  '/cases-of-worker',
  { schema: { response: { 200: { type: 'array', items: caseItem } } } },
  async (request) => {
    const { worker } = request.query as Record<string, string>;
    const { rows } = await pool.query({
      name: 'own cases',
      text: `select client_case.id, number, client_id, card, client_case.site_id, client_case.worker_ids, client_case.status,
          client_case.risk_level, next_step_on, opened_at, closed_at, client_case.updated_at, client_case.version
        from client_case join client on client.organisation_id = client_case.organisation_id and client.id = client_id
        where client_case.organisation_id = $1 and client_case.worker_ids @> array[$2::uuid]
        order by client_case.updated_at desc, client_case.id desc limit 50`,
      values: [process.env['LIMIT_ORGANISATION'], worker],
    });
    return rows.map(toText);
  },
);

app.post('/encounters', async (request) => {
  const { id, caseId, kind, occurredAt, minutes, note } = request.body as Record<string, string | number>;
  await pool.query({
    name: 'encounter',
    text: `insert into bare.encounter (organisation_id, id, case_id, client_id, site_id, worker_ids, kind, occurred_at,
      minutes, note, recorded_by, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    values: [
      process.env['LIMIT_ORGANISATION'],
      id,
      caseId,
      process.env['LIMIT_CLIENT'],
      process.env['LIMIT_SITE'],
      [process.env['LIMIT_WORKER']],
      kind,
      occurredAt,
      minutes,
      Buffer.from(String(note)),
      process.env['LIMIT_WORKER'],
      new Date(),
    ],
  });
  return { id };
});

/** Reads the shift, takes a place and writes who has it, as one transaction. */
app.post('/sign-ups', async (request) => {
  const { id, shiftId } = request.body as { id: string; shiftId: string };
  const organisationId = process.env['LIMIT_ORGANISATION'];
  const client = await pool.connect();
  try {
    await client.query('begin');
    const read = 'select starts_at, ends_at from shift where organisation_id = $1 and id = $2';
    const { rows } = await client.query({ name: 'shift', text: read, values: [organisationId, shiftId] });
    await client.query({
      name: 'place',
      text: `insert into bare.shift_place (organisation_id, shift_id, role, capacity, taken, is_published)
        values ($1, $2, '', 60, 1, true) on conflict (organisation_id, shift_id, role)
        do update set taken = shift_place.taken + 1`,
      values: [organisationId, shiftId],
    });
    await client.query({
      name: 'sign-up',
      text: `insert into bare.sign_up (organisation_id, id, shift_id, role, volunteer_id, state, starts_at, ends_at, signed_at, changed_at)
        values ($1, $2, $3, '', $2, 'confirmed', $4, $5, now(), now())`,
      values: [organisationId, id, shiftId, rows[0].starts_at, rows[0].ends_at],
    });
    await client.query('commit');
  } finally {
    client.release();
  }
  return { id };
});

/** Reads the shift and writes who came. */
app.post('/check-ins', async (request) => {
  const { id, shiftId } = request.body as { id: string; shiftId: string };
  const organisationId = process.env['LIMIT_ORGANISATION'];
  const read = 'select starts_at, ends_at from shift where organisation_id = $1 and id = $2';
  const { rows } = await pool.query({ name: 'shift', text: read, values: [organisationId, shiftId] });
  await pool.query({
    name: 'check-in',
    text: `insert into bare.attendance (organisation_id, id, sign_up_id, shift_id, volunteer_id, in_at, in_by, in_told_at)
      values ($1, $2, $2, $3, $2, greatest(now(), $4), 'code', now())`,
    values: [organisationId, id, shiftId, rows[0].starts_at],
  });
  return { id };
});

app.post('/responses', async (request) => {
  const { id, instrumentId, answers, answeredAt } = request.body as Record<string, unknown>;
  await pool.query({
    name: 'response',
    text: `insert into bare.response (organisation_id, id, client_id, site_id, worker_ids, instrument_id, answers,
      answered_at, received_at, recorded_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    values: [
      process.env['LIMIT_ORGANISATION'],
      id,
      process.env['LIMIT_CLIENT'],
      process.env['LIMIT_SITE'],
      [process.env['LIMIT_WORKER']],
      instrumentId,
      Buffer.from(JSON.stringify({ answers, scores: { total: { value: 9, answered: 9, missing: 0 } } })),
      answeredAt,
      new Date(),
      process.env['LIMIT_WORKER'],
    ],
  });
  return { id };
});

const address = await app.listen({ host: '127.0.0.1', port: 0 });
process.stdout.write(`${address}\n`);
process.once('SIGTERM', () => {
  void app.close().then(() => pool.end());
});
