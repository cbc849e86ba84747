import type { Permission, Reach } from '../../domain/access/roles.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Work } from '../platform/work/work.ts';
import { type Attachments, type AttachmentKind, getKind, type Owner } from './kinds.ts';

/** What of a call decides how far it reaches. */
export interface Caller {
  readonly work: Work;
  readonly workFor: (permission: Permission) => Work;
  readonly reachOf: (permission: Permission) => Reach | undefined;
}

/**
 * Work on the rows of files of a kind. Two rights meet: that of what the file hangs on, under which its owner is looked for, and
 * that of persons, under which rows about persons are read.
 * @throws AppError forbidden, not_found
 */
export function reachOf(attachments: Attachments, caller: Caller, name: string, verb: 'read' | 'write') {
  const kind = getKind(attachments, name);
  const isWriter = kind.isReadByWriters === true && caller.reachOf(kind.write) !== undefined;
  const owners = caller.workFor(isWriter ? kind.write : kind[verb]);
  return {
    kind,
    /** @throws AppError not_found */
    getOwner: async (ownerId: string): Promise<Owner> => {
      const owner = await owners.read((reading) => kind.find(reading, ownerId));
      if (owner === undefined) throw new AppError('not_found');
      return owner;
    },
    /** @throws AppError not_found */
    requireRecord: async (recordId: string): Promise<void> => {
      if (!(await owners.read((reading) => kind.hasRecord(reading, recordId))))
        throw new AppError('not_found');
    },
    rows: rowsOf(attachments, caller, kind),
  };
}

/** Who may write a kind that is about persons but reads no person finds no row, as the row rules say. */
function rowsOf({ person }: Attachments, caller: Caller, { isAboutPersons }: AttachmentKind): Work {
  return isAboutPersons ? caller.workFor(person.permission) : caller.work;
}
