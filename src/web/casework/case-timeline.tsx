import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type CaseStatus, lifecycle } from '../../domain/casework/lifecycle.ts';
import { reportWithinMinutes } from '../../domain/casework/mandatory-report.ts';
import { useFormats } from '../app/formats.ts';
import { RiskTag } from '../clients/client-tags.tsx';
import { useColleagues } from '../identity/use-colleagues.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { Section } from '../ui/section.tsx';
import { Tag } from '../ui/tag.tsx';
import { type CaseRecordView, type CaseView, encounterPages, type EncounterView } from './queries.ts';
import { reportClock } from './running-reports.ts';
import { useNow } from './use-now.ts';
import { mergeTimeline } from './merge-timeline.ts';

/** Records and encounters as one story, newest first. */
export function CaseTimeline({ view }: { view: CaseView }) {
  const { t } = useTranslation();
  const list = useInfiniteQuery(encounterPages(view.id));
  const encounters = (list.data?.pages ?? []).flatMap(({ items }) => items);
  const entries = mergeTimeline(view.records, encounters, list.hasNextPage);
  return (
    <Section title={t('case.timeline')}>
      {list.error !== null && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <LoadingState />}
      {list.isSuccess && entries.length === 0 && <p className="quiet">{t('case.timelineEmpty')}</p>}
      <ol className="timeline">
        {list.isSuccess &&
          entries.map((entry) =>
            entry.type === 'encounter' ? (
              <EncounterEntry key={entry.encounter.id} encounter={entry.encounter} />
            ) : (
              <RecordEntry key={entry.record.id} record={entry.record} />
            ),
          )}
      </ol>
      {list.hasNextPage && (
        <Button onClick={() => void list.fetchNextPage()} loading={list.isFetchingNextPage}>
          {t('case.earlier')}
        </Button>
      )}
    </Section>
  );
}

function EncounterEntry({ encounter }: { encounter: EncounterView }) {
  const { t } = useTranslation();
  return (
    <Entry
      title={t(`encounter.kinds.${encounter.kind}`)}
      extra={<span className="quiet">{t('encounter.minutesOf', { n: encounter.minutes })}</span>}
      at={encounter.occurredAt}
      recordedAt={encounter.createdAt}
      recordedBy={encounter.recordedBy}
    >
      {encounter.note !== '' && <p className="prose">{encounter.note}</p>}
    </Entry>
  );
}

function RecordEntry({ record }: { record: CaseRecordView }) {
  const { t } = useTranslation();
  const { textOf, day } = useFormats();
  const { kind, from, to, reason, riskLevel, text, goals } = record;
  const common = { at: record.occurredAt, recordedAt: record.recordedAt, recordedBy: record.recordedBy };
  if (kind === 'transition') {
    const titleOf = (status: CaseStatus | undefined) =>
      status === undefined ? '' : textOf(lifecycle[status].title);
    const words = t('case.step.from', { from: titleOf(from), to: titleOf(to) });
    return (
      <Entry {...common} title={words} tone="quiet">
        {reason !== undefined && <p className="prose">{t('case.step.reason', { reason })}</p>}
      </Entry>
    );
  }
  if (kind === 'mandatory_report') return <ReportEntry record={record} />;
  return (
    <Entry
      {...common}
      title={t(`record.kinds.${kind}`)}
      extra={riskLevel === undefined ? undefined : <RiskTag level={riskLevel} />}
    >
      {text !== null && <p className="prose">{text}</p>}
      {goals.length > 0 && (
        <ul className="goals">
          {goals.map(({ goal, measure, dueOn }) => (
            <li key={goal}>
              <strong>{goal}</strong>
              <p className="quiet small">
                {[measure, dueOn === undefined || dueOn === null ? undefined : day(dueOn)]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
            </li>
          ))}
        </ul>
      )}
    </Entry>
  );
}

function ReportEntry({ record }: { record: CaseRecordView }) {
  const { t } = useTranslation();
  const { duration } = useFormats();
  const { standing, minutes, missing } = reportClock(record, useNow());
  const isMade = standing === 'reported' || standing === 'reported_late';
  const isLate = standing === 'overdue' || standing === 'reported_late';
  return (
    <Entry
      title={t('record.kinds.mandatory_report')}
      extra={
        <Tag tone={isLate ? 'danger' : isMade ? 'good' : 'warning'}>{t(`report.standings.${standing}`)}</Tag>
      }
      at={record.occurredAt}
      recordedAt={record.recordedAt}
      recordedBy={record.recordedBy}
      tone="danger"
    >
      <p className="prose">{record.text}</p>
      {isMade && (
        <p className="small">
          {t('report.reportedAfter', { time: duration(minutes) })}
          {minutes > reportWithinMinutes && ` (> ${duration(reportWithinMinutes)})`}
        </p>
      )}
      {record.reportedTo !== undefined && (
        <p className="small">{t('report.to', { name: record.reportedTo })}</p>
      )}
      {record.receipt !== undefined && record.receipt !== null && (
        <p className="small">{t('report.receiptOf', { receipt: record.receipt })}</p>
      )}
      <span className="row">
        {missing.map((part) => (
          <Tag key={part} tone="warning">
            {t(`report.missing.${part}`)}
          </Tag>
        ))}
      </span>
    </Entry>
  );
}

const LATE = 86_400_000;

function Entry(props: {
  title: ReactNode;
  extra?: ReactNode;
  at: string;
  recordedAt: string;
  recordedBy: string;
  tone?: 'quiet' | 'danger';
  children?: ReactNode;
}) {
  const { t } = useTranslation();
  const { instant } = useFormats();
  const { nameOf } = useColleagues();
  const isLate = Date.parse(props.recordedAt) - Date.parse(props.at) > LATE;
  return (
    <li className={props.tone === undefined ? undefined : `timeline-${props.tone}`}>
      <article>
        <div className="row">
          <h3>{props.title}</h3>
          {props.extra}
        </div>
        <p className="quiet small">
          <time dateTime={props.at}>{instant(props.at)}</time> ·{' '}
          {t('record.by', { name: nameOf(props.recordedBy) })}
          {isLate && ` · ${t('record.lateEntry', { time: instant(props.recordedAt) })}`}
        </p>
        {props.children}
      </article>
    </li>
  );
}
