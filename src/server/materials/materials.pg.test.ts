import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  makeOrganisation,
  makeUser,
  startTestServer,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';

let server: TestServer;
let worker: TestUser;
let supervisor: TestUser;
let neighbour: TestUser;

beforeAll(async () => {
  server = await startTestServer();
  const home = await makeOrganisation(server);
  worker = await makeUser(server, home, 'worker', [home.siteIds[0]]);
  supervisor = await makeUser(server, home, 'supervisor');
  neighbour = await makeUser(server, await makeOrganisation(server, '450200'), 'supervisor');
});
afterAll(() => server.dispose());

const about = {
  fileName: '情绪卡片.pdf',
  title: '情绪卡片',
  language: 'zh',
  licence: 'CC-BY-SA-4.0',
  source: '本机构制作',
};
const PDF = Buffer.from('%PDF-1.7\n情绪卡片');
const add = (user: TestUser, content: Buffer, more: object = {}) =>
  user.call('POST', `/api/v1/materials?${new URLSearchParams({ ...about, ...more }).toString()}`, content, {
    'content-type': 'application/octet-stream',
  });

it('a file is added with its licence, and every organisation can load the same bytes', async () => {
  const added = await add(worker, PDF);
  expect(added).toMatchObject({
    status: 201,
    body: { ...about, titleEn: null, mediaType: 'application/pdf', bytes: PDF.length, isWithdrawn: false },
  });
  const { body: list } = await neighbour.call('GET', '/api/v1/materials');
  expect(list.items.map(({ id }: { id: string }) => id)).toEqual([added.body.id]);
  const file = await neighbour.call('GET', `/api/v1/materials/${added.body.id}/file`);
  expect(file.body).toBe(PDF.toString('utf8'));
  expect(file.headers).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(about.fileName)}`,
    'x-content-type-options': 'nosniff',
  });
  // sent twice it is there once
  const again = await add(worker, PDF, { id: added.body.id });
  expect(again).toMatchObject({ status: 201, body: { id: added.body.id } });
  const other = await add(worker, Buffer.from('%PDF-other'), { id: added.body.id });
  expect(other).toMatchObject({ status: 409, body: { code: 'id_taken' } });
});

it('anything that is not a document or a picture by its bytes is refused, whatever its name', async () => {
  expect((await add(worker, Buffer.from('<html>'))).body.code).toBe('material_type');
  expect((await add(worker, Buffer.alloc(0))).body.code).toBe('material_empty');
  const wrong = await add(worker, PDF, { licence: 'GPL' });
  expect(wrong).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
  expect(wrong.body.errors[0].path).toBe('licence');
});

it('only its own organisation withdraws a file; sessions name files that are there', async () => {
  const { body: added } = await add(worker, PDF);
  expect((await neighbour.call('POST', `/api/v1/materials/${added.id}/withdraw`)).status).toBe(404);
  expect((await worker.call('POST', `/api/v1/materials/${added.id}/withdraw`)).status).toBe(403);
  const withdrawn = await supervisor.call('POST', `/api/v1/materials/${added.id}/withdraw`);
  expect(withdrawn.body.isWithdrawn).toBe(true);

  const { body: draft } = await worker.call('POST', '/api/v1/playbook-drafts', { from: 'warm-way@1' });
  const { id: _id, code: _code, version: _version, ...content } = draft.content;
  const withFile = (id: string) => ({
    ...content,
    sessions: [{ ...content.sessions[0], files: [id] }, ...content.sessions.slice(1)],
  });
  const url = `/api/v1/playbook-drafts/${draft.id}`;
  const unknown = { content: withFile('019a0000-0000-7000-8000-000000000000') };
  const refused = await worker.call('PATCH', url, unknown, { 'if-match': '"1"' });
  expect(refused).toMatchObject({ status: 400, body: { code: 'unknown_material' } });
  expect(refused.body.errors[0].path).toBe('/content/sessions/0/files/0');
  const saved = await worker.call('PATCH', url, { content: withFile(added.id) }, { 'if-match': '"1"' });
  expect(saved.body.content.sessions[0].files).toEqual([added.id]);
});
