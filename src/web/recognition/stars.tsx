import { useTranslation } from 'react-i18next';
import styles from './recognition.module.css';

/** How many stars somebody has; said as well as drawn. */
export function Stars({ stars }: { stars: number }) {
  const { t } = useTranslation('recognition');
  return (
    <>
      {stars > 0 && (
        <span className={styles['stars']} aria-hidden>
          {'★'.repeat(stars)}
        </span>
      )}{' '}
      {t('stars.count', { stars })}
    </>
  );
}
