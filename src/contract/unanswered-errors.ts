import type { ErrorEntry } from './error-entry.ts';

/** Where nobody answers for the server, or something before it does, pages say these themselves: they carry no others. */
export const unansweredErrors = {
  unavailable: {
    status: 503,
    zh: '服务正忙或正在启动，请稍后再试。',
    en: 'The service is busy or starting; please try again shortly.',
  },
} as const satisfies Record<string, ErrorEntry>;
