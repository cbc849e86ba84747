import { useQuery } from '@tanstack/react-query';
import { Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../base/formats.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { Section } from '../ui/section.tsx';
import { campaignSummaryQuery } from './queries.ts';
import { useInstruments } from './use-instruments.ts';

/** Aggregates of a round; what is too small to show says so. */
export function CampaignSummaryView({ campaignId }: { campaignId: string }) {
  const { t } = useTranslation('measures');
  const { instant } = useFormats();
  const { titleOf, scaleOf, optionOf } = useInstruments();
  const summary = useQuery(campaignSummaryQuery(campaignId));
  if (summary.error !== null)
    return <ErrorState error={summary.error} onRetry={() => void summary.refetch()} />;
  if (summary.data === undefined) return null;
  const { scales, selections, suppressedBelow, toldFrom } = summary.data;
  const hidden = t('campaign.hidden', { n: suppressedBelow });
  const number = (value: number | null, digits: number) => (value === null ? hidden : value.toFixed(digits));
  if (toldFrom !== null) {
    return (
      <Section title={t('campaign.summary')}>
        <p className="quiet">{t('campaign.toldFrom', { time: instant(toldFrom) })}</p>
      </Section>
    );
  }
  return (
    <Section title={t('campaign.summary')}>
      <Table
        size="small"
        rowKey={({ instrumentId, scale }) => `${instrumentId}|${scale}`}
        dataSource={scales}
        pagination={false}
        scroll={{ x: true }}
        locale={{ emptyText: t('campaign.noAnswers') }}
        columns={[
          {
            title: t('measure.scale'),
            render: (_, { instrumentId, scale }) =>
              `${titleOf(instrumentId)} · ${scaleOf(instrumentId, scale)}`,
          },
          { title: 'n', dataIndex: 'n', align: 'right', render: (n: number | null) => n ?? hidden },
          {
            title: t('campaign.mean'),
            dataIndex: 'mean',
            align: 'right',
            render: (mean: number | null) => number(mean, 2),
          },
          {
            title: t('campaign.sd'),
            dataIndex: 'sd',
            align: 'right',
            render: (sd: number | null) => number(sd, 2),
          },
        ]}
      />
      {selections.map(({ instrumentId, itemId, n, options }) => (
        <div key={`${instrumentId}|${itemId}`}>
          <h3>
            {titleOf(instrumentId)} · n = {n ?? hidden}
          </h3>
          <Table
            size="small"
            rowKey="optionId"
            dataSource={options.toSorted((left, right) => (right.named ?? 0) - (left.named ?? 0))}
            pagination={false}
            columns={[
              {
                title: t('campaign.option'),
                dataIndex: 'optionId',
                render: (optionId: string) => optionOf(instrumentId, itemId, optionId),
              },
              {
                title: t('campaign.first'),
                dataIndex: 'first',
                align: 'right',
                render: (count: number | null) => count ?? hidden,
              },
              {
                title: t('campaign.named'),
                dataIndex: 'named',
                align: 'right',
                render: (count: number | null) =>
                  count === null
                    ? hidden
                    : n === null || n === 0
                      ? count
                      : `${count}（${Math.round((100 * count) / n)}%）`,
              },
            ]}
          />
        </div>
      ))}
      <p className="quiet">{t('campaign.suppression', { n: suppressedBelow })}</p>
    </Section>
  );
}
