import type { ErrorEntry } from './error-entry.ts';

/** Tables of volunteers and hours of before this platform. */
export const volunteerImportsErrors = {
  volunteer_table_unreadable: {
    status: 400,
    zh: '这个文件读不了：{reason}',
    en: 'This file cannot be read: {reason}',
  },
  import_own_entry: {
    status: 409,
    zh: '这批时长是您导入的，要由另一位同事确认。',
    en: 'You brought these hours in: a colleague has to approve them.',
  },
} as const satisfies Record<string, ErrorEntry>;
