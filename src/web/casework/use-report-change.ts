import type { FormInstance } from 'antd';
import { useTranslation } from 'react-i18next';
import { useChange } from '../ui/use-change.ts';
import { alertsKey, casesKey, reportsQuery, type ReportView } from './queries.ts';

/** A report as it is now: shown at once where its client is met, and its alert is read again. */
export function useReportChange<Values>(options: {
  change: (values: Values) => Promise<ReportView>;
  form: FormInstance;
  onDone: () => void;
}) {
  const { t } = useTranslation('casework');
  return useChange<Values, ReportView>(
    { ...options, said: () => t('report.saved') },
    (queryClient, { clientId }) => {
      void queryClient.invalidateQueries({ queryKey: reportsQuery(clientId).queryKey });
      void queryClient.invalidateQueries({ queryKey: alertsKey });
      void queryClient.invalidateQueries({ queryKey: casesKey });
    },
  );
}
