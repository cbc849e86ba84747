import type { JobHelpers } from 'graphile-worker';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  makeOrganisation,
  makeUser,
  startTestServer,
  type TestServer,
  type TestUser,
} from '../../test/server.ts';
import { ownQueue } from './jobs.ts';
import { newId } from './platform/database/ids.ts';

const MET_AT = '2026-11-01T02:00:00.000Z';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.dispose());

async function openCase(user: TestUser): Promise<{ clientId: string; caseId: string }> {
  const { body } = await user.call('POST', '/api/v1/clients', { name: '陈欣', birthDate: '2009-03-04' });
  const opened = await user.call('POST', '/api/v1/cases', { clientId: body.id });
  return { clientId: body.id, caseId: opened.body.id };
}

function encounter(caseId: string) {
  return { id: newId(), caseId, kind: 'individual', occurredAt: MET_AT, minutes: 45, note: '谈了睡眠' };
}

it('a contact does not wait for a client whom somebody holds, and the list tells of it when nobody does', async () => {
  const home = await makeOrganisation(server);
  const there = await makeOrganisation(server);
  const stranger = await makeUser(server, there, 'worker', [there.siteIds[0]]);
  const theirs = (await openCase(stranger)).caseId;
  const worker = await makeUser(server, home, 'worker', [home.siteIds[0]]);
  const { caseId, clientId } = await openCase(worker);
  const contact = { organisationId: home.id, clientId };
  const lastContact = async () => {
    const text = 'select last_contact_at from client where id = $1';
    return (
      (await server.admin.query(text, [contact.clientId])).rows[0].last_contact_at?.toISOString() ?? null
    );
  };
  const again: unknown[] = [];
  const helpers = { addJob: async (...job: unknown[]) => void again.push(job) };
  const note = () => ownQueue(server).tasks['note-contact']?.(contact, helpers as unknown as JobHelpers);
  await server.admin.query('begin');
  await server.admin.query('select from client where id = $1 for no key update', [contact.clientId]);
  try {
    // whoever waited would wait for ever: the client is let go only afterwards
    expect((await worker.call('POST', '/api/v1/encounters', encounter(caseId))).status).toBe(201);
    expect((await stranger.call('POST', '/api/v1/encounters', encounter(theirs))).status).toBe(201);
    await note();
    expect(again).toMatchObject([['note-contact', contact, { jobKey: `note-contact ${contact.clientId}` }]]);
  } finally {
    await server.admin.query('commit');
  }
  expect(await lastContact()).toBeNull();
  await note();
  expect(await lastContact()).toBe(MET_AT);
  const jobs = `select count(*)::int from graphile_worker._private_jobs
    where payload->>'clientId' = $1`;
  expect((await server.admin.query(jobs, [contact.clientId])).rows).toEqual([{ count: 1 }]);
});
