import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import styles from './state.module.css';

export function LoadingState({ rows = 4 }: { rows?: number }) {
  const { t } = useTranslation();
  return (
    <output className={styles['state']}>
      <span className="unseen">{t('state.loading')}</span>
      <Skeleton active title={false} paragraph={{ rows }} />
    </output>
  );
}
