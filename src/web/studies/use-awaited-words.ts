import { useTranslation } from 'react-i18next';
import { useFormats } from '../base/formats.ts';
import type { StudyView } from './queries.ts';

/** What a study of the reader's organisation waits for: to be registered, or for the sums of these participants. */
export function useAwaitedWords(): (study: StudyView) => string {
  const { t } = useTranslation('studies');
  const { inLanguage } = useFormats();
  return ({ registeredAt, releases, protocol }) => {
    if (registeredAt === null) return t('study.nextRegister');
    const received = new Set(releases.map(({ organisationId }) => organisationId));
    const awaited = protocol.participants.filter(({ organisationId }) => !received.has(organisationId));
    if (awaited.length === 0) return t('study.nextAllReleased');
    const names = awaited.map(({ name, nameEn }) => inLanguage(name, nameEn)).join(t('state.comma'));
    return t('study.nextAwaited', { names });
  };
}
