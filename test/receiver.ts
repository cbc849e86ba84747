import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

/** A message as it came in at the other side. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/**
 * What the other side does with a message: the status that it answers, or nothing, an answer without end, one that says too
 * much in its headers, or a cut connection.
 */
export type Behaviour = number | 'silent' | 'endless' | 'boastful' | 'cut';

export interface TestReceiver {
  readonly url: string;
  readonly received: Received[];
  /** decides by what came in, and counts from 0 */
  behave: (received: Received, index: number) => Behaviour;
  /** how many are open */
  connections(): Promise<number>;
  close(): Promise<void>;
}

/** Another system on this computer: a real server that writes down what it gets. */
export async function startReceiver(): Promise<TestReceiver> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const message = {
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(parts).toString('utf8'),
      };
      received.push(message);
      answer(receiver.behave(message, received.length - 1), response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const receiver: TestReceiver = {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    behave: () => 204,
    connections: () =>
      new Promise((resolve, reject) => {
        server.getConnections((error, count) => (error === null ? resolve(count) : reject(error)));
      }),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return receiver;
}

function answer(behaviour: Behaviour, response: ServerResponse): void {
  if (behaviour === 'silent') return;
  if (behaviour === 'cut') response.destroy();
  else if (behaviour === 'boastful') response.writeHead(200, { boast: 'x'.repeat(100_000) }).end();
  else if (behaviour === 'endless') {
    response.writeHead(200);
    const more = () => {
      while (response.writable && response.write('x'.repeat(10_000)));
    };
    response.on('drain', more);
    more();
  } else response.writeHead(behaviour, LOCATION).end('thanks');
}

/** Whoever follows a redirection comes back here. */
const LOCATION = { location: '/elsewhere' };

/** As an integrator reads a message: by the public library, which knows nothing of ours. @throws where it is not ours */
export function verify(secret: string, { headers, body }: Received): Record<string, unknown> {
  return new Webhook(secret).verify(body, headers as Record<string, string>) as Record<string, unknown>;
}
