import { randomBytes } from 'node:crypto';
import { Document, Packer, Paragraph } from 'docx';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ClamdServer, startClamd } from '../../../test/clamd-server.ts';
import { must } from '../../../test/person-rows.ts';
import { type S3Server, startS3 } from '../../../test/s3-server.ts';
import {
  makeOrganisation,
  makeUser,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { begin, checkAll, goOn, upload } from '../../../test/uploads.ts';
import { S3Blobs } from '../platform/blobs/s3-blobs.ts';
import { scanWith } from './public.ts';

let s3: S3Server;
let clamd: ClamdServer;
let server: TestServer;
let home: TestOrganisation;
let worker: TestUser;
let clientId: string;

/** Over a bucket, with a scanner. */
beforeAll(async () => {
  s3 = await startS3();
  clamd = await startClamd();
  const blobs = new S3Blobs({ ...s3, region: 'cn-north-1' });
  server = await startTestServer({ blobs, scan: scanWith(clamd) });
  home = await makeOrganisation(server);
  worker = await makeUser(server, home, 'worker', [home.siteIds[0]]);
  const pupil = { name: '陈欣', birthDate: '2009-03-04', siteId: home.siteIds[0] };
  clientId = await must(worker.call('POST', '/api/v1/clients', pupil));
});
afterAll(async () => {
  await server.dispose();
  await clamd.close();
  await s3.close();
});

async function addFile(name: string, content: Buffer): Promise<string> {
  const given = { purpose: 'service', givenBy: 'client', evidence: 'signed_form', givenOn: '2026-11-01' };
  const ownerId = await must(worker.call('POST', `/api/v1/clients/${clientId}/consents`, given));
  return upload(worker, { kind: 'consent', ownerId, name }, content);
}

async function viewOf(id: string) {
  const { body } = await worker.call('GET', `/api/v1/files?kind=consent&recordId=${clientId}`);
  return body.items.find((item: { id: string }) => item.id === id);
}

async function looked(name: string, content: Buffer) {
  const id = await addFile(name, content);
  await checkAll(server, home.id);
  return viewOf(id);
}

const contentOf = async (id: string): Promise<Buffer> => {
  const { body: me } = await worker.call('GET', '/api/v1/me');
  expect(me.user.id).toBe(worker.id);
  const { body } = await worker.call('GET', `/api/v1/files/consent/${id}/content`);
  return Buffer.from(body);
};

const picture = (width = 60, height = 40) =>
  sharp(randomBytes(width * height * 3), { raw: { width, height, channels: 3 } });

/** A PNG that says of itself that it is as large as that, and is a few bytes. */
async function bomb(width: number, height: number): Promise<Buffer> {
  const small = await picture(1, 1).png().toBuffer();
  small.writeUInt32BE(width, 16);
  small.writeUInt32BE(height, 20);
  small.writeUInt32BE(crc32(small.subarray(12, 29)), 29);
  return small;
}

/** Of PNG (ISO 15948, annex D). */
function crc32(bytes: Buffer): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

describe('what a file is', () => {
  it.each([
    ['page.jpg', Buffer.from('<!DOCTYPE html><script>alert(1)</script>'), 'type'],
    ['drawing.png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 'type'],
    ['programme.pdf', Buffer.from('MZ\u0090\u0000\u0003'), 'type'],
    ['archive.docx', Buffer.from('PK\u0003\u0004\u0014\u0000 any other archive'), 'type'],
    ['zeros.txt', Buffer.alloc(2_000), 'type'],
    ['half.jpg', Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'), 'picture_broken'],
    ['apple.jpg', Buffer.from('0000001c66747970686569630000000068656963', 'hex'), 'heic'],
  ])('is told by its bytes: %s is refused', async (name, content, refusal) => {
    expect(await looked(name, content)).toMatchObject({ name, state: 'refused', refusal, mediaType: null });
  });

  it('of huge dimensions in few bytes is refused before it is decoded', async () => {
    expect(await looked('a.png', await bomb(60_000, 60_000))).toMatchObject({ refusal: 'picture_too_large' });
    expect(await looked('b.png', await bomb(9_000, 9_000))).toMatchObject({ refusal: 'picture_too_large' });
  });

  it('is a picture drawn anew: what hides in it or behind it is gone', async () => {
    const jpeg = await picture().jpeg().toBuffer();
    const hidden = Buffer.from('<script>alert(1)</script>PK\u0003\u0004');
    const comment = Buffer.concat([
      Buffer.from('fffe0020', 'hex'),
      Buffer.from('<?php system($_GET[0]);?>    '),
    ]);
    const polyglot = Buffer.concat([jpeg.subarray(0, 2), comment, Buffer.alloc(1), jpeg.subarray(2), hidden]);
    const view = await looked('两样.html', polyglot);
    expect(view).toMatchObject({ state: 'ready', mediaType: 'image/jpeg', name: '两样.html.jpg' });
    const kept = await contentOf(view.id);
    for (const part of ['script', 'php', 'PK\u0003\u0004']) expect(kept.includes(part), part).toBe(false);
  });

  it.each([
    ['a.gif', () => picture().gif().toBuffer(), 'image/png', 'a.gif.png'],
    ['a.webp', () => picture().webp().toBuffer(), 'image/webp', 'a.webp'],
    ['a.png', () => picture(5_000, 10).png().toBuffer(), 'image/png', 'a.png'],
    ['报告.docx', () => aDocument(), /wordprocessingml/, '报告.docx'],
    [
      'a.mp3',
      async () => Buffer.concat([Buffer.from('fffb9064', 'hex'), Buffer.alloc(413)]),
      'audio/mpeg',
      'a.mp3',
    ],
  ])('may be %s', async (name, make, mediaType, kept) => {
    const view = await looked(name, await make());
    expect(view).toMatchObject({ state: 'ready', name: kept });
    expect(view.mediaType).toMatch(mediaType);
  });
});

function aDocument(): Promise<Buffer> {
  return Packer.toBuffer(new Document({ sections: [{ children: [new Paragraph('同意书')] }] }));
}

describe('the scanner', () => {
  it('sees every file as it was sent, and what it finds harmful is refused, and deleted after a day', async () => {
    const harmful = Buffer.from('X5O!P%@AP EICAR-STANDARD-ANTIVIRUS-TEST-FILE!');
    const view = await looked('a.txt', harmful);
    expect(view).toMatchObject({ state: 'refused', refusal: 'infected' });
    expect(clamd.seen.at(-1)?.equals(harmful)).toBe(true);
    const read = () => server.admin.query('select pieces, content_id from file where id = $1', [view.id]);
    const [{ pieces, content_id: content }] = (await read()).rows;
    const object = `${home.id}/${pieces[0].id}`;
    expect([s3.objects.has(object), content]).toEqual([true, null]);
    await server.admin.query('update file set next_check_at = now() - interval $$1 second$$ where id = $1', [
      view.id,
    ]);
    await server.files.sweep(home.id);
    expect(s3.objects.has(object)).toBe(false);
    expect((await read()).rows).toEqual([{ pieces: [], content_id: null }]);
    expect((await worker.call('GET', `/api/v1/files/consent/${view.id}/content`)).status).toBe(404);
  });

  it.each([
    ['hangs up', () => undefined],
    ['says something else', () => 'INSTREAM size limit exceeded. ERROR'],
  ])('that %s leaves the file as it is: seen, read by nobody, tried again', async (_, answer) => {
    const usual = clamd.answer;
    clamd.answer = answer;
    const id = await addFile('a.txt', Buffer.from('同意'));
    await checkAll(server, home.id);
    expect(await viewOf(id)).toMatchObject({ state: 'unchecked', isDelayed: true });
    expect((await worker.call('GET', `/api/v1/files/consent/${id}/content`)).status).toBe(404);
    clamd.answer = usual;
    // not yet
    await checkAll(server, home.id);
    expect(await viewOf(id)).toMatchObject({ state: 'unchecked' });
    await server.admin.query('update file set next_check_at = now() - interval $$1 second$$ where id = $1', [
      id,
    ]);
    await checkAll(server, home.id);
    expect(await viewOf(id)).toMatchObject({ state: 'ready', isDelayed: false });
  });
});

describe('a bucket', () => {
  it('holds nothing that can be read, and no name', async () => {
    const view = await looked('陈欣的同意书.txt', Buffer.from('陈强同意陈欣参加小组活动'));
    expect((await contentOf(view.id)).toString()).toContain('陈强同意');
    const all = [...s3.objects].map(([name, bytes]) => Buffer.concat([Buffer.from(name), bytes]));
    expect(all.length).toBeGreaterThan(5);
    for (const object of all) expect(object.includes('陈')).toBe(false);
    expect(await server.files.sweep(home.id)).toEqual({ deleted: 0, missing: 0 });
  });

  it('that refuses for a while loses nothing: what was sent is to be sent again, from where it got', async () => {
    const given = { purpose: 'service', givenBy: 'client', evidence: 'signed_form', givenOn: '2026-11-01' };
    const ownerId = await must(worker.call('POST', `/api/v1/clients/${clientId}/consents`, given));
    const begun = await begin(worker, { kind: 'consent', ownerId, name: 'a.txt' }, 6);
    const url = String(begun.headers['location']);
    s3.isClosed = true;
    expect(await goOn(worker, url, 0, Buffer.from('同意'))).toMatchObject({
      status: 503,
      body: { code: 'unavailable' },
    });
    s3.isClosed = false;
    expect((await worker.call('HEAD', url)).headers['upload-offset']).toBe('0');
    expect((await goOn(worker, url, 0, Buffer.from('同意'))).status).toBe(204);
  });
});
