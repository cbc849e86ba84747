import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TalentWorkerView } from '../../contract/talent.ts';
import { specialities, specialityNames } from '../../domain/talent/professional-words.ts';
import { loadBands } from '../../domain/talent/workload.ts';
import { languageNames, spokenLanguages } from '../../domain/volunteers/profile-words.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { FigureTable } from '../ui/figure-table.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { ScrollBox } from '../ui/scroll-box.tsx';
import { Section } from '../ui/section.tsx';
import { useIsNarrow } from '../ui/use-is-narrow.ts';
import { WordFilter } from '../ui/word-filter.tsx';
import { type BoardSearch, coverageOf, narrowed } from './board.ts';
import { LoadBar } from './load.tsx';
import { workersQuery } from './queries.ts';
import { EducationLine, QualificationTags, SupervisionLine } from './standing.tsx';
import { SupervisionDialog } from './supervision-dialog.tsx';
import styles from './talent.module.css';
import { WaitingRecords } from './waiting-records.tsx';

/** Who of the staff is free, who is overloaded, and what each can do and owes. */
export function TalentBoardPage() {
  const { t } = useTranslation('talent');
  const list = useQuery(workersQuery);
  const { may } = useSession();
  const [isRecording, setRecording] = useState(false);
  return (
    <>
      <PageHeader
        title={t('board.title')}
        lead={t('board.lead')}
        action={
          <div className={styles['actions']}>
            <Link to="/talent/figures">{t('figures.title')}</Link>
            <Link to="/talent/former">{t('former.title')}</Link>
            {may('supervision.manage') && (
              <>
                <Link to="/talent/supervision">{t('supervision.title')}</Link>
                <Button type="primary" onClick={() => setRecording(true)}>
                  {t('supervision.record')}
                </Button>
              </>
            )}
          </div>
        }
      />
      {isRecording && <SupervisionDialog replaces={undefined} onClose={() => setRecording(false)} />}
      <WaitingRecords />
      {list.error !== null && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <LoadingState />}
      {list.isSuccess && <Board workers={list.data.items} />}
    </>
  );
}

function Board({ workers }: { workers: readonly TalentWorkerView[] }) {
  const { t } = useTranslation('talent');
  const search = useSearch({ from: '/staff/talent' });
  const isNarrow = useIsNarrow();
  const shown = narrowed(workers, search);
  return (
    <>
      <Section title={t('board.workers', { count: shown.length })}>
        <Filters search={search} />
        {shown.length === 0 ? (
          <EmptyState title={t('board.none')} />
        ) : isNarrow ? (
          <WorkerCards workers={shown} />
        ) : (
          <WorkerTable workers={shown} />
        )}
        <p className="quiet small">{t('board.estimate')}</p>
      </Section>
      <Coverage workers={workers} />
    </>
  );
}

function WorkerTable({ workers }: { workers: readonly TalentWorkerView[] }) {
  const { t } = useTranslation('talent');
  return (
    <ScrollBox label={t('board.title')}>
      <table className="list">
        <thead>
          <tr>
            <th scope="col">{t('board.name')}</th>
            <th scope="col">{t('board.load')}</th>
            <th scope="col">{t('board.free')}</th>
            <th scope="col">{t('board.qualifications')}</th>
            <th scope="col">{t('board.education')}</th>
            <th scope="col">{t('board.supervision')}</th>
          </tr>
        </thead>
        <tbody>
          {workers.map((worker) => (
            <tr key={worker.accountId}>
              <th scope="row">
                <WorkerName worker={worker} />
              </th>
              <td>
                <WorkerLoad worker={worker} />
              </td>
              <td className="figures">
                <FreeTime worker={worker} />
              </td>
              <td>
                <QualificationTags worker={worker} />
              </td>
              <td>
                <EducationLine worker={worker} />
              </td>
              <td>
                <SupervisionLine worker={worker} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

function WorkerCards({ workers }: { workers: readonly TalentWorkerView[] }) {
  const { t } = useTranslation('talent');
  return (
    <ul className="items">
      {workers.map((worker) => (
        <li key={worker.accountId} className="item">
          <div className={`item-main ${styles['worker-facts']}`}>
            <WorkerName worker={worker} />
            <div>
              <WorkerLoad worker={worker} />
            </div>
            <div>
              <QualificationTags worker={worker} />
            </div>
            <div className="small">
              {t('board.free')}: <FreeTime worker={worker} />
            </div>
            <div className="small">
              {t('board.education')}: <EducationLine worker={worker} />
            </div>
            <div className="small">
              {t('board.supervision')}: <SupervisionLine worker={worker} />
            </div>
          </div>
        </li>
      ))}
    </ul>
  );
}

function WorkerName({ worker }: { worker: TalentWorkerView }) {
  const { textOf } = useFormats();
  return (
    <>
      <Link to="/talent/workers/$accountId" params={{ accountId: worker.accountId }}>
        <bdi>{worker.name}</bdi>
      </Link>
      <div className="quiet small">
        {worker.profile.specialities.map((code) => textOf(specialityNames[code])).join(' · ')}
      </div>
    </>
  );
}

function WorkerLoad({ worker }: { worker: TalentWorkerView }) {
  const { t } = useTranslation('talent');
  return worker.workload === null ? (
    <span className="quiet">{t('load.without')}</span>
  ) : (
    <LoadBar workload={worker.workload} />
  );
}

function FreeTime({ worker }: { worker: TalentWorkerView }) {
  const { minutesOf } = useFormats();
  return worker.workload === null ? '—' : minutesOf(worker.workload.freeMinutes);
}

/** All of it stands in the address, so that Back and a bookmark find it again. */
function Filters({ search }: { search: BoardSearch }) {
  const { t } = useTranslation('talent');
  const { textOf } = useFormats();
  const navigate = useNavigate({ from: '/talent' });
  // undefined takes a filter away; the route leaves it out of the address
  const narrow = (change: { [Name in keyof BoardSearch]?: BoardSearch[Name] | undefined }) =>
    void navigate({ search: (before) => ({ ...before, ...change }) as BoardSearch, replace: true });
  return (
    <search className={styles['filters']} aria-label={t('board.filters')}>
      <WordFilter
        label={t('board.load')}
        value={search.band}
        onChange={(band) => narrow({ band })}
        options={loadBands.map((band) => ({ value: band, label: t(`bands.${band}`) }))}
      />
      <WordFilter
        label={t('profile.specialities')}
        value={search.speciality}
        onChange={(speciality) => narrow({ speciality })}
        options={specialities.map((code) => ({ value: code, label: textOf(specialityNames[code]) }))}
      />
      <WordFilter
        label={t('profile.languages')}
        value={search.language}
        onChange={(language) => narrow({ language })}
        options={spokenLanguages.map((code) => ({ value: code, label: textOf(languageNames[code]) }))}
      />
      {Object.keys(search).length > 0 && (
        <Button onClick={() => void navigate({ search: {} })}>{t('action.clear')}</Button>
      )}
    </search>
  );
}

/** What the station can do, and what nobody who has time can. */
function Coverage({ workers }: { workers: readonly TalentWorkerView[] }) {
  const { t } = useTranslation('talent');
  const { textOf } = useFormats();
  const coverage = coverageOf(workers);
  const missing = coverage.filter(({ holders }) => holders === 0);
  return (
    <Section title={t('coverage.title')}>
      <FigureTable
        caption={t('coverage.title')}
        rows={coverage.filter(({ holders }) => holders > 0)}
        keyOf={({ code }) => code}
        label={{ head: t('profile.specialities'), render: ({ code }) => textOf(specialityNames[code]) }}
        columns={[
          { key: 'holders', head: t('coverage.holders'), render: ({ holders }) => holders },
          { key: 'free', head: t('coverage.free'), render: ({ free }) => free },
        ]}
      />
      {missing.length > 0 && (
        <p>
          {t('coverage.missing')}{' '}
          {missing.map(({ code }) => textOf(specialityNames[code])).join(t('state.comma'))}
        </p>
      )}
    </Section>
  );
}
