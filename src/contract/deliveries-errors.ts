import type { ErrorEntry } from './error-entry.ts';

/** Deliveries and questions between organisations. */
export const deliveriesErrors = {
  organisation_silent: {
    status: 409,
    zh: '有一个机构现在无法回答，因此没有改动。请联系平台运维。',
    en: 'One of the organisations cannot answer now, so nothing was changed. Ask the platform’s operator.',
  },
} as const satisfies Record<string, ErrorEntry>;
