import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface S3Server {
  /** with the bucket */
  readonly url: string;
  readonly keyId: string;
  readonly secret: string;
  /** path below the bucket → what lies there */
  readonly objects: Map<string, Buffer>;
  /** what it refused, and why */
  readonly refused: string[];
  /** it answers nobody for now */
  isClosed: boolean;
  close(): Promise<void>;
}

const BUCKET = '/files';
const PAGE = 2;

/** A store that speaks as much S3 as is asked of it, and recomputes every signature (AWS Signature Version 4) itself. */
export async function startS3(): Promise<S3Server> {
  const objects = new Map<string, Buffer>();
  const refused: string[] = [];
  const keyId = 'AKIAEXAMPLE';
  const secret = 'a secret of the store';
  const server = createServer((request, response) => {
    void serve(request, response).catch(() => response.destroy());
  });
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    const body = Buffer.concat(parts);
    if (store.isClosed) {
      response.writeHead(503).end();
      return;
    }
    const why = whyRefused(request, body, keyId, secret);
    if (why !== undefined) {
      refused.push(why);
      response.writeHead(403).end('<Error><Code>SignatureDoesNotMatch</Code></Error>');
      return;
    }
    answer(request, response, body, objects);
  }
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const store: S3Server = {
    url: `http://127.0.0.1:${port}${BUCKET}`,
    keyId,
    secret,
    objects,
    refused,
    isClosed: false,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return store;
}

function answer(
  { method, url = '', headers }: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
  objects: Map<string, Buffer>,
): void {
  const { pathname, searchParams } = new URL(url, 'http://store');
  if (pathname === BUCKET) {
    response.end(listed(objects, searchParams));
    return;
  }
  const name = pathname.slice(BUCKET.length + 1);
  const there = objects.get(name);
  if (method === 'PUT') objects.set(name, body);
  if (method === 'DELETE') objects.delete(name);
  if (method !== 'GET') {
    response.writeHead(method === 'DELETE' ? 204 : 200).end();
    return;
  }
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '') ?? [];
  if (there === undefined) response.writeHead(404).end('<Error><Code>NoSuchKey</Code></Error>');
  else if (from === undefined) response.end(there);
  else response.writeHead(206).end(there.subarray(Number(from), Number(to) + 1));
}

function listed(objects: Map<string, Buffer>, query: URLSearchParams): string {
  const names = [...objects.keys()].filter((name) => name.startsWith(query.get('prefix') ?? '')).toSorted();
  const from = Number(query.get('continuation-token') ?? 0);
  const page = names.slice(from, from + PAGE);
  const next =
    from + PAGE < names.length ? `<NextContinuationToken>${from + PAGE}</NextContinuationToken>` : '';
  const entries = page.map(
    (name) =>
      `<Contents><Key>${name}</Key><LastModified>2026-11-01T00:00:00.000Z</LastModified><Size>${objects.get(name)?.length}</Size></Contents>`,
  );
  return `<ListBucketResult>${entries.join('')}${next}</ListBucketResult>`;
}

const sha256 = (text: Buffer | string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: Buffer | string, text: string) => createHmac('sha256', key).update(text).digest();

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html */
function whyRefused(
  request: IncomingMessage,
  body: Buffer,
  keyId: string,
  secret: string,
): string | undefined {
  const match =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      request.headers.authorization ?? '',
    );
  const [, id, day = '', region = '', signed = '', signature] = match ?? [];
  if (id !== keyId) return 'another key';
  const digest = String(request.headers['x-amz-content-sha256'] ?? '');
  if (request.method === 'PUT' && digest !== sha256(body)) return 'another content';
  if (!signed.split(';').includes('host')) return 'host not signed';
  const url = new URL(request.url ?? '', 'http://store');
  const query = [...url.searchParams]
    .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`)
    .toSorted()
    .join('&');
  const headers = signed.split(';').map((name) => `${name}:${String(request.headers[name]).trim()}\n`);
  const canonical = [request.method, url.pathname, query, headers.join(''), signed, digest].join('\n');
  const stamp = String(request.headers['x-amz-date']);
  const text = ['AWS4-HMAC-SHA256', stamp, `${day}/${region}/s3/aws4_request`, sha256(canonical)].join('\n');
  const key = ['s3', 'aws4_request'].reduce(
    (above, part) => hmac(above, part),
    hmac(hmac(`AWS4${secret}`, day), region),
  );
  return hmac(key, text).toString('hex') === signature ? undefined : 'another signature';
}
