import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface ScannerSettings {
  readonly host: string;
  readonly port: number;
}

/** Says of bytes whether they are harmful. */
export type Scan = (bytes: Buffer) => Promise<'clean' | 'infected'>;

/** The scanner is not there, or said nothing that we understand: nobody knows what the file is. */
export class ScanFailure extends Error {
  readonly code: 'scanner_unreachable' | 'scanner_failed';

  constructor(code: ScanFailure['code']) {
    super(code);
    this.name = 'ScanFailure';
    this.code = code;
  }
}

const TIMEOUT_MS = 60_000;
const PART = 64 * 1024;
/** No answer of clamd is longer. */
const ANSWER_LENGTH = 4_096;

/** ClamAV's daemon, by its INSTREAM command: nothing is written to a disk for it. */
export function scanWith({ host, port }: ScannerSettings): Scan {
  return async (bytes) => {
    const socket = connect({ host, port, timeout: TIMEOUT_MS });
    socket.once('timeout', () => socket.destroy(new Error('timeout')));
    try {
      await once(socket, 'connect');
      return verdictOf(await ask(socket, bytes));
    } catch (error) {
      throw error instanceof ScanFailure ? error : new ScanFailure('scanner_unreachable');
    } finally {
      socket.destroy();
    }
  };
}

async function ask(socket: Socket, bytes: Buffer): Promise<string> {
  const answer = readAnswer(socket);
  // it may answer, and close, before it has everything: then that is what counts
  answer.catch(() => undefined);
  socket.write('zINSTREAM\0');
  for (let from = 0; from < bytes.length; from += PART) {
    const part = bytes.subarray(from, from + PART);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(part.length);
    socket.write(length);
    if (!socket.write(part)) await Promise.race([once(socket, 'drain'), answer]);
  }
  socket.write(Buffer.alloc(4));
  return answer;
}

async function readAnswer(socket: Socket): Promise<string> {
  let text = '';
  for await (const part of socket as AsyncIterable<Buffer>) {
    text += part.toString('latin1');
    if (text.includes('\0') || text.length > ANSWER_LENGTH) break;
  }
  return text;
}

/** @throws ScanFailure */
function verdictOf(answer: string): 'clean' | 'infected' {
  if (/^stream: OK\0?$/.test(answer)) return 'clean';
  if (/ FOUND\0?$/.test(answer)) return 'infected';
  throw new ScanFailure('scanner_failed');
}
