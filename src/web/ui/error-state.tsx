import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Problem } from '../base/problem.ts';
import styles from './state.module.css';

/** What could not be shown, why, and a way to try again. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation();
  const problem = error instanceof Problem ? error : undefined;
  return (
    <div className={`${styles['state']} ${styles['state-error']}`} role="alert">
      <strong>{t('state.failed')}</strong>
      {problem !== undefined && <p>{problem.title}</p>}
      {problem?.requestId !== undefined && (
        <p className="quiet small">{t('state.requestId', { id: problem.requestId })}</p>
      )}
      {onRetry !== undefined && <Button onClick={onRetry}>{t('action.retry')}</Button>}
    </div>
  );
}
