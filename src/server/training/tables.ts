import type { Database } from '../../../db/types.ts';
import type { OrganisationSealed } from '../platform/keys/key-rotation.ts';

export const tables: readonly (keyof Database)[] = [
  'course',
  'course_attendance',
  'course_certificate',
  'course_enrolment',
  'course_lesson',
];

export const organisationSealed: readonly OrganisationSealed[] = [
  { table: 'course', column: 'sealed_reason', key: ['id'] },
  { table: 'course_attendance', column: 'sealed_reason', key: ['id'] },
  { table: 'course_certificate', column: 'sealed', key: ['id'] },
];
