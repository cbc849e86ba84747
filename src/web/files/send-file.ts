import { addressOf } from '../../contract/address.ts';
import { BeginUpload, ContinueUpload, ReadUpload } from '../../contract/files.ts';
import { ReadMe } from '../../contract/identity.ts';
import { call, fetchAnswer } from '../base/api.ts';
import { encodeBytes } from '../base/encoded-bytes.ts';
import { isProblem } from '../base/problem.ts';
import { sessionExpiry } from '../base/session-expiry.ts';

/** What a file is attached to. */
export interface FileOwner {
  readonly kind: string;
  readonly ownerId: string;
}

export interface Sending {
  /** also the file's id on the server: begun twice, it is one */
  readonly id: string;
  readonly file: File;
  readonly owner: FileOwner;
  /** who chose it: nobody else's session sends it */
  readonly accountId: string;
  readonly signal: AbortSignal;
  readonly onProgress: (sent: number) => void;
  /** nothing reaches the server, or somebody has to sign in: it goes on by itself */
  readonly onWaiting: (isWaiting: boolean) => void;
}

const TUS = { 'tus-resumable': '1.0.0' };
/** Small enough to get through a bad connection, larger where it turns out to be good. */
const PART = { first: 256 * 1024, least: 64 * 1024, most: 4 * 1024 * 1024 };
const QUICK_MS = 2_000;
/** A part that takes longer hangs: the server itself ends a request after 30 seconds. */
const PATIENCE_MS = 35_000;
/** A browser does not notice every connection that comes back. */
const TRY_AGAIN_MS = 5_000;

/**
 * Sends a file in parts, and goes on by itself from where it got (tus 1.0.0).
 * @throws Problem: what the server refuses for good; AbortError when it was given up, or somebody else is signed in
 */
export async function sendFile(sending: Sending): Promise<void> {
  const { file, signal, onProgress } = sending;
  await untilAnswered(sending, () => begin(sending));
  const url = addressOf(ContinueUpload.url, { kind: sending.owner.kind, id: sending.id });
  let size = PART.first;
  let offset = await untilAnswered(sending, () => askOffset(sending));
  while (offset < file.size) {
    onProgress(offset);
    try {
      const since = performance.now();
      offset = await sendPart(url, file, { offset, size, signal });
      size = performance.now() - since < QUICK_MS ? Math.min(size * 2, PART.most) : size;
      sending.onWaiting(false);
    } catch (error) {
      if (!isPassing(error) && !isProblem(error, 'upload_offset')) throw error;
      size = Math.max(size / 2, PART.least);
      if (isPassing(error)) await nextChance(sending, error);
      offset = await untilAnswered(sending, () => askOffset(sending));
    }
  }
  onProgress(file.size);
}

async function begin({ id, file, owner, accountId, signal }: Sending): Promise<void> {
  // somebody else may have signed in at this computer meanwhile, in another tab
  const { user } = await call(ReadMe, { signal });
  if (user.id !== accountId) throw new DOMException('chosen by somebody else', 'AbortError');
  const metadata = Object.entries({ id, ...owner, filename: file.name })
    .map(([key, value]) => `${key} ${encodeBytes(new TextEncoder().encode(value))}`)
    .join(',');
  const headers = { ...TUS, 'upload-length': String(file.size), 'upload-metadata': metadata };
  await fetchAnswer(BeginUpload.url, { method: 'POST', headers, signal });
}

/** By GET and not by HEAD, whose refusals have no words. */
async function askOffset({ id, owner, signal }: Sending): Promise<number> {
  return (await call(ReadUpload, { params: { kind: owner.kind, id }, signal })).offset;
}

async function sendPart(
  url: string,
  file: File,
  { offset, size, signal }: { offset: number; size: number; signal: AbortSignal },
): Promise<number> {
  const headers = {
    ...TUS,
    'upload-offset': String(offset),
    'content-type': 'application/offset+octet-stream',
  };
  const body = file.slice(offset, offset + size);
  const patience = AbortSignal.timeout(PATIENCE_MS);
  const answer = await fetchAnswer(url, {
    method: 'PATCH',
    headers,
    body,
    signal: AbortSignal.any([signal, patience]),
  });
  return Number(answer.headers.get('upload-offset'));
}

/** Nothing that the file or its sender could change: it is tried again. */
function isPassing(error: unknown): boolean {
  const isSlow = error instanceof DOMException && error.name === 'TimeoutError';
  const codes = ['network', 'unavailable', 'too_many_requests', 'not_signed_in'] as const;
  return isSlow || codes.some((code) => isProblem(error, code));
}

async function untilAnswered<Answer>(sending: Sending, ask: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    try {
      const answer = await ask();
      sending.onWaiting(false);
      return answer;
    } catch (error) {
      if (!isPassing(error)) throw error;
      await nextChance(sending, error);
    }
  }
}

/** The connection is back, some time has passed, or somebody signed in again. @throws AbortError */
async function nextChance({ signal, onWaiting }: Sending, error: unknown): Promise<void> {
  onWaiting(true);
  const needsSignIn = isProblem(error, 'not_signed_in');
  if (needsSignIn) sessionExpiry.expire();
  await new Promise<void>((resolve) => {
    const timer = needsSignIn ? undefined : setTimeout(done, TRY_AGAIN_MS);
    const unsubscribe = sessionExpiry.subscribe(() => {
      if (!sessionExpiry.isExpired()) done();
    });
    window.addEventListener('online', done);
    signal.addEventListener('abort', done);
    function done() {
      clearTimeout(timer);
      unsubscribe();
      window.removeEventListener('online', done);
      signal.removeEventListener('abort', done);
      resolve();
    }
  });
  signal.throwIfAborted();
}
