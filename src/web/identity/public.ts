export { Accounts } from './accounts.tsx';
export { accountsQuery } from './queries.ts';
export { colleaguesQuery } from './use-colleagues.ts';
export { identity } from './slice.tsx';
export { useColleagues } from './use-colleagues.ts';
export { useLanguageChoice } from './use-language-choice.ts';
export { useRoleWords } from './use-role-words.ts';
