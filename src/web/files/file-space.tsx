import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { Section } from '../ui/section.tsx';
import { Progress } from 'antd';
import { sizeOf } from './file-list.tsx';
import { fileSpaceQuery } from './queries.ts';

/** For whoever keeps the organisation: how much room is left for files, and whether any is in trouble. */
export function FileSpace() {
  const { t } = useTranslation('files');
  const space = useQuery(fileSpaceQuery);
  return (
    <Section title={t('space.title')}>
      {space.isPending && <LoadingState rows={1} />}
      {space.error !== null && <ErrorState error={space.error} onRetry={() => void space.refetch()} />}
      {space.isSuccess && (
        <>
          <Progress
            percent={Math.min(100, Math.round((space.data.usedBytes / space.data.quotaBytes) * 100))}
            aria-label={t('space.title')}
          />
          <p>
            {t('space.used', {
              used: sizeOf(space.data.usedBytes),
              quota: sizeOf(space.data.quotaBytes),
              files: space.data.files,
            })}
          </p>
          <p className="quiet small">{t('space.hint')}</p>
          {space.data.delayed > 0 && (
            <p className="notice notice-warning">{t('space.delayed', { n: space.data.delayed })}</p>
          )}
          {space.data.missing > 0 && (
            <p className="notice notice-warning">{t('space.missing', { n: space.data.missing })}</p>
          )}
        </>
      )}
    </Section>
  );
}
