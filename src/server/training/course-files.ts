import { mediaTypes } from '../../domain/files/media-type.ts';
import type { AttachmentKind } from '../files/public.ts';
import type { Reading } from '../platform/work/work.ts';
import { readCourse } from './sql.ts';

const MOST = 20;

async function isThere(
  { first, organisationId }: Pick<Reading, 'first' | 'organisationId'>,
  courseId: string,
) {
  return (await first(readCourse({ organisationId, courseId }))) !== undefined;
}

/** Materials of a course, for everybody who may take part in one. */
export const courseFiles: AttachmentKind = {
  kind: 'course',
  isAboutPersons: false,
  most: MOST,
  types: mediaTypes,
  read: 'training.join',
  write: 'training.manage',
  remove: 'training.manage',
  find: async (reader, id) => ((await isThere(reader, id)) ? { recordId: id, clientId: null } : undefined),
  hasRecord: isThere,
};
