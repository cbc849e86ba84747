import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { reportWithinMinutes } from '../../domain/casework/mandatory-report.ts';
import { useFormats } from '../app/formats.ts';
import { Tag } from '../ui/tag.tsx';
import type { CasePartProps } from './case-header.tsx';
import { reportClock, runningReports } from './running-reports.ts';
import { useNow } from './use-now.ts';

/** A report that is still to be made, with its running clock. */
export function ReportBanner({ view, onOpen }: CasePartProps) {
  const { t } = useTranslation();
  const { instant, duration } = useFormats();
  const now = useNow();
  return runningReports(view.records).map((record) => {
    const { standing, minutes } = reportClock(record, now);
    return (
      <div key={record.id} className="notice notice-danger" role="alert">
        <strong>{t('report.banner')}</strong>
        <span>
          {t('report.discoveredAt')} {instant(record.occurredAt)}
        </span>
        <Tag tone="danger">
          {standing === 'overdue'
            ? t('report.overdueBy', { time: duration(minutes - reportWithinMinutes) })
            : t('report.dueIn', { time: duration(reportWithinMinutes - minutes) })}
        </Tag>
        <Button
          type="primary"
          danger
          className="push"
          onClick={() => onOpen({ kind: 'report', running: record })}
        >
          {t('report.complete')}
        </Button>
      </div>
    );
  });
}
