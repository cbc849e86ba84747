import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

export interface ClamdServer {
  readonly host: string;
  readonly port: number;
  /** what was sent to it, whole */
  readonly seen: Buffer[];
  /** how it answers what it was sent; undefined: it hangs up */
  answer: (bytes: Buffer) => Promise<string | undefined> | string | undefined;
  close(): Promise<void>;
}

/** What clamd answers to INSTREAM (clamd(8)): bytes in parts with their length before each, an empty one at the end. */
export async function startClamd(): Promise<ClamdServer> {
  const server = createServer((socket) => void serve(socket).catch(() => socket.destroy()));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const clamd: ClamdServer = {
    host: '127.0.0.1',
    port,
    seen: [],
    answer: (bytes) => (bytes.includes('EICAR') ? 'stream: Eicar-Test-Signature FOUND' : 'stream: OK'),
    close: async () => {
      server.close();
      await once(server, 'close');
    },
  };
  async function serve(socket: Socket): Promise<void> {
    let waiting = Buffer.alloc(0);
    const parts: Buffer[] = [];
    let isBegun = false;
    for await (const chunk of socket as AsyncIterable<Buffer>) {
      waiting = Buffer.concat([waiting, chunk]);
      if (!isBegun) {
        const command = Buffer.from('zINSTREAM\0');
        if (waiting.length < command.length) continue;
        if (!waiting.subarray(0, command.length).equals(command)) throw new Error('another command');
        waiting = waiting.subarray(command.length);
        isBegun = true;
      }
      while (waiting.length >= 4) {
        const length = waiting.readUInt32BE(0);
        if (length === 0) {
          const bytes = Buffer.concat(parts);
          clamd.seen.push(bytes);
          const answer = await clamd.answer(bytes);
          if (answer === undefined) socket.destroy();
          else socket.end(`${answer}\0`);
          return;
        }
        if (waiting.length < 4 + length) break;
        parts.push(waiting.subarray(4, 4 + length));
        waiting = waiting.subarray(4 + length);
      }
    }
  }
  return clamd;
}
