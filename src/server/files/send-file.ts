import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isShown } from '../../domain/files/media-type.ts';
import type { ByteRange } from '../platform/blobs/blob-store.ts';
import { AppError } from '../platform/work/errors.ts';
import type { OpenedFile } from './read-files.ts';

/**
 * What a browser may do with a file of somebody else's making: nothing. Its own viewer for PDF does not open in a sandbox, and
 * runs nothing of the document in our name.
 */
const POLICY = "default-src 'none'; frame-ancestors 'none'";
const SANDBOX = `${POLICY}; sandbox`;

/** Answers with a file, or with the range of it that was asked for, as it is opened. @throws AppError range_unsatisfiable */
export async function sendFile(
  { headers }: Pick<FastifyRequest, 'headers'>,
  reply: FastifyReply,
  file: OpenedFile,
): Promise<Readable> {
  const { mediaType, bytes, name } = file;
  const range = rangeOf(headers.range, bytes);
  const parts = file.read(range);
  // a stream of which nothing was read yet ends no generator: when somebody hangs up, what it holds open is given back here
  const close = () => void parts.return(undefined).catch(() => undefined);
  reply.raw.once('close', close);
  // the first part before anything is said: what does not open is an error, and not half a file
  const first = await parts.next();
  if (reply.raw.destroyed) close();
  const disposition = isShown(mediaType) ? 'inline' : 'attachment';
  reply.headers({
    'content-type': mediaType === 'text/plain' ? 'text/plain; charset=utf-8' : mediaType,
    'content-disposition': dispositionOf(disposition, name),
    'content-security-policy': mediaType === 'application/pdf' ? POLICY : SANDBOX,
    'content-length': String(range === undefined ? bytes : range.end - range.start + 1),
    'accept-ranges': 'bytes',
    'cross-origin-resource-policy': 'same-origin',
  });
  if (range !== undefined)
    reply.status(206).header('content-range', `bytes ${range.start}-${range.end}/${bytes}`);
  return Readable.from(
    (async function* () {
      if (first.done !== true) yield first.value;
      yield* parts;
    })(),
    { objectMode: false },
  );
}

/** RFC 6266, with the name in any language (RFC 8187) and one in plain letters for whoever knows no other. */
export function dispositionOf(disposition: 'inline' | 'attachment', name: string): string {
  const plain = name.replaceAll(/[^\u0020-\u007e]|["\\%]/g, '_');
  // an earlier version cut long names within a letter
  const encoded = encodeURIComponent(name.toWellFormed()).replaceAll(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${disposition}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

/** One range (RFC 9110); several, or another unit, are answered with the whole. @throws AppError range_unsatisfiable */
export function rangeOf(header: string | undefined, bytes: number): ByteRange | undefined {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === undefined || to === undefined || from + to === '') return undefined;
  const start = from === '' ? Math.max(0, bytes - Number(to)) : Number(from);
  const end = from === '' || to === '' ? bytes - 1 : Math.min(Number(to), bytes - 1);
  if (start > end) throw new AppError('range_unsatisfiable');
  return { start, end };
}
