import { useTranslation } from 'react-i18next';

/** What the code of a failure means to somebody who is no technician. */
export function useFailureWords() {
  const { t, i18n } = useTranslation('webhooks');
  return (code: string) => {
    const key = `failures.${code}`;
    return i18n.exists(key, { ns: 'webhooks' }) ? t(key as 'failures.failed') : t('failures.failed');
  };
}
