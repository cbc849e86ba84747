import { InboxOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Select, Table, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Static } from 'typebox';
import { ImportRoster, type RosterReport } from '../../contract/roster.ts';
import { call } from '../base/api.ts';
import { useSession } from '../base/session-context.ts';
import { FormProblem } from '../ui/form-problem.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Section } from '../ui/section.tsx';
import { onlySite, reachableSites } from './client-fields.tsx';
import { clientsKey } from './queries.ts';

type Report = Static<typeof RosterReport>;

const ACCEPTED = '.xlsx,.csv';

/** Import of a class roster: choose, look at what would happen, then import; rejected rows as a file to correct. */
export function RosterPage() {
  const { t } = useTranslation('clients');
  const { me } = useSession();
  const sites = reachableSites(me);
  const [siteId, setSiteId] = useState(onlySite(sites));
  const [file, setFile] = useState<File>();
  const { preview, load } = useRosterImport(siteId, file);
  const choose = (chosen: File) => {
    setFile(chosen);
    preview.reset();
    load.reset();
  };
  const report = load.data ?? preview.data;
  return (
    <>
      <PageHeader title={t('roster.title')} lead={t('roster.lead')} />
      <section className="section">
        <div className="form-grid">
          <label>
            <span className="label">{t('client.site')}</span>
            <Select
              value={siteId}
              onChange={setSiteId}
              options={sites.map(({ id, name }) => ({ value: id, label: name }))}
              style={{ width: '100%' }}
            />
          </label>
        </div>
        <RosterFile file={file} onChoose={choose} />
        <FormProblem error={preview.error ?? load.error} />
        <div className="form-actions">
          {load.data === undefined && (
            <Button
              type={preview.data === undefined ? 'primary' : 'default'}
              size="large"
              disabled={file === undefined || siteId === undefined}
              loading={preview.isPending}
              onClick={() => preview.mutate()}
            >
              {t('roster.preview')}
            </Button>
          )}
          {preview.data !== undefined && load.data === undefined && (
            <Button type="primary" size="large" loading={load.isPending} onClick={() => load.mutate()}>
              {t('roster.import', { n: preview.data.created + preview.data.updated })}
            </Button>
          )}
          {load.data !== undefined && <WayOn />}
        </div>
      </section>
      {report !== undefined && (
        <ReportView report={report} isDone={load.data !== undefined} fileName={file?.name ?? ''} />
      )}
    </>
  );
}

/** Sends the file twice: to be told what would happen, and to have it happen. */
function useRosterImport(siteId: string | undefined, file: File | undefined) {
  const queryClient = useQueryClient();
  const send = async (dryRun: boolean) => {
    if (file === undefined || siteId === undefined) throw new Error('nothing chosen');
    const body = new Uint8Array(await file.arrayBuffer());
    return call(ImportRoster, { query: { siteId, fileName: file.name, dryRun }, body });
  };
  const preview = useMutation({ mutationFn: () => send(true) });
  const load = useMutation({
    mutationFn: () => send(false),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: clientsKey }),
  });
  return { preview, load };
}

function RosterFile({ file, onChoose }: { file: File | undefined; onChoose: (file: File) => void }) {
  const { t } = useTranslation('clients');
  return (
    <Upload.Dragger
      accept={ACCEPTED}
      maxCount={1}
      showUploadList={false}
      beforeUpload={(chosen) => {
        onChoose(chosen);
        return false;
      }}
    >
      <p>
        <InboxOutlined style={{ fontSize: 32 }} aria-hidden />
      </p>
      <p>{file === undefined ? t('roster.choose') : file.name}</p>
      <p className="quiet">{t('roster.formats')}</p>
    </Upload.Dragger>
  );
}

function WayOn() {
  const { t } = useTranslation('clients');
  return (
    <Link to="/clients">
      <Button type="primary" size="large" tabIndex={-1}>
        {t('roster.toClients')}
      </Button>
    </Link>
  );
}

function ReportView({ report, isDone, fileName }: { report: Report; isDone: boolean; fileName: string }) {
  const { t } = useTranslation('clients');
  const { rows, created, updated, unchanged, rejected } = report;
  const refused = new Set(rejected.map(({ row }) => row)).size;
  return (
    <Section title={isDone ? t('roster.done') : t('roster.wouldDo')}>
      <p>
        <output>{t('roster.counts', { rows, created, updated, unchanged, refused })}</output>
      </p>
      {rejected.length > 0 && (
        <>
          <h3>{t('roster.rejected')}</h3>
          <p className="quiet">{t('roster.rejectedHint')}</p>
          <Table
            size="small"
            rowKey={({ row, column, code }) => `${row}|${column}|${code}`}
            dataSource={rejected}
            pagination={rejected.length > 20 ? { pageSize: 20 } : false}
            scroll={{ x: true }}
            columns={[
              { title: t('roster.row'), dataIndex: 'row' },
              { title: t('roster.column'), dataIndex: 'column' },
              { title: t('roster.reason'), dataIndex: 'message' },
            ]}
          />
          <Button
            onClick={() =>
              saveRejected(report, fileName, [t('roster.row'), t('roster.column'), t('roster.reason')])
            }
          >
            {t('roster.download')}
          </Button>
        </>
      )}
    </Section>
  );
}

/** Row numbers and reasons as CSV with a byte-order mark, which Excel needs to read Chinese. */
function saveRejected({ rejected }: Report, fileName: string, headings: readonly string[]): void {
  const quoted = (text: string | number) => `"${String(text).replaceAll('"', '""')}"`;
  const lines = [headings, ...rejected.map(({ row, column, message }) => [row, column, message])];
  const text = `\uFEFF${lines.map((line) => line.map(quoted).join(',')).join('\r\n')}\r\n`;
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${fileName.replace(/\.\w+$/, '')}-rejected.csv`;
  link.click();
  URL.revokeObjectURL(url);
}
