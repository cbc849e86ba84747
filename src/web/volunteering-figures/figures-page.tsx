import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { VolunteeringFiguresView } from '../../contract/volunteering-figures.ts';
import { spokenLanguage } from '../../domain/language.ts';
import { absenceNames } from '../../domain/volunteers/attendance.ts';
import { wholePerCents } from '../../domain/whole-per-cents.ts';
import { useFigures } from '../base/figures.ts';
import { useFormats } from '../base/formats.ts';
import { DayInput } from '../ui/day-input.tsx';
import { Definitions } from '../ui/definitions.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { type FigureColumn, FigureTable } from '../ui/figure-table.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Section } from '../ui/section.tsx';
import { ShareBar } from '../ui/share-bar.tsx';
import { AmountBars } from './amount-bars.tsx';
import { figuresQuery } from './queries.ts';

type Figures = VolunteeringFiguresView;
type Period = Pick<Figures, 'from' | 'until'>;

/** Volunteering of a period in figures, each with its n, and the report of it. */
export function FiguresPage() {
  const { t } = useTranslation('volunteering-figures');
  const { today } = useFormats();
  const search = useSearch({ from: '/staff/volunteering-figures' });
  const period = {
    from: search.from ?? `${today.slice(0, 'YYYY'.length)}-01-01`,
    until: search.until ?? today,
  };
  const query = useQuery(figuresQuery(period));
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} action={<Reports period={period} />} />
      <PeriodChoice period={period} today={today} />
      {query.isPending && <LoadingState />}
      {query.error !== null && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data !== undefined && <FiguresOf figures={query.data} />}
    </>
  );
}

/** It stands in the address, so that a bookmark finds the same days. */
function PeriodChoice({ period, today }: { period: Period; today: string }) {
  const { t } = useTranslation('volunteering-figures');
  const navigate = useNavigate({ from: '/volunteering-figures' });
  const choose = (change: Partial<Period>) =>
    void navigate({ search: { ...period, ...change }, replace: true });
  return (
    <div className="form-grid">
      {(['from', 'until'] as const).map((end) => (
        <label key={end}>
          <span className="label">{t(`period.${end}`)}</span>
          <DayInput
            max={today}
            value={period[end]}
            onChange={(day) => {
              if (day !== null) choose({ [end]: day });
            }}
          />
        </label>
      ))}
    </div>
  );
}

/** For whoever funds the work; nobody is named in it. */
function Reports({ period: { from, until } }: { period: Period }) {
  const { t, i18n } = useTranslation('volunteering-figures');
  const language = spokenLanguage(i18n.language);
  const address = (format: string) =>
    `/api/v1/volunteering-figures/report?from=${from}&until=${until}&format=${format}&language=${language}`;
  return (
    <div className="row">
      <Button href={address('html')} target="_blank" rel="noreferrer">
        {t('report.html')}
      </Button>
      <Button href={address('docx')}>{t('report.docx')}</Button>
      <Button href={address('pdf')}>{t('report.pdf')}</Button>
    </div>
  );
}

function FiguresOf({ figures }: { figures: Figures }) {
  const { t } = useTranslation('volunteering-figures');
  if (figures.offered.length === 0 && figures.total.times === 0 && figures.calledOff === 0)
    return <EmptyState title={t('none')} hint={t('noneHint')} />;
  return (
    <div className="stack">
      <Summary figures={figures} />
      <FillRate figures={figures} />
      <Hours title={t('byProgramme')} rows={figures.byProgramme} />
      <Hours
        title={t('bySite')}
        rows={figures.bySite.map(({ siteName: name, ...row }) => ({ name, ...row }))}
      />
      <Evidence figures={figures} />
      <Retention figures={figures} />
      <Absences figures={figures} />
    </div>
  );
}

function Summary({ figures: { total, offered, calledOff } }: { figures: Figures }) {
  const { t } = useTranslation('volunteering-figures');
  const { number } = useFigures();
  const shifts = offered.reduce((sum, row) => sum + row.shifts, 0);
  return (
    <Section title={t('summary')}>
      <Definitions
        rows={[
          { term: t('people'), value: String(total.people) },
          { term: t('hours'), value: number(total.minutes / 60, 1) },
          { term: t('times'), value: String(total.times) },
          { term: t('shifts'), value: String(shifts) },
          { term: t('calledOff'), value: String(calledOff) },
        ]}
      />
    </Section>
  );
}

function FillRate({ figures: { offered } }: { figures: Figures }) {
  const { t } = useTranslation('volunteering-figures');
  const { percent } = useFigures();
  const places = offered.reduce((sum, row) => sum + row.places, 0);
  const taken = offered.reduce((sum, row) => sum + row.taken, 0);
  return (
    <Section title={t('fill.title')}>
      <ShareBar
        label={t('fill.all')}
        shares={[
          { key: 'taken', label: t('fill.taken'), count: taken, tone: 'good' },
          { key: 'open', label: t('fill.open'), count: places - taken, tone: 'unknown' },
        ]}
      />
      {offered.length > 0 && (
        <FigureTable
          caption={t('fill.title')}
          rows={offered}
          keyOf={({ opportunityId }) => opportunityId}
          label={{
            head: t('opportunity'),
            render: ({ title, siteName }) => (
              <>
                {title}
                <br />
                <span className="quiet small">{siteName}</span>
              </>
            ),
          }}
          columns={[
            { key: 'shifts', head: t('shifts'), render: ({ shifts }) => shifts },
            { key: 'places', head: t('fill.places'), render: (row) => row.places },
            { key: 'taken', head: t('fill.taken'), render: (row) => row.taken },
            {
              key: 'rate',
              head: t('fill.rate'),
              render: (row) => (row.places === 0 ? '—' : percent(row.taken / row.places)),
            },
          ]}
        />
      )}
    </Section>
  );
}

interface Served {
  readonly name: string;
  /** so many stand in this row, which has no name of its own then */
  readonly together: number;
  readonly minutes: number;
  readonly times: number;
  readonly people: number;
}

function useServedColumns<Row extends Omit<Served, 'name' | 'together'>>(): readonly FigureColumn<Row>[] {
  const { t } = useTranslation('volunteering-figures');
  const { number } = useFigures();
  return [
    { key: 'hours', head: t('hours'), render: ({ minutes }) => number(minutes / 60, 1) },
    { key: 'times', head: t('times'), render: ({ times }) => times },
    { key: 'people', head: t('people'), render: ({ people }) => people },
  ];
}

/** Bars beside each other, and the table that they are drawn from. */
function Hours({ title, rows }: { title: string; rows: readonly Served[] }) {
  const { t } = useTranslation('volunteering-figures');
  const { number } = useFigures();
  const columns = useServedColumns<Served & { readonly key: number }>();
  if (rows.length === 0) return null;
  // two sites may have one name
  const named = rows.map((row, key) => ({
    ...row,
    key,
    name: row.together > 1 ? t('others', { parts: row.together }) : row.name,
  }));
  return (
    <Section title={title}>
      <AmountBars
        rows={named.map(({ key, name, minutes }) => ({
          key,
          label: name,
          value: minutes,
          figure: t('hoursOf', { hours: number(minutes / 60, 1) }),
        }))}
      />
      <FigureTable
        caption={title}
        rows={named}
        keyOf={({ key }) => key}
        label={{ head: t('name'), render: ({ name }) => name }}
        columns={columns}
      />
    </Section>
  );
}

function Evidence({ figures: { bySource } }: { figures: Figures }) {
  const { t } = useTranslation('volunteering-figures');
  const { number } = useFigures();
  const columns = useServedColumns<Figures['bySource'][number] & { readonly share: number }>();
  if (bySource.length === 0) return null;
  // of hours, as the report has them
  const shares = wholePerCents(bySource.map(({ minutes }) => minutes));
  return (
    <Section title={t('evidence.title')}>
      <AmountBars
        rows={bySource.map(({ source, minutes }) => ({
          key: source,
          label: t(`sources.${source}`),
          value: minutes,
          figure: t('hoursOf', { hours: number(minutes / 60, 1) }),
        }))}
      />
      <FigureTable
        caption={t('evidence.title')}
        rows={bySource.map((row, at) => ({ ...row, share: shares[at] ?? 0 }))}
        keyOf={({ source }) => source}
        label={{ head: t('evidence.by'), render: ({ source }) => t(`sources.${source}`) }}
        columns={[
          ...columns,
          { key: 'share', head: t('evidence.share'), render: ({ share }) => `${share}%` },
        ]}
      />
    </Section>
  );
}

function Retention({ figures: { retention } }: { figures: Figures }) {
  const { t } = useTranslation('volunteering-figures');
  const { before, now, again, first } = retention;
  return (
    <Section title={t('retention.title')}>
      <ShareBar
        label={t('retention.before')}
        shares={[
          { key: 'again', label: t('retention.again'), count: again, tone: 'good' },
          { key: 'gone', label: t('retention.gone'), count: before - again, tone: 'unknown' },
        ]}
      />
      <p>{t('retention.now', { now, first })}</p>
      <p className="quiet small">{t('retention.hint')}</p>
    </Section>
  );
}

function Absences({ figures: { absent } }: { figures: Figures }) {
  const { t } = useTranslation('volunteering-figures');
  const { textOf } = useFormats();
  return (
    <Section title={t('absent.title')}>
      {absent.length === 0 ? (
        <p className="quiet">{t('absent.none')}</p>
      ) : (
        <FigureTable
          caption={t('absent.title')}
          rows={absent}
          keyOf={({ reason }) => reason}
          label={{ head: t('absent.why'), render: ({ reason }) => textOf(absenceNames[reason]) }}
          columns={[{ key: 'count', head: t('times'), render: ({ count }) => count }]}
        />
      )}
    </Section>
  );
}
