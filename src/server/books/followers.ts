import type { EntryState } from '../../domain/books/entry-life.ts';
import type { Participation } from '../../domain/books/participation.ts';
import type { SealingKey } from '../platform/keys/sealing.ts';
import type { Change } from '../platform/work/work.ts';

/** An entry as its holder gives it now, before it is decided how it stands. */
export interface AskingEntry {
  readonly id: string;
  /** of the public, whose account it is */
  readonly tenant: string;
  readonly name: string;
  readonly participations: readonly Participation[];
  readonly askedAt: Date;
  /** somebody, or the book's rule, has taken it in before */
  readonly isAccepted: boolean;
}

/** What a follower found of an entry. It is looked at once: what is judged is what is kept. */
export interface EntryLook {
  /** whether somebody has to look before it is taken in, or once it says something else of itself */
  readonly mustWait: boolean;
  /** Keeps it, with the entry's key, as it was decided; the entry's own row is written by then. */
  keep(decided: { readonly key: SealingKey; readonly state: EntryState }): Promise<void>;
}

/** What another slice keeps of those in the book, in the transaction of what happens there. The entry is held. */
export interface EntryFollower {
  /** The holder gave something else, or came. */
  look(change: Change, entry: AskingEntry): Promise<EntryLook>;
  /** The organisation answered, or it ended: with the end the key is destroyed. */
  moved(change: Change, id: string, state: EntryState): Promise<void>;
}
