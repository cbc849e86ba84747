import { Link } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../base/session-context.ts';
import { FormProblem } from '../ui/form-problem.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { SpreadsheetField } from '../ui/spreadsheet-field.tsx';
import { onlySite, reachableSites } from './client-fields.tsx';
import type { Columns, Decisions } from '../base/import-choices.ts';
import { useRosterImport } from './use-roster-import.ts';
import { ForgetColumns } from './forget-columns.tsx';
import { RosterReportView } from './roster-report.tsx';

/** Import of a class roster: choose, look at what would happen, then import; rejected rows as a file to correct. */
export function RosterPage() {
  const { t } = useTranslation('clients');
  const { me } = useSession();
  const sites = reachableSites(me);
  const [siteId, setSiteId] = useState(onlySite(sites));
  const [file, setFile] = useState<File>();
  const [decisions, setDecisions] = useState<Decisions>({});
  const [columns, setColumns] = useState<Columns>({});
  const { preview, load, progress } = useRosterImport(siteId, file, decisions);
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
  const report = load.data ?? preview.data;
  return (
    <>
      <PageHeader title={t('roster.title')} lead={t('roster.lead')} />
      <section className="section">
        <SiteChoice sites={sites} siteId={siteId} onChoose={chooseSite} />
        {siteId !== undefined && <ForgetColumns siteId={siteId} onForgotten={() => chooseSite(siteId)} />}
        <RosterFile file={file} onChoose={choose} />
        <FormProblem error={preview.error ?? load.error} />
        <Actions
          isReady={file !== undefined && siteId !== undefined}
          decided={Object.keys(decisions).length}
          columns={columns}
          preview={preview}
          load={load}
        />
        <Progress progress={progress} />
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
  decided,
  columns,
  preview,
  load,
}: Omit<RosterImport, 'progress'> & { isReady: boolean; decided: number; columns: Columns }) {
  const { t } = useTranslation('clients');
  const { created = 0, updated = 0 } = preview.data ?? {};
  const changes = created + updated + decided;
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

/** How far the import is. */
function Progress({ progress }: Pick<RosterImport, 'progress'>) {
  const { t } = useTranslation('clients');
  if (progress === undefined || progress.stage === 'done') return null;
  const { stage, done, total } = progress;
  const isCounted = stage !== 'reading' && total !== null && total > 0;
  return (
    <p>
      <output>
        {isCounted ? t(`roster.progress.${stage}Of`, { done, total }) : t(`roster.progress.${stage}`)}
      </output>{' '}
      {t('roster.mayLeave')}
    </p>
  );
}

function RosterFile(props: { file: File | undefined; onChoose: (file: File) => void }) {
  const { t } = useTranslation('clients');
  return <SpreadsheetField {...props} label={t('roster.choose')} formats={t('roster.formats')} />;
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
