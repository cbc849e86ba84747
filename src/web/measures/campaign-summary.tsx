import { useQuery } from '@tanstack/react-query';
import { Table } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CampaignSummary } from '../../contract/campaigns.ts';
import type { AnswerOf } from '../../contract/operation.ts';
import { useFormats } from '../base/formats.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { Section } from '../ui/section.tsx';
import { campaignSummaryQuery } from './queries.ts';
import { useInstruments } from './use-instruments.ts';

type Summary = AnswerOf<typeof CampaignSummary>;

/** Aggregates of a round; what is too small to show says so. */
export function CampaignSummaryView({ campaignId }: { campaignId: string }) {
  const { t } = useTranslation('measures');
  const { instant } = useFormats();
  const summary = useQuery(campaignSummaryQuery(campaignId));
  if (summary.error !== null)
    return <ErrorState error={summary.error} onRetry={() => void summary.refetch()} />;
  if (summary.data === undefined) return null;
  const { scales, selections, suppressedBelow, toldFrom } = summary.data;
  if (toldFrom !== null) {
    return (
      <Section title={t('campaign.summary')}>
        <p className="quiet">{t('campaign.toldFrom', { time: instant(toldFrom) })}</p>
      </Section>
    );
  }
  const hidden = t('campaign.hidden', { n: suppressedBelow });
  return (
    <Section title={t('campaign.summary')}>
      <ScaleTable scales={scales} hidden={hidden} />
      {selections.map((selection) => (
        <SelectionTable
          key={`${selection.instrumentId}|${selection.itemId}`}
          selection={selection}
          hidden={hidden}
        />
      ))}
      <p className="quiet">{t('campaign.suppression', { n: suppressedBelow })}</p>
    </Section>
  );
}

/** @param props what stands in the place of a figure that is too small to show */
function ScaleTable({ scales, hidden }: { scales: Summary['scales']; hidden: string }) {
  const { t } = useTranslation('measures');
  const { titleOf, scaleOf } = useInstruments();
  const number = (value: number | null) => (value === null ? hidden : value.toFixed(2));
  return (
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
        { title: t('campaign.mean'), dataIndex: 'mean', align: 'right', render: number },
        { title: t('campaign.sd'), dataIndex: 'sd', align: 'right', render: number },
      ]}
    />
  );
}

/** What was chosen of a question with several answers, the most frequent first. */
function SelectionTable(props: { selection: Summary['selections'][number]; hidden: string }) {
  const { selection, hidden } = props;
  const { instrumentId, itemId, n, options } = selection;
  const { t } = useTranslation('measures');
  const { titleOf, optionOf } = useInstruments();
  const withShare = (count: number) =>
    n === null || n === 0
      ? count
      : t('state.aside', { text: count, aside: `${Math.round((100 * count) / n)}%` });
  return (
    <div>
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
            render: (count: number | null) => (count === null ? hidden : withShare(count)),
          },
        ]}
      />
    </div>
  );
}
