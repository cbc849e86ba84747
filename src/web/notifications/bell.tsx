import { BellOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import styles from './notifications.module.css';
import { unreadQuery } from './queries.ts';

const MOST_SHOWN = 99;

/** How many things one has not read yet, on every page; said aloud when it changes, without taking the floor. */
export function Bell() {
  const { t } = useTranslation('notifications');
  const unread = useQuery(unreadQuery).data?.unread ?? 0;
  const label = unread === 0 ? t('bell.none') : t('bell.unread', { n: unread });
  return (
    <>
      <Link to="/notifications" className={styles['bell']} aria-label={label} title={label}>
        <BellOutlined aria-hidden="true" />
        {unread > 0 && (
          <strong className={styles['bell-count']}>{unread > MOST_SHOWN ? `${MOST_SHOWN}+` : unread}</strong>
        )}
      </Link>
      <span className="unseen" aria-live="polite">
        {unread === 0 ? '' : label}
      </span>
    </>
  );
}
