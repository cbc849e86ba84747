import type { ErrorEntry } from './error-entry.ts';

/** Organisations’ books of people of the public. */
export const booksErrors = {
  book_participations_missing: {
    status: 400,
    zh: '开放名册时，请至少选择一种参与身份。',
    en: 'Choose at least one way of taking part before opening the book.',
  },
  book_entry_decided: {
    status: 409,
    zh: '这条登记的状态已变，不能再这样处理。请看它现在的状态。',
    en: 'This entry stands differently by now, and this cannot be said of it any more. Look how it stands.',
  },
} as const satisfies Record<string, ErrorEntry>;
