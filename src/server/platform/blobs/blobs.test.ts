import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type S3Server, startS3 } from '../../../../test/s3-server.ts';
import { StartError } from '../start/start-error.ts';
import type { BlobStore, BlobStoreFailure } from './blob-store.ts';
import { chooseStore } from './choose-store.ts';
import { LocalBlobs } from './local-blobs.ts';
import { S3Blobs } from './s3-blobs.ts';
import { openSegments, sealSegments } from './segments.ts';

const SEGMENT = 64 * 1024;
const ORGANISATION = '019a0000-0000-7000-8000-000000000001';
const folder = mkdtempSync(join(tmpdir(), 'nuantu-blobs-'));
let s3: S3Server;
let stores: Record<string, BlobStore>;

beforeAll(async () => {
  s3 = await startS3();
  stores = {
    local: new LocalBlobs(join(folder, 'files')),
    s3: new S3Blobs({ ...s3, region: 'cn-north-1' }),
  };
});
afterAll(async () => {
  await s3.close();
  rmSync(folder, { recursive: true });
});

const newName = () => ({ organisationId: ORGANISATION, id: randomUUID() });
async function allOf<Part>(parts: AsyncIterable<Part>): Promise<Part[]> {
  const all: Part[] = [];
  for await (const part of parts) all.push(part);
  return all;
}
const bytesOf = async (parts: AsyncIterable<Uint8Array>) => Buffer.concat(await allOf(parts));

describe.each(['local', 's3'])('the store %s', (kind) => {
  const store = () => stores[kind] as BlobStore;

  it('gives back what was put there, whole and in ranges, and lists and forgets it', async () => {
    const name = newName();
    const content = randomBytes(200_000);
    await store().put(name, [content.subarray(0, 70_000), content.subarray(70_000)]);
    const whole = await store().get(name);
    expect(whole && (await bytesOf(whole)).equals(content)).toBe(true);
    const part = await store().get(name, { start: 69_000, end: 71_000 });
    expect(part && (await bytesOf(part)).equals(content.subarray(69_000, 71_001))).toBe(true);
    const others = [newName(), newName(), newName()];
    for (const other of others) await store().put(other, [Buffer.from('x')]);
    await store().put({ organisationId: randomUUID(), id: randomUUID() }, [Buffer.from('y')]);
    const listed = await allOf(store().list(ORGANISATION));
    expect(listed.map(({ id }) => id).toSorted()).toEqual([name, ...others].map(({ id }) => id).toSorted());
    expect(listed.map(({ bytes }) => bytes).toSorted((a, b) => a - b)).toEqual([1, 1, 1, 200_000]);
    for (const each of [name, ...others, newName()]) await store().delete(each);
    expect(await store().get(name)).toBeUndefined();
    expect(await allOf(store().list(ORGANISATION))).toEqual([]);
  });

  it('has nothing of an organisation that has no file', async () => {
    expect(await allOf(store().list(randomUUID()))).toEqual([]);
  });
});

it('on the disk nobody else reads or lists anything, and no name tells what it is', async () => {
  const name = newName();
  await stores['local']?.put(name, [Buffer.from('x')]);
  const path = join(folder, 'files', ORGANISATION, name.id.slice(-2), name.id);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  for (const above of [join(path, '..'), join(path, '..', '..'), join(folder, 'files')])
    expect(statSync(above).mode & 0o777, above).toBe(0o700);
});

it('what the disk takes in part only is not put', async () => {
  const name = newName();
  // no file of this process grows beyond 64 blocks, as on a disk that becomes full while it is written
  const script = `import { LocalBlobs } from '${new URL('local-blobs.ts', import.meta.url).href}';
    process.on('SIGXFSZ', () => undefined);
    const store = new LocalBlobs(process.argv[1]);
    const put = store.put(JSON.parse(process.argv[2]), [Buffer.alloc(200_000)]);
    console.log(await put.then(() => 'put', ({ code }) => code));`;
  const call = ['-c', 'ulimit -f 64; exec "$@"', 'sh', process.execPath, '--input-type=module', '-e', script];
  const { stdout } = await promisify(execFile)('sh', [...call, join(folder, 'small'), JSON.stringify(name)]);
  expect(stdout.trim()).toBe('EFBIG');
  expect(await allOf(new LocalBlobs(join(folder, 'small')).list(ORGANISATION))).toEqual([]);
});

it('a bucket hears only who knows its secret, and its failures are told as codes', async () => {
  const wrong = new S3Blobs({ ...s3, secret: 'another', region: 'cn-north-1' });
  await expect(wrong.put(newName(), [Buffer.from('x')])).rejects.toMatchObject({ reason: 'status_403' });
  await expect(wrong.get(newName())).rejects.toMatchObject({ reason: 'status_403', code: 'ECONNSTORE' });
  expect(s3.refused).toEqual(['another signature', 'another signature']);
  const nowhere = new S3Blobs({ ...s3, url: 'http://127.0.0.1:1/files', region: 'cn-north-1' });
  await expect(nowhere.get(newName())).rejects.toMatchObject({ reason: 'unreachable' });
});

it.each([
  ['slow', 8, false],
  ['stuck', 3, false],
  ['cut', 3, true],
])('of a bucket that is %s what comes is read, and what does not is a failure', async (kind, sent, isCut) => {
  const slow = createServer((_, response) => {
    response.writeHead(200, { 'content-length': '8' });
    let parts = 0;
    const timer = setInterval(() => {
      response.write('x');
      parts += 1;
      if (parts < sent) return;
      clearInterval(timer);
      if (isCut) response.destroy();
    }, 100);
  });
  slow.listen(0, '127.0.0.1');
  await once(slow, 'listening');
  const url = `http://127.0.0.1:${(slow.address() as AddressInfo).port}/files`;
  // in all it takes longer than that
  const store = new S3Blobs({ ...s3, url, region: 'cn-north-1' }, 400);
  try {
    const read = store.get(newName()).then((found) => bytesOf(found ?? Readable.from([])));
    const told = read.then(String, ({ code, reason }: BlobStoreFailure) => `${code} ${reason}`);
    expect(await told).toBe(kind === 'slow' ? 'xxxxxxxx' : 'ECONNSTORE cut');
  } finally {
    slow.closeAllConnections();
    slow.close();
  }
});

describe('settings', () => {
  const url = 'https://s3.example.org/files';
  it.each([
    [{}, LocalBlobs],
    [{ NUANTU_S3_URL: ' ' }, LocalBlobs],
    [{ NUANTU_S3_URL: url, NUANTU_S3_KEY_ID: 'a', NUANTU_S3_SECRET: 'b' }, S3Blobs],
  ])('%j choose the store', (environment, store) => {
    expect(chooseStore(folder, environment)).toBeInstanceOf(store);
  });

  it.each([
    [{ NUANTU_S3_URL: url, NUANTU_S3_KEY_ID: 'a' }, 'store_setting_wanted'],
    [{ NUANTU_S3_URL: url }, 'store_setting_wanted'],
    [{ NUANTU_S3_URL: 'https://s3.example.org' }, 'store_address_invalid'],
    [{ NUANTU_S3_URL: 'https://user:secret@s3.example.org/files' }, 'store_address_invalid'],
    [{ NUANTU_S3_URL: 'ftp://s3.example.org/files' }, 'store_address_invalid'],
  ])('%j are refused', (environment, code) => {
    expect(() => chooseStore(folder, environment)).toThrow(StartError);
    expect(() => chooseStore(folder, environment)).toThrow(code);
  });
});

describe('segments', () => {
  const fileKey = randomBytes(32);
  const fileId = randomUUID();
  const store = () => stores['local'] as BlobStore;

  async function sealed(plain: Buffer, forKey = fileKey, forId = fileId) {
    const name = newName();
    const parts = [...sealSegments(forKey, forId, name, plain)];
    await store().put(name, parts);
    return { blob: { name, fileKey, fileId, bytes: plain.length }, parts };
  }
  const opened = (blob: Parameters<typeof openSegments>[1], range?: { start: number; end: number }) =>
    bytesOf(openSegments(store(), blob, range));

  it.each([0, 1, SEGMENT - 1, SEGMENT, SEGMENT + 1, 3 * SEGMENT])(
    '%d bytes open to themselves',
    async (bytes) => {
      const plain = randomBytes(bytes);
      const { blob, parts } = await sealed(plain);
      expect((await opened(blob)).equals(plain)).toBe(true);
      expect(parts).toHaveLength(Math.max(1, Math.ceil(bytes / SEGMENT)));
    },
  );

  it('any range opens to its bytes', async () => {
    const plain = randomBytes(3 * SEGMENT + 17);
    const { blob } = await sealed(plain);
    const index = fc.nat({ max: plain.length - 1 });
    await fc.assert(
      fc.asyncProperty(index, index, async (left, right) => {
        const [start, end] = [Math.min(left, right), Math.max(left, right)];
        expect((await opened(blob, { start, end })).equals(plain.subarray(start, end + 1))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('what is exchanged, left out, repeated, cut off, lengthened or changed does not open', async () => {
    const plain = randomBytes(3 * SEGMENT + 17);
    const { blob, parts } = await sealed(plain);
    const [first, second, third, last] = parts as [Buffer, Buffer, Buffer, Buffer];
    const flipped = Buffer.from(second);
    flipped[100] = (flipped[100] ?? 0) ^ 1;
    const attacks: Record<string, Buffer[]> = {
      exchanged: [second, first, third, last],
      'left out': [first, third, last],
      repeated: [first, second, second, last],
      'cut at a segment': [first, second, third],
      'cut in a segment': [first, second, third.subarray(0, 1_000)],
      empty: [],
      changed: [first, flipped, third, last],
    };
    for (const [what, changed] of Object.entries(attacks)) {
      await store().put(blob.name, changed);
      await expect(opened(blob), what).rejects.toThrow('does not open');
    }
    // what somebody put behind it is not read
    await store().put(blob.name, [...parts, last]);
    expect((await opened(blob)).equals(plain)).toBe(true);
    // cut, and the row's length with it: the last segment is not the last one
    await store().put(blob.name, [first, second]);
    await expect(opened({ ...blob, bytes: 2 * SEGMENT })).rejects.toThrow('does not open');
    await store().delete(blob.name);
    await expect(opened(blob)).rejects.toThrow('does not open');
  });

  it('one object in the place of another, or of another file, does not open', async () => {
    const plain = randomBytes(100);
    const { blob, parts } = await sealed(plain);
    const other = newName();
    await store().put(other, parts);
    await expect(opened({ ...blob, name: other })).rejects.toThrow('does not open');
    await expect(opened({ ...blob, fileId: randomUUID() })).rejects.toThrow('does not open');
    await expect(opened({ ...blob, fileKey: randomBytes(32) })).rejects.toThrow('does not open');
    expect((await opened(blob)).equals(plain)).toBe(true);
  });
});
