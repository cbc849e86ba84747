import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../ui/error-state.tsx';
import { Section } from '../ui/section.tsx';
import { reportsQuery } from './queries.ts';
import { ReportEntry } from './report-entry.tsx';
import styles from './casework.module.css';

/** All mandatory reports about a client; most clients have none, and then nothing is shown. */
export function ClientReports({ clientId }: { clientId: string }) {
  const { t } = useTranslation('casework');
  const reports = useQuery(reportsQuery(clientId));
  if (reports.error !== null)
    return <ErrorState error={reports.error} onRetry={() => void reports.refetch()} />;
  if (reports.data === undefined || reports.data.items.length === 0) return null;
  return (
    <Section title={t('report.action')}>
      <ol className={styles['timeline']}>
        {reports.data.items.map((report) => (
          <ReportEntry key={report.id} report={report} />
        ))}
      </ol>
    </Section>
  );
}
