import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { TalentReportView } from '../../contract/talent.ts';
import { specialities, specialityNames } from '../../domain/talent/professional-words.ts';
import { loadBands } from '../../domain/talent/workload.ts';
import { useFormats } from '../base/formats.ts';
import { useRegions } from '../organisations/public.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { FigureTable } from '../ui/figure-table.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Section } from '../ui/section.tsx';
import { useTold } from './figures.tsx';
import { reportsQuery } from './queries.ts';

/** What organisations report of their staff, side by side: sums, nobody by name. */
export function TalentReportsPage() {
  const { t } = useTranslation('talent');
  const read = useQuery(reportsQuery);
  const items = read.data?.items ?? [];
  return (
    <>
      <PageHeader title={t('reports.title')} lead={t('reports.lead')} />
      {read.error !== null && <ErrorState error={read.error} onRetry={() => void read.refetch()} />}
      {read.isPending && <LoadingState />}
      {read.isSuccess && items.length === 0 && (
        <EmptyState title={t('reports.none')} hint={t('reports.noneHint')} />
      )}
      {items.length > 0 && (
        <>
          <Loads reports={items} />
          <Competences reports={items} />
        </>
      )}
    </>
  );
}

function Loads({ reports }: { reports: readonly TalentReportView[] }) {
  const { t } = useTranslation('talent');
  const { inLanguage, dayOf, minutesOf } = useFormats();
  const { nameOf } = useRegions(reports.map(({ regionCode }) => regionCode));
  const told = useTold();
  const time = (minutes: number | null) => (minutes === null ? t('figures.hidden') : minutesOf(minutes));
  return (
    <Section title={t('reports.loads')}>
      <FigureTable
        caption={t('reports.loads')}
        rows={reports}
        keyOf={({ organisationId }) => organisationId}
        label={{
          head: t('reports.organisation'),
          render: ({ name, nameEn, regionCode, madeAt }) => (
            <>
              {inLanguage(name, nameEn)}
              <div className="quiet small">
                {nameOf(regionCode)} · {dayOf(madeAt)}
              </div>
            </>
          ),
        }}
        columns={[
          {
            key: 'workers',
            group: t('figures.people'),
            head: t('figures.workers'),
            render: ({ figures }) => figures.workers,
          },
          ...loadBands.map((band) => ({
            key: band,
            group: t('figures.bands'),
            head: t(`bands.${band}`),
            render: ({ figures }: TalentReportView) => told(figures.bands[band]),
          })),
          {
            key: 'index',
            group: t('reports.week'),
            head: t('figures.index'),
            render: ({ figures }) => (figures.index === null ? t('figures.hidden') : `${figures.index}%`),
          },
          {
            key: 'lendable',
            group: t('reports.week'),
            head: t('figures.lendableTime'),
            render: ({ figures }) => time(figures.lendableMinutes),
          },
        ]}
      />
      <p className="quiet small">{t('figures.small')}</p>
    </Section>
  );
}

/** What is missing somewhere, and where somebody who can do it could be asked for. */
function Competences({ reports }: { reports: readonly TalentReportView[] }) {
  const { t } = useTranslation('talent');
  const { inLanguage, textOf } = useFormats();
  const of = ({ figures }: TalentReportView, code: string) =>
    figures.specialities.find((one) => one.code === code);
  const lacking = specialities.filter((code) =>
    reports.every((report) => (of(report, code)?.holders ?? 0) === 0),
  );
  return (
    <Section title={t('reports.competences')}>
      <p>{t('reports.competencesHint')}</p>
      <FigureTable
        caption={t('reports.competences')}
        rows={specialities.filter((code) => !lacking.includes(code))}
        keyOf={(code) => code}
        label={{ head: t('profile.specialities'), render: (code) => textOf(specialityNames[code]) }}
        columns={reports.map((report) => ({
          key: report.organisationId,
          head: inLanguage(report.name, report.nameEn),
          render: (code: (typeof specialities)[number]) => {
            const known = of(report, code);
            if (known === undefined || known.holders === 0) return <strong>{t('reports.lacks')}</strong>;
            return known.available === 0
              ? String(known.holders)
              : t('reports.holders', { n: known.holders, available: known.available });
          },
        }))}
      />
      {lacking.length > 0 && (
        <p>
          {t('reports.nobody')} {lacking.map((code) => textOf(specialityNames[code])).join(t('state.comma'))}
        </p>
      )}
    </Section>
  );
}
