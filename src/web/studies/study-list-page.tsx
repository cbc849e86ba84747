import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { studiesQuery } from './queries.ts';
import { StudyTags } from './study-tags.tsx';

export function StudyListPage() {
  const { t } = useTranslation('studies');
  const { may } = useSession();
  return (
    <>
      <PageHeader
        title={t('study.title')}
        lead={t('study.lead')}
        action={
          <div className="row">
            <Link to="/analyses">{t('study.analyse')}</Link>
            {may('study.manage') && (
              <Link to="/studies/new">
                <Button type="primary" icon={<PlusOutlined aria-hidden />} tabIndex={-1}>
                  {t('study.new')}
                </Button>
              </Link>
            )}
          </div>
        }
      />
      <StudyList />
    </>
  );
}

function StudyList() {
  const { t } = useTranslation('studies');
  const { may } = useSession();
  const { instant, inLanguage } = useFormats();
  const list = useQuery(studiesQuery);
  if (list.error !== null) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (list.data === undefined) return <LoadingState />;
  if (list.data.items.length === 0) {
    return (
      <EmptyState
        title={t('study.empty')}
        hint={may('study.manage') ? t('study.emptyHint') : t('study.emptyForSite')}
      />
    );
  }
  return (
    <ul className="section items">
      {list.data.items.map((study) => (
        <li key={study.id} className="item">
          <div className="item-main">
            <Link to="/studies/$studyId" params={{ studyId: study.id }}>
              {inLanguage(study.title, study.titleEn)}
            </Link>
            <p className="quiet">
              {study.registeredAt === null
                ? t('study.states.draft')
                : t('study.registeredAt', { time: instant(study.registeredAt) })}
            </p>
          </div>
          <StudyTags study={study} />
        </li>
      ))}
    </ul>
  );
}
