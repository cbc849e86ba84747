import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  isReportSettled,
  mandatoryReportClock,
  reportWithinMinutes,
} from '../../domain/casework/mandatory-report.ts';
import { useFormats } from '../base/formats.ts';
import { Tag } from '../ui/tag.tsx';
import { ChangeReportDialog } from './change-report-dialog.tsx';
import { reportsQuery, type ReportView } from './queries.ts';
import { useNow } from '../ui/use-now.ts';

/** Reports about a client that are still to be made, with their running clocks. */
export function RunningReports({ clientId }: { clientId: string }) {
  const [changing, setChanging] = useState<ReportView>();
  const reports = useQuery(reportsQuery(clientId)).data?.items ?? [];
  return (
    <>
      {reports
        .filter((report) => !isReportSettled(report))
        .map((report) => (
          <RunningReport key={report.id} report={report} onChange={() => setChanging(report)} />
        ))}
      {changing !== undefined && (
        <ChangeReportDialog report={changing} purpose="complete" onClose={() => setChanging(undefined)} />
      )}
    </>
  );
}

function RunningReport({ report, onChange }: { report: ReportView; onChange: () => void }) {
  const { t } = useTranslation('casework');
  const { instant, duration } = useFormats();
  const { standing, minutes } = mandatoryReportClock(report, new Date(useNow()).toISOString());
  return (
    <div className="notice notice-danger" role="alert">
      <strong>{t('report.banner')}</strong>
      <span>
        {t('report.discoveredAt')} {instant(report.discoveredAt)}
      </span>
      <Tag tone="danger">
        {standing === 'overdue'
          ? t('report.overdueBy', { time: duration(minutes - reportWithinMinutes) })
          : t('report.dueIn', { time: duration(reportWithinMinutes - minutes) })}
      </Tag>
      <Button type="primary" danger className="push" onClick={onChange}>
        {t('report.complete')}
      </Button>
    </div>
  );
}
