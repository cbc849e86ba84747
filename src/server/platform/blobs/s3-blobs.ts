import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { AwsClient } from 'aws4fetch';
import {
  BlobStoreFailure,
  type BlobName,
  type BlobStore,
  type ByteRange,
  type StoredBlob,
} from './blob-store.ts';

export interface S3Settings {
  /** where the store answers, with the bucket as the first part of the path */
  readonly url: string;
  readonly region: string;
  readonly keyId: string;
  readonly secret: string;
}

/** A store that is not there must not hold up whoever asks for a file: until it answers, and for each part of what it says. */
const TIMEOUT_MS = 30_000;

/** Objects in a bucket that speaks S3 (path style, Signature Version 4). */
export class S3Blobs implements BlobStore {
  readonly #bucket: string;
  readonly #client: AwsClient;
  readonly #timeoutMs: number;

  constructor({ url, region, keyId, secret }: S3Settings, timeoutMs = TIMEOUT_MS) {
    this.#timeoutMs = timeoutMs;
    this.#bucket = url.replace(/\/+$/, '');
    this.#client = new AwsClient({
      accessKeyId: keyId,
      secretAccessKey: secret,
      region,
      service: 's3',
      // whoever waits tries again: what is tried here would add up
      retries: 0,
    });
  }

  /** In memory: S3 wants the length and the digest beforehand, and no object is larger than a file may be. */
  async put(name: BlobName, parts: Iterable<Buffer>): Promise<void> {
    const body = Buffer.concat([...parts]);
    const digest = createHash('sha256').update(body).digest('hex');
    const headers = { 'content-type': 'application/octet-stream', 'x-amz-content-sha256': digest };
    const answer = await this.#ask(this.#addressOf(name), { method: 'PUT', headers, body });
    await drained(answer);
  }

  async get(name: BlobName, range?: ByteRange): Promise<Readable | undefined> {
    const headers = range === undefined ? {} : { range: `bytes=${range.start}-${range.end}` };
    const answer = await this.#ask(this.#addressOf(name), { method: 'GET', headers }, true);
    if (answer.status === 404) {
      await drained(answer);
      return undefined;
    }
    return answer.body === null ? Readable.from([]) : Readable.fromWeb(answer.body as never);
  }

  async delete(name: BlobName): Promise<void> {
    await drained(await this.#ask(this.#addressOf(name), { method: 'DELETE' }, true));
  }

  async *list(organisationId: string): AsyncGenerator<StoredBlob> {
    const prefix = `${organisationId}/`;
    let next: string | undefined = '';
    while (next !== undefined) {
      const query = new URLSearchParams({
        'list-type': '2',
        prefix,
        ...(next === '' ? {} : { 'continuation-token': next }),
      });
      const text: string = await (
        await this.#ask(`${this.#bucket}?${query.toString()}`, { method: 'GET' })
      ).text();
      for (const [, entry = ''] of text.matchAll(/<Contents>(.*?)<\/Contents>/gs)) {
        const id = memberOf(entry, 'Key')?.slice(prefix.length);
        const since = memberOf(entry, 'LastModified');
        const bytes = Number(memberOf(entry, 'Size'));
        if (id !== undefined && since !== undefined) yield { id, since: new Date(since), bytes };
      }
      next = memberOf(text, 'NextContinuationToken');
    }
  }

  #addressOf({ organisationId, id }: BlobName): string {
    return `${this.#bucket}/${organisationId}/${id}`;
  }

  async #ask(url: string, init: RequestInit, mayBeMissing = false): Promise<Response> {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), this.#timeoutMs);
    const said = await this.#client
      .fetch(url, { ...init, signal: patience.signal })
      .catch(() => {
        throw new BlobStoreFailure('unreachable');
      })
      .finally(() => clearTimeout(timer));
    const answer = watched(said, patience, this.#timeoutMs);
    if (answer.ok || (answer.status === 404 && mayBeMissing)) return answer;
    await drained(answer);
    throw new BlobStoreFailure(`status_${answer.status}`);
  }
}

/** Gives up a body of which no part comes for so long; whoever reads it slowly may take the time. */
function watched(answer: Response, patience: AbortController, timeoutMs: number): Response {
  if (answer.body === null) return answer;
  const reader = answer.body.getReader();
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const timer = setTimeout(() => patience.abort(), timeoutMs);
      try {
        const { done, value } = await reader.read();
        if (done) controller.close();
        else controller.enqueue(value);
      } catch {
        controller.error(new BlobStoreFailure('cut'));
      } finally {
        clearTimeout(timer);
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
  return new Response(body, { status: answer.status });
}

/** A member of the XML that S3 answers with. */
function memberOf(xml: string, name: string): string | undefined {
  const [, text] = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml) ?? [];
  return text
    ?.replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

/** The connection is free once its answer was read. */
async function drained(answer: Response): Promise<void> {
  await answer.arrayBuffer();
}
