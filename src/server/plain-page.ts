import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';

interface PageFile {
  readonly type: string;
  readonly bytes: Buffer;
  readonly zipped: Buffer;
  readonly etag: string;
  readonly isHashed: boolean;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

interface PlainPage {
  /** where it stands, without slashes */
  readonly place: string;
  /** as it was built */
  readonly folder: string;
  /** requests from one address */
  readonly perMinute: number;
}

/**
 * A page for people on old telephones, such as that which pupils answer on: a handful of files, read and packed once, so that a
 * whole school can open it at the same moment. It sets no cookie.
 */
export async function plainPageRoutes(
  app: FastifyInstance,
  { place, folder, perMinute }: PlainPage,
): Promise<void> {
  const names = await readdir(folder, { recursive: true });
  const files = new Map<string, PageFile>();
  for (const name of names) {
    const type = types[path.extname(name)];
    if (type === undefined) continue;
    const bytes = await readFile(path.join(folder, name));
    const address = `/${place}/${name.split(path.sep).join('/')}`.replace(/index\.html$/, '');
    files.set(address, {
      type,
      bytes,
      zipped: gzipSync(bytes, { level: 9 }),
      etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 16)}"`,
      isHashed: address.startsWith(`/${place}/assets/`),
    });
  }
  const config = { rateLimit: { max: perMinute, timeWindow: 60_000 } };
  const schema = { hide: true };
  for (const [address, file] of files) {
    app.get(address, { config, schema }, (request, reply) => {
      const cache = file.isHashed ? 'public, max-age=31536000, immutable' : 'no-cache';
      reply.header('cache-control', cache).header('etag', file.etag).header('vary', 'accept-encoding');
      if (request.headers['if-none-match'] === file.etag) return reply.status(304).send();
      const isZipped = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
      if (isZipped) reply.header('content-encoding', 'gzip');
      return reply.type(file.type).send(isZipped ? file.zipped : file.bytes);
    });
  }
  // the secret stands behind #, which a browser keeps to itself and carries along
  app.get(`/${place}`, { config, schema }, (_, reply) => reply.redirect(`/${place}/`, 302));
}
