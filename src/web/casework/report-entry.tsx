import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  isReportSettled,
  mandatoryReportClock,
  reportWithinMinutes,
} from '../../domain/casework/mandatory-report.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { Tag } from '../ui/tag.tsx';
import { ChangeReportDialog } from './change-report-dialog.tsx';
import type { ReportView } from './queries.ts';
import { TimelineEntry } from './timeline-entry.tsx';
import { useNow } from '../ui/use-now.ts';
import { VersionHistory } from './version-history.tsx';

/** A mandatory report in the story of a person: what was found, when it was reported, what was corrected and why. */
export function ReportEntry({ report }: { report: ReportView }) {
  const { t } = useTranslation('casework');
  const { may } = useSession();
  const [purpose, setPurpose] = useState<'complete' | 'change'>();
  const purposes = isReportSettled(report) ? (['change'] as const) : (['complete', 'change'] as const);
  const first = report.earlier.at(-1) ?? report;
  return (
    <TimelineEntry
      title={t('report.action')}
      extra={<ReportStanding report={report} />}
      at={report.discoveredAt}
      recordedAt={first.recordedAt}
      recordedBy={first.recordedBy}
      tone={report.isMistaken ? 'quiet' : 'danger'}
    >
      <p className="prose">{report.text}</p>
      {!report.isMistaken && <ReportFacts report={report} />}
      <EarlierVersions report={report} />
      {may('report.file') && (
        <span className="row">
          {purposes.map((known) => (
            <Button key={known} type="link" className="inline-link" onClick={() => setPurpose(known)}>
              {t(`report.${known}`)}
            </Button>
          ))}
        </span>
      )}
      {purpose !== undefined && (
        <ChangeReportDialog report={report} purpose={purpose} onClose={() => setPurpose(undefined)} />
      )}
    </TimelineEntry>
  );
}

function ReportStanding({ report }: { report: ReportView }) {
  const { t } = useTranslation('casework');
  const { standing } = mandatoryReportClock(report, new Date(useNow()).toISOString());
  if (report.isMistaken) return <Tag tone="plain">{t('report.mistaken')}</Tag>;
  const isLate = standing === 'overdue' || standing === 'reported_late';
  return (
    <Tag tone={isLate ? 'danger' : standing === 'reported' ? 'good' : 'warning'}>
      {t(`report.standings.${standing}`)}
    </Tag>
  );
}

function ReportFacts({ report }: { report: ReportView }) {
  const { t } = useTranslation('casework');
  const { duration, instant } = useFormats();
  const { minutes, missing } = mandatoryReportClock(report, new Date(useNow()).toISOString());
  return (
    <>
      {report.reportedAt !== null && (
        <p className="small">
          {t('report.reportedAt')} {instant(report.reportedAt)} ·{' '}
          {t('report.reportedAfter', { time: duration(minutes) })}
          {minutes > reportWithinMinutes && ` (> ${duration(reportWithinMinutes)})`}
        </p>
      )}
      {report.reportedTo !== null && <p className="small">{t('report.to', { name: report.reportedTo })}</p>}
      {report.receipt !== null && (
        <p className="small">{t('report.receiptOf', { receipt: report.receipt })}</p>
      )}
      <span className="row">
        {missing.map((part) => (
          <Tag key={part} tone="warning">
            {t(`report.missing.${part}`)}
          </Tag>
        ))}
      </span>
    </>
  );
}

/** Who changed the report, when and why, and what stood there before. */
function EarlierVersions({ report }: { report: ReportView }) {
  const { t } = useTranslation('casework');
  const { instant } = useFormats();
  return (
    <VersionHistory
      summary={t('report.history', { n: report.earlier.length })}
      versions={[report, ...report.earlier].map((one) => ({ ...one, content: one }))}
      linesOf={({ discoveredAt, reportedAt, reportedTo, receipt, text, isMistaken }) => [
        { label: t('report.discoveredAt'), text: instant(discoveredAt) },
        {
          label: t('report.reportedAt'),
          text: reportedAt === null ? t('report.notReported') : instant(reportedAt),
        },
        { label: t('report.reportedTo'), text: reportedTo ?? t('state.emptyText') },
        { label: t('report.receipt'), text: receipt ?? t('state.emptyText') },
        { label: t('report.text'), text },
        ...(isMistaken ? [{ label: t('report.mistaken'), text: '✓' }] : []),
      ]}
    />
  );
}
