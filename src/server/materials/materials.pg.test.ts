import { afterAll, beforeAll, expect, it } from 'vitest';
import { untilWaiting } from '../../../test/barrier.ts';
import { must } from '../../../test/person-rows.ts';
import {
  makeOrganisation,
  makeUser,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { begin, checkAll, upload } from '../../../test/uploads.ts';
import { moveMaterialFiles } from '../old-material-files.ts';
import { newId } from '../platform/database/ids.ts';

let server: TestServer;
let home: TestOrganisation;
let worker: TestUser;
let supervisor: TestUser;
let neighbour: TestUser;

beforeAll(async () => {
  server = await startTestServer();
  home = await makeOrganisation(server);
  worker = await makeUser(server, home, 'worker', [home.siteIds[0]]);
  supervisor = await makeUser(server, home, 'supervisor');
  neighbour = await makeUser(server, await makeOrganisation(server, '450200'), 'supervisor');
});
afterAll(() => server.dispose());

const about = { title: '情绪卡片', language: 'zh', licence: 'CC-BY-SA-4.0', source: '本机构制作' };
const fileName = '情绪卡片.pdf';
const PDF = Buffer.from('%PDF-1.7\n情绪卡片');
const add = (user: TestUser, more: object = {}) =>
  user.call('POST', '/api/v1/materials', { ...about, ...more });

async function addWithFile(content = PDF): Promise<string> {
  const ownerId = await must(add(worker));
  await upload(worker, { kind: 'material', ownerId, name: fileName }, content);
  await checkAll(server, home.id);
  return ownerId;
}

const idsOf = async (user: TestUser) =>
  (await user.call('GET', '/api/v1/materials')).body.items.map(({ id }: { id: string }) => id);

it('a material is added with its licence, and once its file is there every organisation can load the same bytes', async () => {
  const added = await add(worker);
  const nothing = { fileName: null, mediaType: null, bytes: null, sha256: null };
  expect(added).toMatchObject({
    status: 201,
    body: { ...about, ...nothing, titleEn: null, isWithdrawn: false },
  });
  const { id } = added.body;
  expect(await idsOf(worker)).toContain(id);
  expect(await idsOf(neighbour)).not.toContain(id);
  expect((await neighbour.call('GET', `/api/v1/materials/${id}/file`)).status).toBe(404);
  await upload(worker, { kind: 'material', ownerId: id, name: fileName }, PDF);
  await checkAll(server, home.id);
  const { body: list } = await neighbour.call('GET', '/api/v1/materials');
  expect(list.items.find((item: { id: string }) => item.id === id)).toMatchObject({
    fileName,
    mediaType: 'application/pdf',
    bytes: PDF.length,
  });
  const file = await neighbour.call('GET', `/api/v1/materials/${id}/file`);
  expect(file.body).toBe(PDF.toString('utf8'));
  expect(file.headers).toMatchObject({
    'content-type': 'application/pdf',
    'x-content-type-options': 'nosniff',
  });
  expect(String(file.headers['content-disposition'])).toContain(encodeURIComponent(fileName));
});

it('a file that becomes its material’s while it is removed stays', async () => {
  const ownerId = await addWithFile();
  const find = 'select id from file where owner_id = $1';
  const [{ id }] = (await server.admin.query(find, [ownerId])).rows;
  // as it was while it was looked at, which another server does
  await server.admin.query(`update file set state = 'unchecked' where id = $1`, [id]);
  await server.admin.query('begin');
  await server.admin.query(`update file set state = 'ready' where id = $1`, [id]);
  const removed = worker.call('DELETE', `/api/v1/files/material/${id}`);
  await untilWaiting(server, 1);
  await server.admin.query('commit');
  expect((await removed).status).toBe(403);
  await checkAll(server, home.id);
  expect((await neighbour.call('GET', `/api/v1/materials/${ownerId}/file`)).status).toBe(200);
  expect((await worker.call('DELETE', `/api/v1/files/material/${newId()}`)).status).toBe(404);
});

it('what is no document or picture by its bytes is refused, whatever its name; a second file is not taken', async () => {
  const ownerId = await must(add(worker));
  const upTo = { kind: 'material', ownerId, name: fileName };
  await upload(worker, upTo, Buffer.from('<html>'));
  await expect(upload(worker, upTo, Buffer.from('说明'))).rejects.toThrow('files_too_many');
  await checkAll(server, home.id);
  const { body } = await worker.call('GET', `/api/v1/files?kind=material&recordId=${ownerId}`);
  expect(body.items).toMatchObject([{ state: 'refused', refusal: 'type' }]);
  // refused, it is in nobody's way
  await upload(worker, upTo, PDF);
  await checkAll(server, home.id);
  expect((await begin(worker, upTo, 10)).body.code).toBe('files_too_many');
  const wrong = await add(worker, { licence: 'GPL' });
  expect(wrong).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
});

it('its file stays, and nobody of another organisation adds or removes one', async () => {
  const id = await addWithFile();
  const { rows } = await server.admin.query('select file_id from material where id = $1', [id]);
  for (const [user, status] of [
    [worker, 403],
    [supervisor, 403],
    [neighbour, 404],
  ] as const)
    expect((await user.call('DELETE', `/api/v1/files/material/${rows[0].file_id}`)).status).toBe(status);
  const waiting = await must(add(worker));
  expect((await begin(neighbour, { kind: 'material', ownerId: waiting, name: fileName }, 10)).status).toBe(
    404,
  );
  const volunteer = await makeUser(server, home, 'volunteer');
  expect((await begin(volunteer, { kind: 'material', ownerId: waiting, name: fileName }, 10)).status).toBe(
    403,
  );
});

it('only its own organisation withdraws a file; sessions name files that are there', async () => {
  const id = await addWithFile();
  expect((await neighbour.call('POST', `/api/v1/materials/${id}/withdraw`)).status).toBe(404);
  expect((await worker.call('POST', `/api/v1/materials/${id}/withdraw`)).status).toBe(403);
  const withdrawn = await supervisor.call('POST', `/api/v1/materials/${id}/withdraw`);
  expect(withdrawn.body.isWithdrawn).toBe(true);

  const { body: draft } = await worker.call('POST', '/api/v1/playbook-drafts', { from: 'warm-way@1' });
  const { id: _id, code: _code, version: _version, ...content } = draft.content;
  const withFile = (file: string) => ({
    ...content,
    sessions: [{ ...content.sessions[0], files: [file] }, ...content.sessions.slice(1)],
  });
  const url = `/api/v1/playbook-drafts/${draft.id}`;
  for (const absent of [newId(), await must(add(worker))]) {
    const refused = await worker.call('PATCH', url, { content: withFile(absent) }, { 'if-match': '"1"' });
    expect(refused).toMatchObject({ status: 400, body: { code: 'unknown_material' } });
    expect(refused.body.errors[0].path).toBe('/content/sessions/0/files/0');
  }
  const saved = await worker.call('PATCH', url, { content: withFile(id) }, { 'if-match': '"1"' });
  expect(saved.body.content.sessions[0].files).toEqual([id]);
});

it('what an earlier version kept in the database is moved once, is loaded as before, and is open nowhere', async () => {
  const old = Buffer.from(`%PDF-1.4\n旧版本的资料${'x'.repeat(200_000)}`);
  const ids = [newId(), newId()];
  for (const id of ids) {
    await server.admin.query(
      `insert into material (id, organisation_id, title, language, licence, source, file_name, media_type, bytes, sha256, added_at)
       values ($1, $2, '旧卡片', 'zh', 'CC-BY-4.0', '本机构', '旧卡片.pdf', 'application/pdf', $3, 'x', now())`,
      [id, home.id, old.length],
    );
    await server.admin.query('insert into material_file values ($1, $2)', [id, old]);
  }
  const steps: string[] = [];
  const { adminUrl, masterKeys } = server;
  const { blobs } = server.services;
  // the store fails at the second: the first is through, and the next start goes on
  let puts = 0;
  const failing = {
    put: (...object: Parameters<typeof blobs.put>) =>
      (puts += 1) === 2 ? Promise.reject(new Error('full')) : blobs.put(...object),
    get: blobs.get.bind(blobs),
    delete: blobs.delete.bind(blobs),
    list: blobs.list.bind(blobs),
  };
  const move = (store: typeof blobs) =>
    moveMaterialFiles({ adminUrl, masterKeys, blobs: store }, (state) => steps.push(state));
  await expect(move(failing)).rejects.toThrow('full');
  expect((await server.admin.query('select from material_file')).rowCount).toBe(1);
  await move(blobs);
  await move(blobs);
  expect(steps).toEqual(['started', 'started', 'finished']);
  expect((await server.admin.query('select from material_file')).rowCount).toBe(0);
  for (const id of ids) {
    const file = await neighbour.call('GET', `/api/v1/materials/${id}/file`);
    expect(file.body).toBe(old.toString('utf8'));
  }
  expect(await server.files.sweep(home.id)).toEqual({ deleted: 0, missing: 0 });
});
