import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type CreationRequest,
  type CreationWorld,
  creations,
  makeCreationWorld,
} from '../../test/creations.ts';
import { listOperations } from '../../test/operations.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import type { OperationShape } from '../contract/operation.ts';
import { newId } from './platform/database/ids.ts';

let server: TestServer;
let operations: [string, OperationShape][];

beforeAll(async () => {
  server = await startTestServer();
  operations = (await listOperations()).filter(
    ([, { method, body }]) =>
      method === 'POST' && Object.hasOwn((body as { properties?: object })?.properties ?? {}, 'id'),
  );
});
afterAll(() => server.dispose());

/** Sends the request under an id. */
function sender(
  world: CreationWorld,
  { method, url }: OperationShape,
  { by, as, params = {}, body, version }: CreationRequest,
) {
  const address = url.replaceAll(/:(\w+)/g, (_, name: string) => params[name] ?? 'x');
  return async (id: string, more: object = {}) =>
    (as ?? (await world.user(by))).call(
      method,
      address,
      { ...body, id, ...more },
      version === undefined ? {} : { 'if-match': `"${version}"` },
    );
}

/** Without what is told once only. */
function lasting(body: Record<string, unknown>): Record<string, unknown> {
  const { link: _link, secret: _secret, ...rest } = body;
  return rest;
}

describe('every operation whose caller gives the id', () => {
  it('has a request in test/creations.ts', () => {
    expect(Object.keys(creations).toSorted()).toEqual(operations.map(([name]) => name).toSorted());
  });

  it('answers the same request again with what is there, and refuses other words under the id', async () => {
    for (const [name, shape] of operations) {
      const world = await makeCreationWorld(server);
      const request = await creations[name]?.(world);
      if (request === undefined) continue;
      const send = sender(world, shape, request);
      const id = newId();
      const first = await send(id);
      expect(first.status, `${name} ${JSON.stringify(first.body)}`).toBeLessThan(300);
      const again = await send(id);
      expect(again.status, `${name} ${JSON.stringify(again.body)}`).toBe(first.status);
      expect(lasting(again.body), name).toEqual(lasting(first.body));
      const other = await send(id, request.other);
      expect(other, `${name} ${JSON.stringify(other.body)}`).toMatchObject({
        status: 409,
        body: { code: 'id_taken' },
      });
      const told = request.tellsNothing === true ? first.body : other.body.existing;
      expect(lasting(told), name).toEqual(lasting(first.body));
    }
  });

  it('about a person who was erased since is not found, sent again, and tells nothing of what is there', async () => {
    const asked: string[] = [];
    for (const [name, shape] of operations) {
      const world = await makeCreationWorld(server);
      const request = await creations[name]?.(world);
      if (request === undefined) continue;
      const said = JSON.stringify([request.params, request.body]);
      const isAbout = [world.clientId, world.caseId].some((about) => said.includes(about));
      // these name the person by a class, or by what is corrected
      const isAboutToo = [
        'CreateClient',
        'ReferPupil',
        'CorrectRecord',
        'CorrectEncounter',
        'AddEncounterHelper',
      ].includes(name);
      if (!isAbout && !isAboutToo) continue;
      asked.push(name);
      const send = sender(world, shape, request);
      const id = newId();
      expect((await send(id)).status, name).toBe(201);
      const about = name === 'CreateClient' ? id : world.clientId;
      await server.admin.query(
        'update alert set closed_at = now(), matter_code = null where client_id = $1',
        [about],
      );
      const supervisor = await world.user('supervisor');
      const erased = await supervisor.call('POST', `/api/v1/clients/${about}/erase`, { reason: 'request' });
      expect(erased.status, name).toBe(200);
      const again = await send(id);
      expect(again, `${name} ${JSON.stringify(again.body)}`).toMatchObject({
        status: 404,
        body: { code: 'not_found' },
      });
      const other = await send(id, request.other);
      expect(other.status, name).toBeGreaterThanOrEqual(400);
      expect(other.body.existing, name).toBeUndefined();
    }
    expect(asked).toHaveLength(14);
  });

  it('makes one of two requests that come at the same moment', async () => {
    for (const [name, shape] of operations) {
      const world = await makeCreationWorld(server);
      const request = await creations[name]?.(world);
      if (request === undefined) continue;
      const send = sender(world, shape, request);
      const id = newId();
      const [left, right] = await Promise.all([send(id), send(id)]);
      expect([left.status, right.status], name).toEqual([left.status, left.status]);
      expect(left.status, `${name} ${JSON.stringify(left.body)}`).toBeLessThan(300);
      expect(lasting(left.body), name).toEqual(lasting(right.body));
    }
  });

  it('forgets nobody’s words: what was refused is nowhere, what was accepted is there once', async () => {
    const id = newId();
    const world = await makeCreationWorld(server);
    const worker = await world.user('worker');
    const body = {
      id,
      caseId: world.caseId,
      kind: 'phone',
      occurredAt: new Date().toISOString(),
      minutes: 5,
    };
    await worker.call('POST', '/api/v1/encounters', { ...body, note: '第一句' });
    const refused = await worker.call('POST', '/api/v1/encounters', { ...body, note: '第二句' });
    expect(refused.body.existing.note).toBe('第一句');
    const { body: list } = await worker.call('GET', `/api/v1/cases/${world.caseId}/encounters`);
    const notes = list.items
      .filter((item: { id: string }) => item.id === id)
      .map(({ note }: { note: string }) => note);
    expect(notes).toEqual(['第一句']);
  });

  it('tells nobody else what is there: another organisation’s id is free, a colleague’s is only taken', async () => {
    const id = newId();
    const world = await makeCreationWorld(server);
    const request = { id, name: '李明', siteId: world.home.siteIds[0], workerIds: [] };
    expect((await (await world.user('supervisor')).call('POST', '/api/v1/clients', request)).status).toBe(
      201,
    );
    const elsewhere = { ...request, siteId: world.home.siteIds[1] };
    const worker = await world.user('worker');
    const refused = await worker.call('POST', '/api/v1/clients', elsewhere);
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect(JSON.stringify(refused.body)).not.toContain('李明');
  });
});
