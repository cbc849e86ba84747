import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSession } from '../base/session-context.ts';
import { Section } from '../ui/section.tsx';
import { AlertList } from './alert-list.tsx';
import { alertPages } from './queries.ts';
import { RunningReports } from './running-reports.tsx';

/** What is urgent about a person, with its clocks, wherever the person is met: reports to be made and open alerts. */
export function PersonNotices({ clientId }: { clientId: string }) {
  const { may } = useSession();
  return (
    <>
      {may('report.file') && <RunningReports clientId={clientId} />}
      {may('alert.take') && <OpenAlerts clientId={clientId} />}
    </>
  );
}

function OpenAlerts({ clientId }: { clientId: string }) {
  const { t } = useTranslation('casework');
  const list = useInfiniteQuery(alertPages({ state: 'open', clientId }));
  // a running report has its own line, and its alert ends with it
  const alerts = (list.data?.pages ?? [])
    .flatMap(({ items }) => items)
    .filter(({ kind }) => kind !== 'mandatory_report');
  if (alerts.length === 0) return null;
  return (
    <Section title={t('alert.openOfPerson')} tone="danger">
      <AlertList alerts={alerts} />
    </Section>
  );
}
