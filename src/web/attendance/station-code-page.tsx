import { PrinterOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { EndStationCode, MakeStationCode } from '../../contract/attendance.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { useSiteNames } from '../organisations/public.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { QrPicture } from '../ui/qr-picture.tsx';
import { useChange } from '../ui/use-change.ts';
import styles from './attendance.module.css';
import { readAttendanceAnew, stationCodeQuery } from './queries.ts';

/** The QR of a site by which volunteers check in without a screen, as a sheet for its wall. */
export function StationCodePage() {
  const { siteId } = useParams({ from: '/staff/sites/$siteId/station-code' });
  const { t } = useTranslation('attendance');
  const siteName = useSiteNames()(siteId);
  const query = useQuery(stationCodeQuery(siteId));
  const { make, askRenew, askEnd } = useStationChanges(siteId);
  if (query.isPending) return <LoadingState />;
  if (query.error !== null) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const { path, madeAt } = query.data;
  if (path === null || madeAt === null)
    return (
      <>
        <PageHeader title={t('station.of', { site: siteName })} lead={t('station.lead')} />
        <EmptyState
          title={t('station.none')}
          hint={t('station.noneHint')}
          action={
            <Button type="primary" loading={make.isPending} onClick={() => make.mutate()}>
              {t('station.make')}
            </Button>
          }
        />
      </>
    );
  return (
    <>
      <div className="screen-only">
        <PageHeader
          title={t('station.of', { site: siteName })}
          lead={t('station.lead')}
          action={
            <div className="row">
              <Button type="primary" icon={<PrinterOutlined aria-hidden />} onClick={() => window.print()}>
                {t('station.print')}
              </Button>
              <Button onClick={askRenew}>{t('station.renew')}</Button>
              <Button danger onClick={askEnd}>
                {t('station.end')}
              </Button>
            </div>
          }
        />
      </div>
      <Poster siteName={siteName} path={path} madeAt={madeAt} />
    </>
  );
}

/** A page of A4 on paper. */
function Poster({ siteName, path, madeAt }: { siteName: string; path: string; madeAt: string }) {
  const { t } = useTranslation('attendance');
  const { dayOf, inLanguage } = useFormats();
  const { organisation } = useSession().me;
  return (
    <section className={`section ${styles['poster'] ?? ''}`} aria-label={t('station.poster')}>
      <p className={styles['poster-title']}>{t('station.posterTitle')}</p>
      <p>
        {inLanguage(organisation.name, organisation.nameEn)} · {siteName}
      </p>
      <QrPicture
        className={styles['poster-qr'] ?? ''}
        label={t('station.qr', { site: siteName })}
        text={window.location.origin + path}
      />
      <p>{t('station.scan')}</p>
      <p className="quiet small">{t('station.madeOn', { day: dayOf(madeAt) })}</p>
    </section>
  );
}

function useStationChanges(siteId: string) {
  const { t } = useTranslation('attendance');
  const { modal } = App.useApp();
  const params = { id: siteId };
  const onDone = () => undefined;
  const make = useChange<void, unknown>(
    { change: () => call(MakeStationCode, { params }), said: () => t('station.made'), onDone },
    readAttendanceAnew,
  );
  const end = useChange<void, unknown>(
    { change: () => call(EndStationCode, { params }), said: () => t('station.ended'), onDone },
    readAttendanceAnew,
  );
  const askRenew = () =>
    void modal.confirm({
      title: t('station.renewSure'),
      content: t('station.renewHint'),
      okText: t('station.renew'),
      onOk: () => make.mutateAsync().catch(() => undefined),
    });
  const askEnd = () =>
    void modal.confirm({
      title: t('station.endSure'),
      content: t('station.endHint'),
      okText: t('station.end'),
      okButtonProps: { danger: true },
      onOk: () => end.mutateAsync().catch(() => undefined),
    });
  return { make, askRenew, askEnd };
}
