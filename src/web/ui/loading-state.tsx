import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';

export function LoadingState({ rows = 4 }: { rows?: number }) {
  const { t } = useTranslation();
  return (
    <output className="state">
      <span className="unseen">{t('state.loading')}</span>
      <Skeleton active title={false} paragraph={{ rows }} />
    </output>
  );
}
