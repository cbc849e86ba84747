import { randomUUID } from 'node:crypto';
import { mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
import { begin, checkAll, goOn, TUS, upload } from '../../../test/uploads.ts';
import { newId } from '../platform/database/ids.ts';
import { beginRotation, finishRotation } from '../platform/keys/key-rotation.ts';
import { newSealingKey } from '../platform/keys/sealing.ts';
import { organisationSealed } from '../sealed-columns.ts';
import { countNeglected } from './public.ts';
import { countBeside } from './sql.ts';

let server: TestServer;
let home: TestOrganisation;
let worker: TestUser;
let colleague: TestUser;
let supervisor: TestUser;
let elsewhere: TestUser;
let stranger: TestUser;

beforeAll(async () => {
  server = await startTestServer();
  home = await makeOrganisation(server);
  const [here, away] = home.siteIds;
  worker = await makeUser(server, home, 'worker', [here]);
  colleague = await makeUser(server, home, 'worker', [here]);
  elsewhere = await makeUser(server, home, 'worker', [away]);
  supervisor = await makeUser(server, home, 'supervisor');
  stranger = await makeUser(server, await makeOrganisation(server), 'supervisor');
});
afterAll(() => server.dispose());

const FORM = Buffer.from('陈强同意陈欣参加小组活动。\n'.repeat(40));

/** A pupil with a consent. */
async function consentOf(user = worker) {
  const pupil = { name: '陈欣', birthDate: '2009-03-04', siteId: home.siteIds[0] };
  const clientId = await must(user.call('POST', '/api/v1/clients', pupil));
  const given = { purpose: 'service', givenBy: 'client', evidence: 'signed_form', givenOn: '2026-11-01' };
  const ownerId = await must(user.call('POST', `/api/v1/clients/${clientId}/consents`, given));
  return { clientId, ownerId };
}

const listOf = async (user: TestUser, clientId: string) =>
  (await user.call('GET', `/api/v1/files?kind=consent&recordId=${clientId}`)).body.items;
const contentOf = (user: TestUser, id: string, kind = 'consent', headers?: Record<string, string>) =>
  user.call('GET', `/api/v1/files/${kind}/${id}/content`, undefined, headers);

describe('a file', () => {
  it('is sent in parts, looked at, listed and read by whoever reads what it hangs on', async () => {
    const { clientId, ownerId } = await consentOf();
    const begun = await begin(worker, { kind: 'consent', ownerId, name: '同意书.txt' }, FORM.length);
    expect(begun).toMatchObject({ status: 201, body: { offset: 0, bytes: FORM.length, state: 'uploading' } });
    const url = String(begun.headers['location']);
    const first = await goOn(worker, url, 0, FORM.subarray(0, 100));
    expect(first.status).toBe(204);
    expect(first.headers['upload-offset']).toBe('100');
    expect(Date.parse(String(first.headers['upload-expires']))).toBeGreaterThan(Date.now() + 80_000_000);
    const head = await worker.call('HEAD', url);
    expect(head.headers).toMatchObject({ 'upload-offset': '100', 'upload-length': String(FORM.length) });
    await goOn(worker, url, 100, FORM.subarray(100));
    expect(await listOf(worker, clientId)).toMatchObject([{ state: 'unchecked', mediaType: null }]);
    expect((await contentOf(worker, begun.body.id)).status).toBe(404);
    await checkAll(server, home.id);
    expect(await listOf(supervisor, clientId)).toMatchObject([
      {
        id: begun.body.id,
        ownerId,
        name: '同意书.txt',
        state: 'ready',
        mediaType: 'text/plain',
        addedBy: worker.id,
      },
    ]);
    const read = await contentOf(supervisor, begun.body.id);
    expect(read.body).toBe(FORM.toString('utf8'));
    expect(read.headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    expect(String(read.headers['content-disposition'])).toMatch(/^attachment; /);
    const { rows } = await server.admin.query(
      `select action, actor_id from audit_event where organisation_id = $1 and action like 'file.%'
       and $2 = any(subject_ids) order by at, id`,
      [home.id, clientId],
    );
    expect(rows.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['file.add', 'file.list', 'file.read']),
    );
  });

  it('is read in ranges', async () => {
    const { ownerId } = await consentOf();
    const long = Buffer.from('一二三四五六七八九十'.repeat(10_000));
    const id = await upload(worker, { kind: 'consent', ownerId, name: 'a.txt' }, long);
    await checkAll(server, home.id);
    const part = await contentOf(worker, id, 'consent', { range: 'bytes=131070-196613' });
    expect(part.status).toBe(206);
    expect(part.headers['content-range']).toBe(`bytes 131070-196613/${long.length}`);
    expect(Buffer.from(part.body).equals(long.subarray(131_070, 196_614))).toBe(true);
    expect((await contentOf(worker, id, 'consent', { range: 'bytes=900000-' })).status).toBe(416);
  });
});

describe('who may', () => {
  it('whoever does not read what a file hangs on neither lists, reads nor sends one', async () => {
    const { clientId, ownerId } = await consentOf();
    const about = { kind: 'consent', ownerId, name: 'a.txt' };
    const id = await upload(worker, about, FORM);
    await checkAll(server, home.id);
    for (const [who, user] of Object.entries({ elsewhere, stranger })) {
      expect((await begin(user, about, 10)).status, who).toBe(404);
      const listed = await user.call('GET', `/api/v1/files?kind=consent&recordId=${clientId}`);
      expect(listed.status, who).toBe(404);
      expect((await contentOf(user, id)).status, who).toBe(404);
      expect((await user.call('GET', `/api/v1/files/consent/${id}/preview`)).status, who).toBe(404);
      expect((await user.call('DELETE', `/api/v1/files/consent/${id}`)).status, who).toBe(404);
    }
    const administrator = await makeUser(server, home, 'administrator');
    expect((await begin(administrator, about, 10)).status).toBe(403);
    expect((await contentOf(administrator, id)).status).toBe(403);
    // by another kind's right
    expect((await contentOf(supervisor, id, 'encounter')).status).toBe(404);
    expect((await contentOf(supervisor, id, 'material')).status).toBe(404);
    expect((await contentOf(supervisor, id, 'secrets')).status).toBe(404);
    expect((await contentOf(colleague, id)).status).toBe(200);
  });

  it('a file of an encounter is read by whose case it is, not by everybody of the site', async () => {
    const { clientId } = await consentOf();
    const caseId = await must(worker.call('POST', '/api/v1/cases', { clientId }));
    const occurredAt = new Date(Date.now() - 60_000).toISOString();
    const contact = { caseId, kind: 'phone', occurredAt, minutes: 10, note: '' };
    const ownerId = await must(worker.call('POST', '/api/v1/encounters', contact));
    const id = await upload(worker, { kind: 'encounter', ownerId, name: '画.txt' }, FORM);
    await checkAll(server, home.id);
    expect((await contentOf(worker, id, 'encounter')).status).toBe(200);
    expect((await contentOf(supervisor, id, 'encounter')).status).toBe(200);
    expect((await contentOf(colleague, id, 'encounter')).status).toBe(404);
    // nor by the right to consents of the site
    expect((await contentOf(colleague, id, 'consent')).status).toBe(404);
    const listed = await worker.call('GET', `/api/v1/files?kind=encounter&recordId=${caseId}`);
    expect(listed.body.items).toMatchObject([{ id, ownerId }]);
  });

  it('an upload is gone on with, asked about and ended by whoever began it alone', async () => {
    const { ownerId } = await consentOf();
    const begun = await begin(worker, { kind: 'consent', ownerId, name: 'a.txt' }, FORM.length);
    const url = String(begun.headers['location']);
    for (const user of [colleague, supervisor, stranger]) {
      expect((await user.call('HEAD', url)).status).toBe(404);
      expect((await goOn(user, url, 0, FORM)).status).toBe(404);
      expect((await user.call('DELETE', url)).status).toBe(404);
    }
    for (let turn = 0; turn < 2; turn += 1) expect((await worker.call('DELETE', url)).status).toBe(204);
    expect((await goOn(worker, url, 0, FORM)).status).toBe(404);
  });

  it('what a colleague added is removed by a supervisor, and by whoever added it', async () => {
    const { clientId, ownerId } = await consentOf();
    const about = { kind: 'consent', ownerId, name: 'a.txt' };
    const [first, second] = [await upload(worker, about, FORM), await upload(worker, about, FORM)];
    await checkAll(server, home.id);
    const refused = await colleague.call('DELETE', `/api/v1/files/consent/${first}`);
    expect(refused).toMatchObject({ status: 403, body: { code: 'file_not_yours' } });
    // pressed twice, by each
    for (let turn = 0; turn < 2; turn += 1) {
      expect((await worker.call('DELETE', `/api/v1/files/consent/${first}`)).status).toBe(204);
      expect((await supervisor.call('DELETE', `/api/v1/files/consent/${second}`)).status).toBe(204);
    }
    expect((await colleague.call('DELETE', `/api/v1/files/consent/${first}`)).status).toBe(404);
    expect(await listOf(worker, clientId)).toEqual([]);
    await checkAll(server, home.id);
    const { rowCount } = await server.admin.query('select from file where client_id = $1', [clientId]);
    expect(rowCount).toBe(0);
  });

  it('an account that is suspended, or lost its role, sends nothing more', async () => {
    const leaving = await makeUser(server, home, 'worker', [home.siteIds[0]]);
    const { ownerId } = await consentOf(leaving);
    const begun = await begin(leaving, { kind: 'consent', ownerId, name: 'a.txt' }, FORM.length);
    const administrator = await makeUser(server, home, 'administrator');
    const change = { displayName: '离职', roles: [{ role: 'liaison', siteIds: [] }], status: 'active' };
    const changed = await administrator.call('PATCH', `/api/v1/accounts/${leaving.id}`, change, {
      'if-match': '"1"',
    });
    expect(changed.status).toBe(200);
    const sent = await goOn(leaving, String(begun.headers['location']), 0, FORM);
    expect([401, 403]).toContain(sent.status);
  });
});

describe('an upload', () => {
  it('begun twice with the same words is one, with other words it is refused', async () => {
    const { ownerId } = await consentOf();
    const about = { id: newId(), kind: 'consent', ownerId, name: 'a.txt' };
    const both = await Promise.all([begin(worker, about, 10), begin(worker, about, 10)]);
    expect(both.map(({ status, body }) => [status, body])).toEqual(
      both.map(() => [201, { id: about.id, offset: 0, bytes: 10, state: 'uploading' }]),
    );
    for (const [other, bytes] of [
      [about, 11],
      [{ ...about, name: 'b.txt' }, 10],
    ] as const)
      expect(await begin(worker, other, bytes)).toMatchObject({ status: 409, body: { code: 'id_taken' } });
    expect((await begin(colleague, about, 10)).status).toBe(409);
    const { rows } = await server.admin.query('select bytes from file where id = $1', [about.id]);
    expect(rows).toEqual([{ bytes: 10 }]);
  });

  it('begun again when it is over is the same with the same words, and is refused with others', async () => {
    const { ownerId } = await consentOf();
    const about = { id: newId(), kind: 'consent', ownerId, name: 'a.html' };
    await upload(worker, about, FORM);
    for (const state of ['unchecked', 'ready']) {
      expect(await begin(worker, about, FORM.length)).toMatchObject({
        status: 201,
        body: { id: about.id, state, offset: FORM.length },
      });
      expect(await begin(worker, about, FORM.length + 1)).toMatchObject({ body: { code: 'id_taken' } });
      const other = { ...about, name: 'a.html.txt' };
      expect(await begin(worker, other, FORM.length)).toMatchObject({ body: { code: 'id_taken' } });
      await checkAll(server, home.id);
    }
  });

  it('begun twice at the very same time is one, where it is the last that there is room for', async () => {
    const { ownerId } = await consentOf();
    const about = { kind: 'consent', ownerId, name: 'a.txt' };
    for (let files = 0; files < 9; files += 1) await begin(worker, about, 10);
    const id = newId();
    // both have read that it is not there, and wait for the room
    await server.admin.query('begin');
    await server.admin.query('select from file_space where organisation_id = $1 for update', [home.id]);
    const both = [0, 1].map(() => begin(worker, { ...about, id }, 10));
    await untilWaiting(server, 2);
    await server.admin.query('commit');
    for (const { status, body } of await Promise.all(both))
      expect({ status, body }).toEqual({
        status: 201,
        body: { id, offset: 0, bytes: 10, state: 'uploading' },
      });
  });

  it('that two go on with from one place is gone on with by one of them', async () => {
    const { clientId, ownerId } = await consentOf();
    const begun = await begin(worker, { kind: 'consent', ownerId, name: 'a.txt' }, FORM.length);
    const url = String(begun.headers['location']);
    const half = Math.floor(FORM.length / 2);
    const both = await Promise.all([0, 1].map(() => goOn(worker, url, 0, FORM.subarray(0, half))));
    expect(new Set(both.map(({ status }) => status))).toEqual(new Set([204, 409]));
    expect((await worker.call('HEAD', url)).headers['upload-offset']).toBe(String(half));
    expect((await goOn(worker, url, half - 1, FORM.subarray(half - 1))).body.code).toBe('upload_offset');
    expect((await goOn(worker, url, half, FORM)).body.code).toBe('file_too_large');
    await goOn(worker, url, half, FORM.subarray(half));
    await checkAll(server, home.id);
    const [{ id }] = await listOf(worker, clientId);
    expect((await contentOf(worker, id)).body).toBe(FORM.toString('utf8'));
    // the piece of the one that came second is nobody's, and is gone
    expect((await storedOf(home.id)).length).toBe(await namedObjects());
  });

  it('says what is wrong with it before anything is sent', async () => {
    const { ownerId } = await consentOf();
    const about = { kind: 'consent', ownerId, name: 'a.txt' };
    expect((await begin(worker, about, 0)).body.code).toBe('file_empty');
    expect((await begin(worker, about, 20_000_001)).body.code).toBe('file_too_large');
    expect((await begin(worker, { ...about, name: '' }, 10)).body.code).toBe('upload_invalid');
    expect((await begin(worker, { ...about, name: 'a\u0000b' }, 10)).body.code).toBe('upload_invalid');
    expect((await begin(worker, { ...about, ownerId: 'x' }, 10)).body.code).toBe('upload_invalid');
    expect((await worker.call('POST', '/api/v1/uploads')).body.code).toBe('tus_version');
    const begun = await begin(worker, { ...about, name: 'C:\\照片\\同意书.txt' }, FORM.length);
    const url = String(begun.headers['location']);
    const json = await worker.call(
      'PATCH',
      url,
      { a: 1 },
      { 'tus-resumable': '1.0.0', 'upload-offset': '0' },
    );
    expect(json.body.code).toBe('unsupported_media_type');
  });

  it('takes no more files at one place than belong there, and no more of one account than it will finish', async () => {
    const { ownerId } = await consentOf();
    const about = { kind: 'consent', ownerId, name: 'a.txt' };
    const answers = await Promise.all(Array.from({ length: 12 }, () => begin(worker, about, 10)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(10);
    expect(answers.find(({ status }) => status !== 201)?.body.code).toBe('files_too_many');
    const busy = await makeUser(server, home, 'worker', [home.siteIds[0]]);
    const codes = new Set<string>();
    for (let consents = 0; consents < 2; consents += 1) {
      const other = await consentOf(busy);
      for (let files = 0; files < 6; files += 1)
        codes.add((await begin(busy, { ...about, ownerId: other.ownerId }, 20_000_000)).body.code);
    }
    expect([...codes]).toEqual([undefined, 'uploads_too_many']);
  });

  it('whose last piece comes while it is ended becomes a file, and is not ended', async () => {
    const { clientId, ownerId } = await consentOf();
    const id = await upload(worker, { kind: 'consent', ownerId, name: 'a.txt' }, FORM);
    // as it was before its last piece, which comes by another server
    await server.admin.query(`update file set state = 'uploading' where id = $1`, [id]);
    await server.admin.query('begin');
    await server.admin.query(`update file set state = 'unchecked' where id = $1`, [id]);
    const ended = worker.call('DELETE', `/api/v1/uploads/consent/${id}`, undefined, TUS);
    await untilWaiting(server, 1);
    await server.admin.query('commit');
    expect((await ended).status).toBe(404);
    await checkAll(server, home.id);
    expect(await listOf(worker, clientId)).toMatchObject([{ id, state: 'ready' }]);
  });

  it('that is not finished in a day goes, with the room that it took', async () => {
    const { clientId, ownerId } = await consentOf();
    const before = await usedBytes();
    const begun = await begin(worker, { kind: 'consent', ownerId, name: 'a.txt' }, FORM.length);
    await goOn(worker, String(begun.headers['location']), 0, FORM.subarray(0, 100));
    expect(await usedBytes()).toBe(before + FORM.length);
    await server.admin.query(`update file set expires_at = now() - interval '1 minute' where id = $1`, [
      begun.body.id,
    ]);
    await checkAll(server, home.id);
    expect(await listOf(worker, clientId)).toEqual([]);
    expect(await usedBytes()).toBe(before);
    expect((await storedOf(home.id)).length).toBe(await namedObjects());
  });
});

it('what is counted while others wait is found by indexes', async () => {
  const [organisationId, ownerId, addedBy] = [home.id, newId(), worker.id];
  const { text, values } = countBeside({
    organisationId,
    kind: 'consent',
    ownerId,
    recordId: ownerId,
    addedBy,
  });
  // the tables of a test are too small for an index to be worth it
  await server.admin.query('set enable_seqscan = off');
  const { rows } = await server.admin.query(`explain ${text}`, [...values]);
  await server.admin.query('reset enable_seqscan');
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  expect(plan).toMatch(/file_record_idx[^]*Cond: .*record_id = .* AND \(kind = /);
  expect(plan).toMatch(/file_open_idx[^]*Cond: .*state = 'uploading'/);
});

describe('the room of an organisation', () => {
  it('is taken once by two who begin at once, told to the administrator, and given back', async () => {
    const small = await startTestServer({ fileQuotaBytes: 1_000 });
    try {
      const organisation = await makeOrganisation(small);
      const user = await makeUser(small, organisation, 'worker', [organisation.siteIds[0]]);
      const pupil = { name: '陈欣', birthDate: '2009-03-04', siteId: organisation.siteIds[0] };
      const clientId = await must(user.call('POST', '/api/v1/clients', pupil));
      const given = { purpose: 'service', givenBy: 'client', evidence: 'signed_form', givenOn: '2026-11-01' };
      const ownerId = await must(user.call('POST', `/api/v1/clients/${clientId}/consents`, given));
      const about = { kind: 'consent', ownerId, name: 'a.txt' };
      expect((await begin(user, about, 1_001)).body.code).toBe('file_space_full');
      const both = await Promise.all([begin(user, about, 600), begin(user, about, 600)]);
      expect(new Set(both.map(({ status }) => status))).toEqual(new Set([201, 409]));
      expect(both.find(({ status }) => status === 409)?.body.code).toBe('file_space_full');
      const administrator = await makeUser(small, organisation, 'administrator');
      const space = await administrator.call('GET', '/api/v1/file-space');
      expect(space.body).toMatchObject({ usedBytes: 600, quotaBytes: 1_000, files: 0, delayed: 0 });
      const url = String(both.find(({ status }) => status === 201)?.headers['location']);
      await user.call('DELETE', url);
      await checkAll(small, organisation.id);
      expect((await administrator.call('GET', '/api/v1/file-space')).body.usedBytes).toBe(0);
    } finally {
      await small.dispose();
    }
  });
});

async function storedOf(organisationId: string): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of server.services.blobs.list(organisationId)) ids.push(id);
  return ids;
}

/** How many objects the rows of the organisation name. */
async function namedObjects(): Promise<number> {
  const { rows } = await server.admin.query(
    `select coalesce(sum(jsonb_array_length(pieces) + num_nonnulls(content_id, preview_id)), 0)::int as objects
     from file where organisation_id = $1`,
    [home.id],
  );
  return rows[0].objects;
}

async function usedBytes(): Promise<number> {
  const { rows } = await server.admin.query('select bytes from file_space where organisation_id = $1', [
    home.id,
  ]);
  return Number(rows[0]?.bytes ?? 0);
}

it('a rotation of the keys leaves every file readable, a person’s and one about nobody', async () => {
  const { ownerId } = await consentOf();
  const id = await upload(worker, { kind: 'consent', ownerId, name: 'a.txt' }, FORM);
  const material = { title: '卡片', language: 'zh', licence: 'CC-BY-SA-4.0', source: '本机构' };
  const materialId = await must(worker.call('POST', '/api/v1/materials', material));
  await upload(worker, { kind: 'material', ownerId: materialId, name: 'a.pdf' }, Buffer.from('%PDF-1.7'));
  await checkAll(server, home.id);
  const next = newSealingKey(2);
  const both = { current: next, byVersion: new Map([...server.masterKeys.byVersion, [2, next]]) };
  server.newestMasterKeys = both;
  const { database } = server.services;
  await beginRotation(database, both, [home.id], new Date());
  const rotated = await finishRotation(database, both, home.id, organisationSealed);
  expect(rotated.broken).toEqual([]);
  const { rows } = await server.admin.query(
    `select substring(organisation_sealed from 2 for 4) as version from file where owner_id = $1`,
    [materialId],
  );
  expect(rows[0].version.readUInt32BE()).toBe(2);
  expect((await contentOf(worker, id)).body).toBe(FORM.toString('utf8'));
  expect((await stranger.call('GET', `/api/v1/materials/${materialId}/file`)).body).toBe('%PDF-1.7');
});

it('what cannot be deleted keeps nobody’s file from being looked at, and what nobody looks at is counted', async () => {
  const { clientId, ownerId } = await consentOf();
  const about = { kind: 'consent', ownerId, name: 'a.txt' };
  const removed = await upload(worker, about, FORM);
  await checkAll(server, home.id);
  const { rows } = await server.admin.query('select content_id from file where id = $1', [removed]);
  const object = rows[0].content_id;
  const path = join(server.filesFolder, home.id, object.slice(-2), object);
  await rm(path);
  await mkdir(path);
  await worker.call('DELETE', `/api/v1/files/consent/${removed}`);
  const id = await upload(worker, about, FORM);
  await server.admin.query(`update file set created_at = now() - interval '11 minutes' where id = $1`, [id]);
  expect(await listOf(worker, clientId)).toMatchObject([{ id, isDelayed: true }]);
  const administrator = await makeUser(server, home, 'administrator');
  expect((await administrator.call('GET', '/api/v1/file-space')).body.delayed).toBe(1);
  const { rows: told } = await server.admin.query<{ delayed: number }>(countNeglected([]).text, [[]]);
  expect(told[0]?.delayed).toBe(1);
  await checkAll(server, home.id);
  expect(await listOf(worker, clientId)).toMatchObject([{ id, state: 'ready', isDelayed: false }]);
  await rm(path, { recursive: true });
  await checkAll(server, home.id);
  expect((await server.admin.query('select from file where id = $1', [removed])).rowCount).toBe(0);
});

describe('store and rows', () => {
  it('are compared each day: what no row names goes after a day, what the store has no more is marked', async () => {
    const { ownerId } = await consentOf();
    const id = await upload(worker, { kind: 'consent', ownerId, name: 'a.txt' }, FORM);
    await checkAll(server, home.id);
    const { blobs } = server.services;
    const stray = { organisationId: home.id, id: randomUUID() };
    await blobs.put(stray, [Buffer.from('x')]);
    expect(await server.files.sweep(home.id)).toEqual({ deleted: 0, missing: 0 });
    const path = join(server.filesFolder, home.id, stray.id.slice(-2), stray.id);
    await utimes(path, new Date(), new Date(Date.now() - 25 * 3_600_000));
    await writeFile(`${path}.part`, 'half');
    await utimes(`${path}.part`, new Date(), new Date(Date.now() - 25 * 3_600_000));
    const { rows } = await server.admin.query('select content_id from file where id = $1', [id]);
    await blobs.delete({ organisationId: home.id, id: rows[0].content_id });
    expect(await server.files.sweep(home.id)).toEqual({ deleted: 2, missing: 1 });
    expect((await storedOf(home.id)).length).toBe((await namedObjects()) - 1);
    expect((await contentOf(worker, id)).status).toBe(500);
    const { rows: told } = await server.admin.query<{ missing: number }>(countNeglected([]).text, [[]]);
    expect(told[0]?.missing).toBe(1);
    // what is there in part is as good as lost
    const cut = { organisationId: home.id, id: rows[0].content_id };
    await blobs.put(cut, [Buffer.from('x')]);
    expect(await server.files.sweep(home.id)).toEqual({ deleted: 0, missing: 1 });
    // what was put back from a backup is missing no more
    await server.admin.query(`update file set state = 'ended' where id = $1`, [id]);
    await checkAll(server, home.id);
    expect(await server.files.sweep(home.id)).toEqual({ deleted: 0, missing: 0 });
  });
});
