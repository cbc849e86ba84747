import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Progress, Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CertificateBatchView } from '../../contract/certificates.ts';
import { spacedNumber } from '../../domain/volunteers/volunteer-number.ts';
import { useFormats } from '../base/formats.ts';
import { saveTable, type TableLine } from '../base/save-table.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Section } from '../ui/section.tsx';
import { TableButtons } from '../ui/table-buttons.tsx';
import { CertificateStateTag } from './certificate-state-tag.tsx';
import styles from './certificates.module.css';
import { FileButtons } from './file-buttons.tsx';
import { batchQuery } from './queries.ts';

type BatchItem = CertificateBatchView['items'][number];

const PER_PAGE = 50;

/** Certificates that are made one after the other: how far it has come, and each of them. */
export function BatchPage() {
  const { batchId } = useParams({ from: '/staff/certificates/batches/$batchId' });
  const { t } = useTranslation('certificates');
  const { day } = useFormats();
  const query = useQuery(batchQuery(batchId));
  // what was shown goes on being shown while there is no connection
  if (query.data === undefined)
    return query.error === null ? (
      <LoadingState rows={6} />
    ) : (
      <ErrorState error={query.error} onRetry={() => void query.refetch()} />
    );
  const batch = query.data;
  return (
    <>
      <PageHeader
        title={t('batch.title', { from: day(batch.from), to: day(batch.to) })}
        lead={t('batch.lead')}
      />
      <div className="stack">
        <HowFar batch={batch} />
        {batch.isDone && <BatchList batch={batch} />}
      </div>
    </>
  );
}

function HowFar({ batch: { total, issued, failed, isDone, items } }: { batch: CertificateBatchView }) {
  const { t } = useTranslation('certificates');
  const percent = total === 0 ? 100 : Math.floor((100 * (issued + failed)) / total);
  return (
    <Section title={t('batch.progress')}>
      <Progress
        percent={percent}
        status={!isDone ? 'active' : failed > 0 ? 'normal' : 'success'}
        aria-label={t('batch.progress')}
      />
      <output>{t('batch.done', { issued, total })}</output>
      {isDone && failed > 0 && (
        <div className="notice notice-warning" role="alert">
          <div>
            <strong>{t('batch.failed', { count: failed })}</strong>
            <p>{t('batch.failedHint')}</p>
            <ul>
              {items
                .filter(({ state }) => state === 'failed')
                .map((item) => (
                  <li key={item.certificateId}>
                    <PersonLink item={item} />
                    {item.failedBecause !== null && `: ${t(`batch.because.${item.failedBecause}`)}`}
                  </li>
                ))}
            </ul>
          </div>
        </div>
      )}
    </Section>
  );
}

function PersonLink({ item: { volunteerId, name } }: { item: BatchItem }) {
  const { t } = useTranslation('certificates');
  return (
    <Link to="/volunteers/$volunteerId" params={{ volunteerId }}>
      <bdi>{name ?? t('batch.nameless')}</bdi>
    </Link>
  );
}

function BatchList({ batch }: { batch: CertificateBatchView }) {
  const { t } = useTranslation('certificates');
  const columns = useBatchColumns();
  const { from, to, items } = batch;
  const lines = (): TableLine[] => [
    [
      t('batch.name'),
      t('batch.volunteerNumber'),
      t('batch.number'),
      t('batch.minutes'),
      t('period.from'),
      t('period.to'),
      t('batch.state'),
      t('batch.why'),
    ],
    ...items.map(({ name, volunteerNumber, number, minutes, state, failedBecause }): TableLine => [
      name ?? t('batch.nameless'),
      volunteerNumber,
      number,
      minutes,
      from,
      to,
      t(`states.${state}`),
      failedBecause === null ? '' : t(`batch.because.${failedBecause}`),
    ]),
  ];
  return (
    <Section title={t('batch.list')}>
      <div className="form-actions">
        <TableButtons
          name={t('batch.save')}
          onSave={(form) => void saveTable(lines(), form, t('batch.fileName'))}
        />
      </div>
      <Table<BatchItem>
        className={styles['batch'] ?? ''}
        size="middle"
        rowKey="certificateId"
        dataSource={items}
        pagination={items.length > PER_PAGE && { pageSize: PER_PAGE, showSizeChanger: false }}
        scroll={{ x: true }}
        columns={columns}
      />
    </Section>
  );
}

function useBatchColumns(): TableColumnsType<BatchItem> {
  const { t } = useTranslation('certificates');
  const { minutesOf } = useFormats();
  return [
    {
      title: t('batch.name'),
      key: 'name',
      render: (_, item) => (
        <>
          <PersonLink item={item} />
          <p className="quiet small">{spacedNumber(item.volunteerNumber)}</p>
        </>
      ),
    },
    { title: t('batch.number'), dataIndex: 'number', className: 'figures' },
    {
      title: t('batch.time'),
      dataIndex: 'minutes',
      align: 'right',
      className: 'figures',
      render: minutesOf,
    },
    {
      title: t('batch.state'),
      dataIndex: 'state',
      render: (state: BatchItem['state']) => <CertificateStateTag state={state} />,
    },
    {
      title: t('batch.file'),
      key: 'file',
      render: (_, { certificateId, number, state }) =>
        state === 'issued' && (
          <div className="row">
            <FileButtons id={certificateId} number={number} />
          </div>
        ),
    },
  ];
}
