import { addressOf } from '../../contract/address.ts';
import type { AnswerOf, OperationShape } from '../../contract/operation.ts';
import { call, type CallInput } from './api.ts';
import type { Draft, DraftBox, Outgoing } from './drafts.ts';
import { isProblem } from './problem.ts';

/** A browser does not notice every connection that comes back. */
const TRY_AGAIN_MS = 10_000;

/**
 * Sends, and where nothing reaches the server keeps what was sent with its draft and tries again until it arrives.
 * @throws Problem: any refusal of the server; `network` when the draft was changed or given up meanwhile
 */
export async function sendWaiting<Shape extends OperationShape>(
  form: {
    readonly drafts: DraftBox;
    readonly draftNow: () => Draft;
    readonly onWaiting: (isWaiting: boolean) => void;
  },
  shape: Shape,
  input: CallInput<Shape>,
): Promise<AnswerOf<Shape>> {
  const { drafts, draftNow, onWaiting } = form;
  const { params, body, version } = input as {
    params?: Readonly<Record<string, string>>;
    body?: unknown;
    version?: number;
  };
  const sent = draftNow();
  try {
    return await untilAnswered(
      drafts,
      sent.id,
      () => call(shape, input),
      () => {
        const url = addressOf(shape.url, params);
        const outgoing = { method: shape.method, url, body, ...(version === undefined ? {} : { version }) };
        drafts.keep({ ...sent, outgoing });
        onWaiting(true);
      },
    );
  } catch (error) {
    // a refused text is an ordinary draft again
    if (drafts.isWaiting(sent.id)) drafts.keep(sent);
    throw error;
  } finally {
    onWaiting(false);
  }
}

/**
 * Sends what waited when the page was closed. The server decides anew whether the person may.
 * @throws Problem: as sendWaiting
 */
export async function deliver(drafts: DraftBox, draft: Draft & { outgoing: Outgoing }): Promise<void> {
  const { method, url, body, version } = draft.outgoing;
  // the contract's types are not known any more: the body was made by them
  const shape = { method, url } as OperationShape;
  const input = { body, ...(version === undefined ? {} : { version }) } as CallInput<OperationShape>;
  await untilAnswered(drafts, draft.id, () => call(shape, input));
  drafts.drop(draft.id);
}

async function untilAnswered<Answer>(
  drafts: DraftBox,
  id: string,
  send: () => Promise<Answer>,
  onUnreachable?: () => void,
): Promise<Answer> {
  for (let isFirst = true; ; isFirst = false) {
    try {
      return await send();
    } catch (error) {
      if (!isProblem(error, 'network')) throw error;
      if (isFirst) onUnreachable?.();
      await nextChance(drafts, id);
      if (!drafts.isWaiting(id)) throw error;
    }
  }
}

/** The connection is back, some time has passed, or the draft was changed: whoever types on takes back what waits. */
function nextChance(drafts: DraftBox, id: string): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, TRY_AGAIN_MS);
    const unsubscribe = drafts.subscribe(() => {
      if (!drafts.isWaiting(id)) done();
    });
    window.addEventListener('online', done);
    function done() {
      clearTimeout(timer);
      unsubscribe();
      window.removeEventListener('online', done);
      resolve();
    }
  });
}
