import { mediaTypes } from '../../domain/files/media-type.ts';
import type { AttachmentKind } from '../files/public.ts';
import type { Reading } from '../platform/work/work.ts';
import { isDraft } from './courses.ts';
import { readCourse } from './sql.ts';

const MOST = 20;

/** Of a draft nobody knows but those who run courses: they look for it in the whole organisation. */
async function isThere(
  { first, organisationId, settings }: Pick<Reading, 'first' | 'organisationId' | 'settings'>,
  courseId: string,
) {
  const course = await first(readCourse({ organisationId, courseId }));
  return course !== undefined && (settings.scope === 'organisation' || !isDraft(course));
}

/** Materials of a course, for everybody who may take part in one. */
export const courseFiles: AttachmentKind = {
  kind: 'course',
  isAboutPersons: false,
  most: MOST,
  types: mediaTypes,
  read: 'training.join',
  write: 'training.manage',
  isReadByWriters: true,
  remove: 'training.manage',
  find: async (reader, id) => ((await isThere(reader, id)) ? { recordId: id, clientId: null } : undefined),
  hasRecord: isThere,
};
