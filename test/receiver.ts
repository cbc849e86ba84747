import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

/** A message as it came in at the other side. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What the other side does with a message: the status that it answers, or nothing (`silent`), or a cut connection. */
export type Behaviour = number | 'silent' | 'cut';

export interface TestReceiver {
  readonly url: string;
  readonly received: Received[];
  /** decides by what came in, and counts from 0 */
  behave: (received: Received, index: number) => Behaviour | Promise<Behaviour>;
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
      void Promise.resolve(receiver.behave(message, received.length - 1)).then((behaviour) => {
        if (behaviour === 'cut') request.socket.destroy();
        else if (behaviour !== 'silent') response.writeHead(behaviour, LOCATION).end('thanks');
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const receiver: TestReceiver = {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    behave: () => 204,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return receiver;
}

/** Whoever follows a redirection comes back here. */
const LOCATION = { location: '/elsewhere' };

/** As an integrator reads a message: by the public library, which knows nothing of ours. @throws where it is not ours */
export function verify(secret: string, { headers, body }: Received): Record<string, unknown> {
  return new Webhook(secret).verify(body, headers as Record<string, string>) as Record<string, unknown>;
}
