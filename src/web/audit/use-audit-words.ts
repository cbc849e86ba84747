import { useTranslation } from 'react-i18next';
import { findActionKey } from './action-codes.ts';
import { zhSubjectKinds } from './subject-words.zh.ts';

/** What actions and kinds of subjects are called; one of another version is shown by its code. */
export function useAuditWords() {
  const { t } = useTranslation('audit');
  return {
    actionOf: (action: string) => {
      const key = findActionKey(action);
      return key === undefined ? action : t(`audit.actions.${key}`);
    },
    kindOf: (kind: string) =>
      kind in zhSubjectKinds ? t(`audit.subjectKinds.${kind as keyof typeof zhSubjectKinds}`) : kind,
  };
}
