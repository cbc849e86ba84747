import { randomBytes } from 'node:crypto';
import { readdir, readFile, utimes } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import sharp from 'sharp';
import { Upload } from 'tus-js-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ClamdServer, startClamd } from '../../../test/clamd-server.ts';
import { must } from '../../../test/person-rows.ts';
import {
  makeOrganisation,
  makeUser,
  PASSWORD,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { copyDatabase, tablesWith } from '../../../test/stolen-copy.ts';
import { checkAll, goOn, upload, uploadHead } from '../../../test/uploads.ts';
import { newId } from '../platform/database/ids.ts';
import { scanWith } from './public.ts';

let clamd: ClamdServer;
let server: TestServer;
let home: TestOrganisation;
let worker: TestUser;
let supervisor: TestUser;
let cookie: string;
let port: number;
let photo: Buffer;

const PLACE = 'GPSLatitude-28-0-41';

beforeAll(async () => {
  clamd = await startClamd();
  server = await startTestServer({ scan: scanWith(clamd) });
  home = await makeOrganisation(server);
  worker = await makeUser(server, home, 'worker', [home.siteIds[0]]);
  supervisor = await makeUser(server, home, 'supervisor');
  await server.app.listen({ host: '127.0.0.1', port: 0 });
  ({ port } = server.app.server.address() as AddressInfo);
  const signedIn = await fetch(`http://127.0.0.1:${port}/api/v1/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: worker.username, password: PASSWORD }),
  });
  cookie = String(signedIn.headers.get('set-cookie')).split(';')[0] ?? '';
  photo = await takePhoto();
});
afterAll(async () => {
  await server.dispose();
  await clamd.close();
});

/** As a telephone takes it: 15 MB, lying on its side, with the place, the time and the telephone beside it. */
async function takePhoto(): Promise<Buffer> {
  const [width, height] = [2_720, 1_900];
  const noise = randomBytes(width * height * 3);
  return sharp(noise, { raw: { width, height, channels: 3 } })
    .withExif({
      IFD0: { Make: 'Cheap', Model: 'Phone', ImageDescription: PLACE },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '28/1 0/1 41/1',
        GPSLongitudeRef: 'E',
        GPSLongitude: '120/1 41/1 0/1',
      },
    })
    .withMetadata({ orientation: 6 })
    .jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
    .toBuffer();
}

async function consentOf() {
  const pupil = { name: '陈欣', birthDate: '2009-03-04', siteId: home.siteIds[0], workerIds: [worker.id] };
  const clientId = await must(worker.call('POST', '/api/v1/clients', pupil));
  const given = { purpose: 'service', givenBy: 'client', evidence: 'signed_form', givenOn: '2026-11-01' };
  const ownerId = await must(worker.call('POST', `/api/v1/clients/${clientId}/consents`, given));
  return { clientId, ownerId };
}

/** Sends what is left, and pulls the plug after so many bytes. */
async function sendAndCut(path: string, offset: number, bytes: number): Promise<void> {
  const request = httpRequest({
    host: '127.0.0.1',
    port,
    path,
    method: 'PATCH',
    headers: {
      cookie,
      'tus-resumable': '1.0.0',
      'upload-offset': String(offset),
      'content-type': 'application/offset+octet-stream',
      'content-length': String(photo.length - offset),
    },
  });
  request.on('error', () => undefined);
  const written = Promise.withResolvers<void>();
  const closed = Promise.withResolvers<void>();
  request.on('close', () => closed.resolve());
  request.write(photo.subarray(offset, offset + bytes), () => written.resolve());
  await written.promise;
  // what stood in the wires when they were cut nobody has
  await sleep(300);
  request.socket?.destroy();
  await closed.promise;
}

/** Every file below a folder, with its bytes. */
async function filesBelow(folder: string): Promise<Map<string, Buffer>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(await Promise.all(files.map(async (path) => [path, await readFile(path)] as const)));
}

/** Pieces of the photograph from here and there: whoever finds one has found it lying open. */
const probes = () =>
  Array.from({ length: 40 }, (_, index) => {
    const at = Math.floor((photo.length / 40) * index);
    return photo.subarray(at, at + 24);
  });

async function expectUnreadable(): Promise<void> {
  const files = await filesBelow(server.filesFolder);
  expect(files.size).toBeGreaterThan(0);
  for (const [path, bytes] of files)
    for (const probe of [...probes(), Buffer.from(PLACE), Buffer.from('JFIF'), Buffer.from('Exif')])
      expect(bytes.includes(probe), path).toBe(false);
}

it('a photograph goes on after a cut connection, is kept without what the camera wrote, and is gone with its person', async () => {
  expect(photo.length).toBeGreaterThan(12_000_000);
  expect(photo.length).toBeLessThan(20_000_000);
  expect(photo.includes(PLACE)).toBe(true);
  expect((await sharp(photo).metadata()).orientation).toBe(6);
  const { clientId, ownerId } = await consentOf();
  const id = newId();
  const head = uploadHead({ id, kind: 'consent', ownerId, name: '签字.jpg' }, photo.length);
  const url = `http://127.0.0.1:${port}/api/v1/uploads`;
  const begun = await fetch(url, { method: 'POST', headers: { ...head, cookie } });
  const path = begun.headers.get('location') ?? '';

  await sendAndCut(path, 0, 6_300_000);
  const asked = await fetch(`http://127.0.0.1:${port}${path}`, { method: 'HEAD', headers: { cookie } });
  const offset = Number(asked.headers.get('upload-offset'));
  // more than the whole pieces: what came last before the cut is kept as well
  expect(offset).toBeGreaterThan(6_000_000);
  expect(offset).toBeLessThanOrEqual(6_300_000);
  await expectUnreadable();

  // goes on with another program than ours, which knows tus
  const { promise: done, resolve, reject } = Promise.withResolvers<void>();
  new Upload(photo, {
    uploadUrl: `http://127.0.0.1:${port}${path}`,
    chunkSize: 2_500_000,
    headers: { cookie },
    onError: reject,
    onSuccess: () => resolve(),
  }).start();
  await done;
  await checkAll(server, home.id);

  const { body: list } = await supervisor.call('GET', `/api/v1/files?kind=consent&recordId=${clientId}`);
  expect(list.items).toMatchObject([
    { id, name: '签字.jpg', state: 'ready', mediaType: 'image/jpeg', hasPreview: true },
  ]);
  const kept = await server.app.inject({ url: `/api/v1/files/consent/${id}/content`, headers: { cookie } });
  expect(kept.headers['content-disposition']).toMatch(/^inline; /);
  const { width, height, exif, orientation } = await sharp(kept.rawPayload).metadata();
  // upright now
  expect({ width, height, exif, orientation }).toEqual({
    width: 1_900,
    height: 2_720,
    exif: undefined,
    orientation: undefined,
  });
  expect(kept.rawPayload.includes(PLACE)).toBe(false);
  const small = await server.app.inject({ url: `/api/v1/files/consent/${id}/preview`, headers: { cookie } });
  const preview = await sharp(small.rawPayload).metadata();
  expect([preview.format, preview.width, preview.height]).toEqual(['jpeg', 335, 480]);
  await expectUnreadable();
  // the pieces of the upload are there for whoever copies the store meanwhile, and go after a day
  expect((await filesBelow(server.filesFolder)).size).toBeGreaterThan(2);
  const longAgo = new Date(Date.now() - 25 * 3_600_000);
  await Promise.all(
    [...(await filesBelow(server.filesFolder)).keys()].map((file) => utimes(file, longAgo, longAgo)),
  );
  expect(await server.files.sweep(home.id)).toEqual({ deleted: 0, missing: 0 });
  await server.admin.query(`update file set next_check_at = next_check_at - interval '1 day' where id = $1`, [
    id,
  ]);
  expect((await server.files.sweep(home.id)).deleted).toBeGreaterThan(0);
  const files = await filesBelow(server.filesFolder);
  expect(files.size).toBe(2);
  expect([...files.keys()].filter((file) => file.includes('签字'))).toEqual([]);
  const copy = await copyDatabase(server.admin);
  expect(tablesWith(copy, Buffer.from('签字.jpg'))).toEqual([]);

  const erased = await supervisor.call('POST', `/api/v1/clients/${clientId}/erase`, { reason: 'request' });
  expect(erased.status).toBe(200);
  for (const user of [worker, supervisor])
    for (const part of ['content', 'preview'])
      expect((await user.call('GET', `/api/v1/files/consent/${id}/${part}`)).status).toBe(404);
  await checkAll(server, home.id);
  expect((await filesBelow(server.filesFolder)).size).toBe(0);
  expect((await server.admin.query('select from file where id = $1', [id])).rowCount).toBe(0);
  const { rows } = await server.admin.query('select bytes from file_space where organisation_id = $1', [
    home.id,
  ]);
  expect(rows).toEqual([{ bytes: '0' }]);
});

it('what a cut leaves is kept where it is worth an object, and no file comes in more parts than a bad line needs', async () => {
  const { ownerId } = await consentOf();
  const head = uploadHead({ kind: 'consent', ownerId, name: '签字.jpg' }, photo.length);
  const url = `http://127.0.0.1:${port}/api/v1/uploads`;
  const begun = await fetch(url, { method: 'POST', headers: { ...head, cookie } });
  const path = begun.headers.get('location') ?? '';
  const offset = async () => (await worker.call('GET', path)).body.offset;
  await sendAndCut(path, 0, 10_000);
  expect(await offset()).toBe(0);
  await sendAndCut(path, 0, 40_000);
  expect(await offset()).toBe(40_000);
  const id = path.split('/').at(-1);
  await server.admin.query(
    `update file set pieces = (select jsonb_agg(each) from (select pieces -> 0 as each from generate_series(1, 1300)) as many) where id = $1`,
    [id],
  );
  const more = await goOn(worker, path, 40_000, photo.subarray(40_000, 40_001));
  expect(more).toMatchObject({ status: 409, body: { code: 'upload_pieces' } });
  expect((await worker.call('DELETE', path)).status).toBe(204);
  await checkAll(server, home.id);
});

it('an upload under way ends with its person: what came is unreadable and goes, what comes is refused', async () => {
  const { clientId, ownerId } = await consentOf();
  const head = uploadHead({ kind: 'consent', ownerId, name: '签字.jpg' }, photo.length);
  const url = `http://127.0.0.1:${port}/api/v1/uploads`;
  const begun = await fetch(url, { method: 'POST', headers: { ...head, cookie } });
  const path = begun.headers.get('location') ?? '';
  await sendAndCut(path, 0, 3_000_000);
  await supervisor.call('POST', `/api/v1/clients/${clientId}/erase`, { reason: 'request' });
  const goesOn = await fetch(`http://127.0.0.1:${port}${path}`, { method: 'HEAD', headers: { cookie } });
  expect(goesOn.status).toBe(404);
  await checkAll(server, home.id);
  // a piece that was being written meanwhile is named by no row, and deleted by whoever wrote it
  await expect.poll(async () => (await filesBelow(server.filesFolder)).size).toBe(0);
});

it('a person erased while a file is looked at leaves nothing of it', async () => {
  const { clientId, ownerId } = await consentOf();
  const id = await upload(worker, { kind: 'consent', ownerId, name: '签字.jpg' }, photo);
  const looking = Promise.withResolvers<void>();
  const erased = Promise.withResolvers<void>();
  clamd.answer = async () => {
    looking.resolve();
    await erased.promise;
    return 'stream: OK';
  };
  const checked = checkAll(server, home.id);
  await looking.promise;
  await supervisor.call('POST', `/api/v1/clients/${clientId}/erase`, { reason: 'request' });
  erased.resolve();
  await checked;
  await checkAll(server, home.id);
  expect((await server.admin.query('select from file where id = $1', [id])).rowCount).toBe(0);
  expect((await filesBelow(server.filesFolder)).size).toBe(0);
});

it('a person erased on the day of an upload leaves none of its pieces', async () => {
  const { clientId, ownerId } = await consentOf();
  const id = await upload(worker, { kind: 'consent', ownerId, name: '签字.jpg' }, photo);
  await checkAll(server, home.id);
  // what a backup names that copied the rows before
  expect((await filesBelow(server.filesFolder)).size).toBeGreaterThan(2);
  await supervisor.call('POST', `/api/v1/clients/${clientId}/erase`, { reason: 'request' });
  await checkAll(server, home.id);
  expect((await server.admin.query('select from file where id = $1', [id])).rowCount).toBe(0);
  expect((await filesBelow(server.filesFolder)).size).toBe(0);
});
