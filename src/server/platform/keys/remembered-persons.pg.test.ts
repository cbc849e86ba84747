import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  makeOrganisation,
  makeUser,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../../test/server.ts';
import { systemSettings } from '../database/database.ts';
import { plain } from '../database/statement.ts';

const REMEMBERED = 7;
const CLIENTS = 20;
let server: TestServer;
let home: TestOrganisation;
let worker: TestUser;
const names = new Map<string, string>();

beforeAll(async () => {
  server = await startTestServer({ rememberedPersons: REMEMBERED });
  home = await makeOrganisation(server);
  worker = await makeUser(server, home, 'worker', [home.siteIds[0]]);
  for (let index = 0; index < CLIENTS; index += 1) {
    const name = `陈${'一二三四五六七八九十'.charAt(index % 10)}${index < 10 ? '欣' : '明'}`;
    const { body } = await worker.call('POST', '/api/v1/clients', { name });
    names.set(body.id, name);
  }
});
afterAll(() => server.dispose());

const list = (query = '') => worker.call('GET', `/api/v1/clients?limit=${CLIENTS}${query}`);

it('lists longer than what is remembered name everybody, however many are read beside them', async () => {
  for (let round = 0; round < 10; round += 1) {
    const reads = [...names.keys()].map((id) => worker.call('GET', `/api/v1/clients/${id}`));
    const answers = await Promise.all([
      list(),
      ...reads.slice(0, 10),
      list('&q=陈'),
      ...reads.slice(10),
      list(),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    for (const { body } of answers) {
      const items: { id: string; name: string }[] = body.items ?? [body];
      for (const { id, name } of items) expect(name).toBe(names.get(id));
    }
  }
});

it('an erased person’s key is forgotten, and a reading that saw it before does not bring it back', async () => {
  const [id = ''] = names.keys();
  const { database, keyring } = server.services;
  const reader = database.reader(systemSettings(home.id));
  const keys = await keyring.of(reader);
  const text = 'select wrapped from person_key where organisation_id = $1 and person_id = $2';
  const before = await reader.first(plain<{ wrapped: Buffer }>(text, [home.id, id]));
  const supervisor = await makeUser(server, home, 'supervisor');
  const erased = await supervisor.call('POST', `/api/v1/clients/${id}/erase`, { reason: 'request' });
  expect(erased.status).toBe(200);
  keys.personKey(id, before?.wrapped ?? Buffer.alloc(0));
  expect(keys.rememberedKey(id)).toBeUndefined();
});
