import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSession } from '../base/session-context.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { Section } from '../ui/section.tsx';
import { Tag } from '../ui/tag.tsx';
import { ReferralReason, UrgencyTag } from './case-tags.tsx';
import { EncounterEntry } from './encounter-entry.tsx';
import { mergeTimeline } from './merge-timeline.ts';
import { ClosureWords } from './closure-words.tsx';
import { type CaseView, type ClosureRequestView, encounterPages, reportsQuery } from './queries.ts';
import { RecordEntry } from './record-entry.tsx';
import { ReportEntry } from './report-entry.tsx';
import { TimelineEntry } from './timeline-entry.tsx';
import styles from './casework.module.css';

/** Records, encounters and mandatory reports as one story, newest first. */
export function CaseTimeline({ view }: { view: CaseView }) {
  const { t } = useTranslation('casework');
  const list = useInfiniteQuery(encounterPages(view.id));
  const encounters = (list.data?.pages ?? []).flatMap(({ items }) => items);
  const { may } = useSession();
  const reports = useQuery({ ...reportsQuery(view.clientId), enabled: may('report.file') });
  const { records } = view;
  const entries = mergeTimeline(
    { records, encounters, reports: reports.data?.items ?? [], requests: view.closureRequests },
    list.hasNextPage,
  );
  return (
    <Section title={t('case.timeline')}>
      {list.error !== null && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <LoadingState />}
      {list.isSuccess && entries.length === 0 && view.referral === null && (
        <p className="quiet">{t('case.timelineEmpty')}</p>
      )}
      <ol className={styles['timeline']}>
        {list.isSuccess &&
          entries.map((entry) =>
            entry.type === 'encounter' ? (
              <EncounterEntry key={entry.encounter.id} encounter={entry.encounter} />
            ) : entry.type === 'report' ? (
              <ReportEntry key={entry.report.id} report={entry.report} />
            ) : entry.type === 'closure' ? (
              <ClosureEntry key={entry.request.id} request={entry.request} />
            ) : (
              <RecordEntry key={entry.record.id} caseId={view.id} record={entry.record} />
            ),
          )}
        {list.isSuccess && !list.hasNextPage && view.referral !== null && (
          <OriginEntry referral={view.referral} />
        )}
      </ol>
      {list.hasNextPage && <p className="print-only">{t('case.earlierNotPrinted')}</p>}
      {list.hasNextPage && (
        <Button onClick={() => void list.fetchNextPage()} loading={list.isFetchingNextPage}>
          {t('case.earlier')}
        </Button>
      )}
    </Section>
  );
}

/** That somebody asked for the case to be closed, and what became of it. */
function ClosureEntry({ request }: { request: ClosureRequestView }) {
  const { t } = useTranslation('casework');
  return (
    <TimelineEntry
      title={t('closure.title')}
      extra={<Tag>{t(`closure.statuses.${request.status}`)}</Tag>}
      at={request.requestedAt}
      recordedAt={request.requestedAt}
      recordedBy={request.requestedBy}
      tone="quiet"
    >
      <ClosureWords request={request} />
    </TimelineEntry>
  );
}

/** What the case began with, in the referrer's words. */
function OriginEntry({ referral }: { referral: NonNullable<CaseView['referral']> }) {
  const { t } = useTranslation('casework');
  const { source, urgency, reason, createdAt, referredBy } = referral;
  return (
    <TimelineEntry
      title={t('case.beganWith', { source: source === null ? '—' : t(`referral.sources.${source}`) })}
      extra={<UrgencyTag urgency={urgency} />}
      at={createdAt}
      recordedAt={createdAt}
      recordedBy={referredBy}
    >
      <ReferralReason reason={reason} />
    </TimelineEntry>
  );
}
