export { EntryAnswers } from './entry-answers.tsx';
export { EntryStateTag } from './entry-state-tag.tsx';
export { books } from './slice.tsx';
