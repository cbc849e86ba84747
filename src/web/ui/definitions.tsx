import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './definitions.module.css';

/** Terms and their values; what is not known says so. */
export function Definitions(props: {
  rows: readonly { term: string; value: ReactNode }[];
  /** values are sentences */
  isWide?: boolean;
}) {
  const { t } = useTranslation();
  return (
    <dl
      className={
        props.isWide === true
          ? `${styles['definitions']} ${styles['definitions-wide']}`
          : styles['definitions']
      }
    >
      {props.rows.map(({ term, value }) => (
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
