import type { Outgoing } from './deliver.ts';
import type { Journey, JourneyForm, RoundForm } from './journey.ts';

/** After so long without a touch whoever answered has gone, and somebody else may hold the device. */
export const IDLE_MS = 10 * 60_000;

const DRAFT = 'nuantu.draft.';
const OUTGOING = 'nuantu.outgoing.';
const LINK = 'nuantu.link';

interface Draft {
  readonly touchedAt: number;
  readonly journey: Journey;
}

/** Where the browser refuses to store (private windows), the page itself remembers until it is closed. */
const memory = new Map<string, string>();

/** What was begun under a link and not submitted, unless it lay untouched for too long. */
export function findDraft(token: string, now: number): Journey | undefined {
  const draft = read<Draft>(stored.local(), DRAFT + token);
  return draft === undefined || now - draft.touchedAt > IDLE_MS ? undefined : draft.journey;
}

export function keepDraft(token: string, journey: Journey, now: number): void {
  write(stored.local(), DRAFT + token, { touchedAt: now, journey } satisfies Draft);
}

export function dropDraft(token: string): void {
  remove(stored.local(), DRAFT + token);
}

/** Drafts of whoever went away while the page was closed. */
export function dropOldDrafts(now: number): void {
  for (const key of keysOf(stored.local())) {
    if (key.startsWith(DRAFT) && findDraft(key.slice(DRAFT.length), now) === undefined) {
      remove(stored.local(), key);
    }
  }
}

/**
 * Submitted answers that the server does not have yet: the one thing of a person that stays, and never on a screen. In the
 * order in which they were submitted, which the ids tell.
 */
export function listOutgoing(): Outgoing[] {
  return keysOf(stored.local())
    .filter((key) => key.startsWith(OUTGOING))
    .sort()
    .flatMap((key) => {
      const outgoing = read<Outgoing>(stored.local(), key);
      // an earlier version kept them by their link
      return outgoing === undefined ? [] : [{ ...outgoing, id: key.slice(OUTGOING.length) }];
    });
}

export function keepOutgoing(outgoing: Outgoing): void {
  write(stored.local(), OUTGOING + outgoing.id, outgoing);
}

export function dropOutgoing({ id }: Outgoing): void {
  remove(stored.local(), OUTGOING + id);
}

/** Characters of a link that are the organisation's: its 16 bytes in base64url. */
const ORGANISATION_LENGTH = 21;

/**
 * What may be asked by a slip that cannot be asked about without a connection. What was answered by this very slip is its
 * own; else the round of the same organisation whose answers wait here, while it may be answered: whether the slip is of
 * that round nobody knows here, so that it names nobody to turn to. The server keeps whole what another round asks.
 */
export function findWaitingForm(
  token: string,
  now: number,
): (RoundForm & Pick<JourneyForm, 'isOfAnother'>) | undefined {
  const waiting = listOutgoing();
  const own = waiting.filter((one) => one.token === token);
  if (own.length > 0) return newestOpen(own, now);
  const organisation = token.slice(0, ORGANISATION_LENGTH);
  const form = newestOpen(
    waiting.filter((one) => one.token.slice(0, ORGANISATION_LENGTH) === organisation),
    now,
  );
  return form === undefined ? undefined : { ...form, contact: null, isOfAnother: true };
}

function newestOpen(waiting: readonly Outgoing[], now: number): RoundForm | undefined {
  const forms = waiting.flatMap(({ form }) =>
    form !== undefined && now < Date.parse(form.closesAt) ? [form] : [],
  );
  return forms[forms.length - 1];
}

/**
 * The link that was opened. Its secret leaves the address at once, so that neither Back nor the history leads the next
 * person to it; a reload of this tab finds it until the person is done.
 */
export function takeLink(): { readonly token: string; readonly isNew: boolean } {
  const scanned = location.hash.slice(1);
  if (scanned === '') return { token: read<string>(stored.session(), LINK) ?? '', isNew: false };
  write(stored.session(), LINK, scanned);
  history.replaceState(null, '', location.pathname);
  return { token: scanned, isNew: true };
}

/** Whether the address came with the whole secret: messengers and hands cut it off. */
export function isWholeLink(token: string): boolean {
  return /^[A-Za-z0-9_-]{54}$/.test(token);
}

export function forgetLink(): void {
  remove(stored.session(), LINK);
}

/** Reading the property alone throws where a browser forbids to store. */
const stored = {
  local: () => allowed(() => localStorage),
  session: () => allowed(() => sessionStorage),
};

function allowed(storage: () => Storage): Storage | undefined {
  try {
    return storage();
  } catch {
    return undefined;
  }
}

function keysOf(storage: Storage | undefined): string[] {
  return [...new Set([...(storage === undefined ? [] : Object.keys(storage)), ...memory.keys()])];
}

function read<Value>(storage: Storage | undefined, key: string): Value | undefined {
  const text = storage?.getItem(key) ?? memory.get(key);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as Value;
  } catch {
    return undefined;
  }
}

function write(storage: Storage | undefined, key: string, value: unknown): void {
  const text = JSON.stringify(value);
  memory.set(key, text);
  try {
    storage?.setItem(key, text);
  } catch {
    // full or forbidden: `memory` has it
  }
}

function remove(storage: Storage | undefined, key: string): void {
  memory.delete(key);
  storage?.removeItem(key);
}
