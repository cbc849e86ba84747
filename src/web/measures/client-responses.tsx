import { useQuery } from '@tanstack/react-query';
import { Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../app/formats.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { Section } from '../ui/section.tsx';
import { Tag, type Tone } from '../ui/tag.tsx';
import { clientResponsesQuery } from './queries.ts';
import { useInstruments } from './use-instruments.ts';

const tones: Readonly<Record<string, Tone>> = {
  improved: 'good',
  deteriorated: 'danger',
  unchanged: 'plain',
  not_computable: 'plain',
};

/** Scores of one client over the waves, each with its change since the first and whether that is more than noise. */
export function ClientResponses({ clientId }: { clientId: string }) {
  const { t } = useTranslation();
  const { instant, textOf } = useFormats();
  const { titleOf, scaleOf } = useInstruments();
  const list = useQuery(clientResponsesQuery(clientId));
  const rows = (list.data?.items ?? []).flatMap((item) =>
    item.scores.map((score) => ({ ...item, ...score, key: `${item.id}|${score.scale}` })),
  );
  return (
    <Section title={t('response.title')}>
      {list.error !== null && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <LoadingState rows={2} />}
      {list.isSuccess && rows.length === 0 && <p className="quiet">{t('response.none')}</p>}
      {rows.length > 0 && (
        <>
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
                render: (wave: 'baseline' | null) => (wave === null ? '' : t(`campaign.waves.${wave}`)),
              },
              {
                title: t('campaign.scale'),
                render: (_, { instrumentId, scale }) =>
                  `${titleOf(instrumentId)} · ${scaleOf(instrumentId, scale)}`,
              },
              {
                title: t('response.score'),
                align: 'right',
                render: (_, { value, cutOffs }) => (
                  <>
                    {value === null ? t('response.incomplete') : value}{' '}
                    {cutOffs.map((cutOff) => (
                      <Tag key={cutOff.citation + cutOff.title.zh} tone="warning">
                        {textOf(cutOff.title)}
                      </Tag>
                    ))}
                  </>
                ),
              },
              {
                title: t('response.change'),
                render: (_, { change }) =>
                  change === null ? (
                    ''
                  ) : (
                    <>
                      {change.difference > 0 ? '+' : ''}
                      {change.difference.toFixed(1)}{' '}
                      <Tag tone={tones[change.class] ?? 'plain'}>{t(`response.classes.${change.class}`)}</Tag>
                    </>
                  ),
              },
            ]}
          />
          <p className="quiet">{t('response.note')}</p>
        </>
      )}
    </Section>
  );
}
