import type { EntryState } from '../../domain/books/entry-life.ts';
import type { Participation } from '../../domain/books/participation.ts';
import type { SealingKey } from '../platform/keys/sealing.ts';
import type { Change } from '../platform/work/work.ts';

/** An entry as its holder gives it now. */
export interface FilledEntry {
  readonly id: string;
  /** of the public, whose account it is */
  readonly tenant: string;
  readonly name: string;
  readonly participations: readonly Participation[];
  readonly key: SealingKey;
  readonly state: EntryState;
  readonly askedAt: Date;
}

/** An entry before it is decided how it stands. */
export interface AskingEntry extends Omit<FilledEntry, 'key' | 'state'> {
  /** somebody, or the book's rule, has taken it in before */
  readonly isAccepted: boolean;
}

/**
 * What another slice keeps of those in the book, in the transaction of what happens there. The entry is held, and its row is written
 * before the follower is asked.
 */
export interface EntryFollower {
  /**
   * Whether somebody has to look before it is taken in: of a new entry, before anything of it stands, and of one that was taken in and
   * says something else of itself.
   */
  mustWait(change: Change, entry: AskingEntry): Promise<boolean>;
  /** The holder gave something else, or came. */
  filled(change: Change, entry: FilledEntry): Promise<void>;
  /** The organisation answered, or it ended: with the end the key is destroyed. */
  moved(change: Change, id: string, state: EntryState): Promise<void>;
}
