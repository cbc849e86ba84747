import type { ErrorEntry } from './error-entry.ts';

/** Organisations, sites and regions. */
export const organisationsErrors = {
  unknown_organisation: {
    status: 400,
    zh: '没有代码为“{code}”的机构。',
    en: 'There is no organisation {code}.',
  },
  unknown_site: {
    status: 400,
    zh: '没有这个站点，或不在您的范围内。',
    en: 'No such site, or not within your reach.',
  },
  unknown_region: { status: 400, zh: '没有这个地区代码。', en: 'No such region code.' },
  code_taken: { status: 409, zh: '这个代码已被使用。', en: 'This code is taken.' },
} as const satisfies Record<string, ErrorEntry>;
