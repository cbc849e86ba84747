import type { Permission } from '../../domain/access/roles.ts';
import type { MediaType } from '../../domain/files/media-type.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Statement } from '../platform/database/statement.ts';
import type { Change, Reading } from '../platform/work/work.ts';

/** What something that files hang on says of itself. */
export interface Owner {
  /** whose page shows its files */
  readonly recordId: string;
  /** null: it is about nobody */
  readonly clientId: string | null;
}

/** A file that was looked at and is there. */
export interface ReadyFile {
  readonly id: string;
  readonly name: string;
  readonly mediaType: MediaType;
  readonly bytes: number;
  readonly sha256: string;
}

type Reader = Pick<Reading, 'first' | 'organisationId' | 'settings'>;

/** What files may hang on: said by the slice whose it is, and registered in src/server/attachments.ts. */
export interface AttachmentKind {
  readonly kind: string;
  /** its owners are of one person each; false: about nobody */
  readonly isAboutPersons: boolean;
  /** files at one owner, at most */
  readonly most: number;
  readonly types: readonly MediaType[];
  /** under these the owner is looked for: whoever does not find it has no file of it either */
  readonly read: Permission;
  readonly write: Permission;
  /** whoever may write looks for the owner by that right to read it too: it shows more than reading alone */
  readonly isReadByWriters?: true;
  /** takes away what others added; who added a file may with `write` alone */
  readonly remove: Permission;
  /** undefined: there is none, or not for whoever reads */
  readonly find: (reader: Reader, ownerId: string) => Promise<Owner | undefined>;
  readonly hasRecord: (reader: Reader, recordId: string) => Promise<boolean>;
  /** what is ready is part of its owner, and stays */
  readonly isKept?: true;
  /** in the transaction in which the file becomes readable */
  readonly onReady?: (change: Change, ownerId: string, file: ReadyFile) => void;
}

/** What the service needs to know of persons. */
export interface PersonScope {
  /** under which rows of files about persons are read and written */
  readonly permission: Permission;
  readonly read: (row: { organisationId: string; id: string }) => Statement<{
    site_id: string;
    worker_ids: string[];
    wrapped: Buffer | null;
  }>;
}

export interface Attachments {
  readonly kinds: readonly AttachmentKind[];
  readonly person: PersonScope;
}

/** @throws AppError not_found */
export function getKind({ kinds }: Attachments, name: string): AttachmentKind {
  const kind = kinds.find((each) => each.kind === name);
  if (kind === undefined) throw new AppError('not_found');
  return kind;
}
