import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** Terms and their values; what is not known says so. */
export function Definitions({ rows }: { rows: readonly { term: string; value: ReactNode }[] }) {
  const { t } = useTranslation();
  return (
    <dl className="definitions">
      {rows.map(({ term, value }) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>
            {value === null || value === undefined || value === '' ? (
              <span className="quiet">{t('state.none')}</span>
            ) : (
              value
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
