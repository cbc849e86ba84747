import type { Static, TSchema } from 'typebox';
import { checkerOf } from '../platform/http/validation.ts';
import type { Statement } from '../platform/database/statement.ts';
import type { Change, Reading, Work } from '../platform/work/work.ts';

/** For whoever looks at what was not delivered. */
interface KindName {
  readonly zh: string;
  readonly en: string;
}

/** Something that organisations deliver to each other; the schema holds at both ends. Never personal data. */
export interface DeliveryKind<Schema extends TSchema = TSchema> {
  readonly kind: string;
  readonly name: KindName;
  readonly schema: Schema;
}

/** What the receiver says back: ids, codes and instants. */
export type Receipt = Readonly<Record<string, string | number | boolean | null>>;

export interface InboxItem<Payload> {
  readonly id: string;
  readonly fromOrganisationId: string;
  readonly payload: Payload;
}

/** Whose marks, and at which instant. */
type Marked = Pick<Reading, 'organisationId' | 'now' | 'timeZone'>;

/** What the receiving organisation does with a kind, in its own transaction and in nobody's name. */
export interface Receiver extends DeliveryKind {
  readonly handle: (change: Change, item: InboxItem<unknown>) => Promise<Receipt>;
  /**
   * Where a kind says how things are, and what is said twice would be said too often: at the sender, before what is due is carried, it sends what
   * marks in its rows ask for.
   */
  readonly sendMarked?: ((work: Work) => Promise<void>) | undefined;
  /** Whether there are any, read with what is due: most turns find nothing at all. Without it sendMarked looks for itself. */
  readonly isMarked?: ((of: Marked) => Statement<{ is_marked: boolean }>) | undefined;
}

/**
 * The handler of a kind. It is asked once for each delivery; no order among deliveries is promised. What it throws is a
 * failure, and it is asked again later: an AppError by its code.
 */
export function receiverOf<Schema extends TSchema>(
  kind: DeliveryKind<Schema>,
  handle: (change: Change, item: InboxItem<Static<Schema>>) => Promise<Receipt>,
  { sendMarked, isMarked }: Pick<Receiver, 'sendMarked' | 'isMarked'> = {},
): Receiver {
  return { ...kind, handle: handle as Receiver['handle'], sendMarked, isMarked };
}

/** A question to another organisation that has to be answered at once: a number or a few codes, never rows. */
export interface EnquiryKind<Params extends TSchema = TSchema, Answer extends TSchema = TSchema> {
  readonly kind: string;
  readonly params: Params;
  readonly answer: Answer;
}

/** How the organisation that is asked answers, in nobody's name. */
export interface Answerer extends EnquiryKind {
  readonly reply: (reading: Reading, params: unknown) => Promise<unknown>;
}

export function answererOf<Params extends TSchema, Answer extends TSchema>(
  kind: EnquiryKind<Params, Answer>,
  reply: (reading: Reading, params: Static<Params>) => Promise<Static<Answer>>,
): Answerer {
  return { ...kind, reply: reply as Answerer['reply'] };
}

const checkers = new WeakMap<TSchema, (value: unknown) => boolean>();

export function isAsSaid(schema: TSchema, value: unknown): boolean {
  let check = checkers.get(schema);
  if (check === undefined) {
    check = checkerOf(schema);
    checkers.set(schema, check);
  }
  return check(value);
}

/** By their names. @throws Error where two have one */
export function byKind<Entry extends { readonly kind: string }>(
  entries: readonly Entry[],
): ReadonlyMap<string, Entry> {
  const known = new Map(entries.map((entry) => [entry.kind, entry]));
  if (known.size !== entries.length) throw new Error('two handlers have one kind');
  return known;
}
