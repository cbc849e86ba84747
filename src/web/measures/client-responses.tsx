import { useQuery } from '@tanstack/react-query';
import { Table } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AnswerOf } from '../../contract/operation.ts';
import type { ListClientResponses } from '../../contract/responses.ts';
import { useFigures } from '../base/figures.ts';
import { useFormats } from '../base/formats.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { Section } from '../ui/section.tsx';
import { Tag } from '../ui/tag.tsx';
import { changeTones } from './change-tones.ts';
import { clientResponsesQuery } from './queries.ts';
import { useChangeReason } from './use-change-reason.ts';
import { ScoreChart } from './score-chart.tsx';
import { scoreLines } from './score-lines.ts';
import { useInstruments } from './use-instruments.ts';
import styles from './measures.module.css';

type ResponseItem = AnswerOf<typeof ListClientResponses>['items'][number];

function scoreRows(item: ResponseItem) {
  return item.scores.map((own) => ({ ...item, ...own, key: `${item.id}|${own.scale}` }));
}

/** Scores of one client over the waves, each with its change since the first and whether that is more than noise. */
export function ClientResponses({ clientId }: { clientId: string }) {
  const { t } = useTranslation('measures');
  const { instruments } = useInstruments();
  const list = useQuery(clientResponsesQuery(clientId));
  // what was kept apart may be somebody else's
  const counted = (list.data?.items ?? []).filter(({ keptApart }) => keptApart === null);
  const rows = counted.flatMap(scoreRows);
  const lines = scoreLines(instruments, counted);
  return (
    <Section title={t('response.title')}>
      {list.error !== null && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <LoadingState rows={2} />}
      {list.isSuccess && rows.length === 0 && <p className="quiet">{t('response.none')}</p>}
      {lines.length > 0 && (
        <>
          <div className={styles['scores']}>
            {lines.map((line) => (
              <ScoreChart key={`${line.instrumentId} ${line.scale}`} line={line} />
            ))}
          </div>
          {lines.some(({ threshold }) => threshold !== undefined) && (
            <p className="quiet small">{t('response.band')}</p>
          )}
        </>
      )}
      {rows.length > 0 && (
        <>
          <ScoreTable rows={rows} />
          <p className="quiet">{t('response.note')}</p>
        </>
      )}
    </Section>
  );
}

function ScoreTable({ rows }: { rows: ReturnType<typeof scoreRows> }) {
  const { t } = useTranslation('measures');
  const { instant, textOf } = useFormats();
  const { score } = useFigures();
  const { titleOf, scaleOf } = useInstruments();
  return (
    <Table
      size="small"
      dataSource={rows}
      pagination={rows.length > 12 ? { pageSize: 12 } : false}
      scroll={{ x: true }}
      columns={[
        { title: t('response.when'), dataIndex: 'answeredAt', render: (at: string) => instant(at) },
        {
          title: t('campaign.wave'),
          dataIndex: 'wave',
          className: 'figures',
          render: (wave: 'baseline' | null) => (wave === null ? '' : t(`measure.waves.${wave}`)),
        },
        {
          title: t('measure.scale'),
          render: (_, { instrumentId, scale }) =>
            `${titleOf(instrumentId)} · ${scaleOf(instrumentId, scale)}`,
        },
        {
          title: t('response.score'),
          align: 'right',
          render: (_, { value, cutOff }) => (
            <>
              {value === null ? t('response.incomplete') : score(value)}{' '}
              {cutOff !== null && (
                <>
                  <Tag tone="warning">{textOf(cutOff.title)}</Tag>
                  <p className="quiet small">
                    {t('response.ofPopulation', { who: textOf(cutOff.population) })}
                  </p>
                </>
              )}
            </>
          ),
        },
        {
          title: t('response.change'),
          render: (_, { change }) => (change === null ? '' : <ChangeCell change={change} />),
        },
      ]}
    />
  );
}

type Change = NonNullable<ResponseItem['scores'][number]['change']>;

function ChangeCell({ change }: { change: Change }) {
  const { t } = useTranslation('measures');
  const { score } = useFigures();
  const reasonOf = useChangeReason();
  const { difference } = change;
  return (
    <>
      {difference !== null && `${difference > 0 ? '+' : ''}${score(difference)} `}
      <Tag tone={changeTones[change.class]}>{t(`response.classes.${change.class}`)}</Tag>
      {change.reason !== null && <p className="quiet small">{reasonOf(change)}</p>}
    </>
  );
}
