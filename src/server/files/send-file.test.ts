import { once } from 'node:events';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fastify } from 'fastify';
import { expect, it } from 'vitest';
import { LocalBlobs } from '../platform/blobs/local-blobs.ts';
import { openSegments, sealSegments } from '../platform/blobs/segments.ts';
import { dispositionOf, rangeOf, sendFile } from './send-file.ts';

it.each(['before it is opened', 'before it is read'])(
  'whoever hangs up %s leaves no file open',
  async (when) => {
    const folder = await mkdtemp(join(tmpdir(), 'nuantu-send-'));
    const store = new LocalBlobs(folder);
    const name = { organisationId: randomUUID(), id: randomUUID() };
    const blob = { name, fileKey: randomBytes(32), fileId: randomUUID(), bytes: 1_000_000 };
    await store.put(name, sealSegments(blob.fileKey, blob.fileId, name, randomBytes(blob.bytes)));
    const app = fastify();
    const answered = Promise.withResolvers<void>();
    app.get('/', async (request, reply) => {
      const file = { name: 'a.pdf', mediaType: 'application/pdf' as const, bytes: blob.bytes };
      const hangUp = async () => {
        request.raw.destroy();
        await once(reply.raw, 'close');
      };
      if (when === 'before it is opened') await hangUp();
      const stream = await sendFile(request, reply, {
        ...file,
        read: (range) => openSegments(store, blob, range),
      });
      if (when === 'before it is read') await hangUp();
      answered.resolve();
      return stream;
    });
    try {
      await expect(fetch(await app.listen({ port: 0 }))).rejects.toThrow('fetch failed');
      await answered.promise;
      await expect.poll(() => openBelow(folder)).toEqual([]);
    } finally {
      await app.close();
      await rm(folder, { recursive: true });
    }
  },
);

/** What of a folder this process holds open. */
async function openBelow(folder: string): Promise<string[]> {
  const numbers = await readdir('/proc/self/fd');
  const paths = await Promise.all(
    numbers.map((number) => readlink(`/proc/self/fd/${number}`).catch(() => '')),
  );
  return paths.filter((path) => path.startsWith(folder));
}

it('a name stands in the header in its own letters and in plain ones, and nothing in it ends the header', () => {
  expect(dispositionOf('inline', '同意书 (1).jpg')).toBe(
    `inline; filename="___ (1).jpg"; filename*=UTF-8''%E5%90%8C%E6%84%8F%E4%B9%A6%20%281%29.jpg`,
  );
  expect(dispositionOf('attachment', 'a"; filename=b.html\u{20bb7}%41.pdf')).toBe(
    `attachment; filename="a_; filename=b.html___41.pdf"; filename*=UTF-8''a%22%3B%20filename%3Db.html%F0%A0%AE%B7%2541.pdf`,
  );
});

it('a name that begins with half a letter is sent as well', () => {
  expect(dispositionOf('inline', '\udfb7.jpg')).toBe(
    `inline; filename="_.jpg"; filename*=UTF-8''%EF%BF%BD.jpg`,
  );
});

it.each([
  ['bytes=0-99', { start: 0, end: 99 }],
  ['bytes=900-', { start: 900, end: 999 }],
  ['bytes=-10', { start: 990, end: 999 }],
  ['bytes=-5000', { start: 0, end: 999 }],
  ['bytes=990-5000', { start: 990, end: 999 }],
  ['bytes=0-1,5-6', undefined],
  ['lines=0-1', undefined],
  ['bytes=-', undefined],
  [undefined, undefined],
])('%s of a thousand bytes is %j', (header, range) => {
  expect(rangeOf(header, 1000)).toEqual(range);
});

it.each(['bytes=1000-', 'bytes=5-4', 'bytes=-0'])('%s is outside of it', (header) => {
  expect(() => rangeOf(header, 1000)).toThrow('range_unsatisfiable');
});
