import { InboxOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Select, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ImportRoster } from '../../contract/roster.ts';
import { call } from '../base/api.ts';
import { useSession } from '../base/session-context.ts';
import { FormProblem } from '../ui/form-problem.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { onlySite, reachableSites } from './client-fields.tsx';
import { clientsKey } from './queries.ts';
import { type Columns, type Decisions, writtenColumns, writtenDecisions } from './roster-decisions.ts';
import { RosterReportView } from './roster-report.tsx';

const ACCEPTED = '.xlsx,.csv';

/** Import of a class roster: choose, look at what would happen, then import; rejected rows as a file to correct. */
export function RosterPage() {
  const { t } = useTranslation('clients');
  const { me } = useSession();
  const sites = reachableSites(me);
  const [siteId, setSiteId] = useState(onlySite(sites));
  const [file, setFile] = useState<File>();
  const [decisions, setDecisions] = useState<Decisions>({});
  const [columns, setColumns] = useState<Columns>({});
  const { preview, load } = useRosterImport(siteId, file, decisions);
  // what was looked at and decided is of this file at this site
  const begin = () => {
    setDecisions({});
    setColumns({});
    preview.reset();
    load.reset();
  };
  // whom a row means is asked anew where its columns mean something else
  const mean = (key: string, meaning: string) => {
    const next = { ...columns, [key]: meaning };
    setColumns(next);
    setDecisions({});
    preview.mutate(next);
  };
  const choose = (chosen: File) => {
    setFile(chosen);
    begin();
  };
  const chooseSite = (chosen: string | undefined) => {
    setSiteId(chosen);
    begin();
  };
  const { created = 0, updated = 0 } = preview.data ?? {};
  const changes = created + updated + Object.keys(decisions).length;
  const report = load.data ?? preview.data;
  return (
    <>
      <PageHeader title={t('roster.title')} lead={t('roster.lead')} />
      <section className="section">
        <SiteChoice sites={sites} siteId={siteId} onChoose={chooseSite} />
        <RosterFile file={file} onChoose={choose} />
        <FormProblem error={preview.error ?? load.error} />
        <Actions
          isReady={file !== undefined && siteId !== undefined}
          changes={changes}
          columns={columns}
          preview={preview}
          load={load}
        />
      </section>
      {report !== undefined && (
        <RosterReportView
          report={report}
          isDone={load.data !== undefined}
          fileName={file?.name ?? ''}
          decisions={decisions}
          onDecide={setDecisions}
          onMean={mean}
        />
      )}
    </>
  );
}

function SiteChoice({
  sites,
  siteId,
  onChoose,
}: {
  sites: ReturnType<typeof reachableSites>;
  siteId: string | undefined;
  onChoose: (siteId: string | undefined) => void;
}) {
  const { t } = useTranslation('clients');
  return (
    <div className="form-grid">
      <label>
        <span className="label">{t('client.site')}</span>
        <Select
          value={siteId}
          onChange={onChoose}
          options={sites.map(({ id, name }) => ({ value: id, label: name }))}
          style={{ width: '100%' }}
        />
      </label>
    </div>
  );
}

type RosterImport = ReturnType<typeof useRosterImport>;

/** Look first, then import, then go on. */
function Actions({
  isReady,
  changes,
  columns,
  preview,
  load,
}: RosterImport & { isReady: boolean; changes: number; columns: Columns }) {
  const { t } = useTranslation('clients');
  if (load.data !== undefined)
    return (
      <div className="form-actions">
        <WayOn />
      </div>
    );
  return (
    <div className="form-actions">
      <Button
        type={preview.data === undefined ? 'primary' : 'default'}
        size="large"
        disabled={!isReady}
        loading={preview.isPending}
        onClick={() => preview.mutate(columns)}
      >
        {t('roster.preview')}
      </Button>
      {preview.data !== undefined && (
        <Button
          type="primary"
          size="large"
          disabled={changes === 0}
          loading={load.isPending}
          onClick={() => load.mutate(columns)}
        >
          {t('roster.import', { n: changes })}
        </Button>
      )}
    </div>
  );
}

/** Sends the file twice: to be told what would happen, and to have it happen. */
function useRosterImport(siteId: string | undefined, file: File | undefined, decisions: Decisions) {
  const queryClient = useQueryClient();
  const send = async (dryRun: boolean, columns: Columns) => {
    if (file === undefined || siteId === undefined) throw new Error('nothing chosen');
    const body = new Uint8Array(await file.arrayBuffer());
    const decided = writtenDecisions(decisions);
    const meant = writtenColumns(columns);
    const query = {
      siteId,
      fileName: file.name,
      dryRun,
      ...(decided === '' ? {} : { decisions: decided }),
      ...(meant === '' ? {} : { columns: meant }),
    };
    return call(ImportRoster, { query, body });
  };
  const preview = useMutation({ mutationFn: (columns: Columns) => send(true, columns) });
  const load = useMutation({
    mutationFn: (columns: Columns) => send(false, columns),
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
