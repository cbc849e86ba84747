import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  ForgetVolunteerColumns,
  ImportVolunteers,
  type VolunteerImportReportView,
} from '../../contract/volunteer-imports.ts';
import { importHeading, templateFields } from '../../domain/volunteer-imports/import-column.ts';
import { call } from '../base/api.ts';
import { type Columns, type Decisions, writtenColumns, writtenDecisions } from '../base/import-choices.ts';
import { saveTable } from '../base/save-table.ts';
import { useSession } from '../base/session-context.ts';
import { FormProblem } from '../ui/form-problem.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { SpreadsheetField } from '../ui/spreadsheet-field.tsx';
import { TableButtons } from '../ui/table-buttons.tsx';
import { ImportReport } from './import-report.tsx';
import { importsKey } from './queries.ts';

/** Volunteers and hours of before: choose, look at what would happen, then import; every row's fate as a file. */
export function ImportPage() {
  const { t } = useTranslation('volunteer-imports');
  const { sites } = useSession().me;
  const [siteId, setSiteId] = useState(sites.length === 1 ? sites[0]?.id : undefined);
  const [file, setFile] = useState<File>();
  const { decisions, setDecisions, columns, preview, load, begin, mean } = useLookedAt(siteId, file);
  const anew =
    <Value,>(set: (value: Value) => void) =>
    (value: Value) => {
      set(value);
      begin();
    };
  const report = load.data ?? preview.data;
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <section className="section">
        <Choosing
          siteId={siteId}
          file={file}
          onSite={anew(setSiteId)}
          onFile={anew(setFile)}
          onForgotten={begin}
        />
        <FormProblem error={preview.error ?? load.error} />
        <Actions
          isReady={file !== undefined && siteId !== undefined}
          decided={Object.keys(decisions).length}
          columns={columns}
          preview={preview}
          load={load}
        />
      </section>
      {report !== undefined && (
        <ImportReport
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

/** What was looked at and decided of one file; another begins anew. */
function useLookedAt(siteId: string | undefined, file: File | undefined) {
  const [decisions, setDecisions] = useState<Decisions>({});
  const [columns, setColumns] = useState<Columns>({});
  const { preview, load } = useImport(siteId, file, decisions);
  const begin = () => {
    setDecisions({});
    setColumns({});
    preview.reset();
    load.reset();
  };
  const mean = (key: string, meaning: string) => {
    const next = { ...columns, [key]: meaning };
    setColumns(next);
    setDecisions({});
    preview.mutate(next);
  };
  return { decisions, setDecisions, columns, preview, load, begin, mean };
}

function Choosing(props: {
  siteId: string | undefined;
  file: File | undefined;
  onSite: (siteId: string) => void;
  onFile: (file: File | undefined) => void;
  onForgotten: () => void;
}) {
  const { t } = useTranslation('volunteer-imports');
  return (
    <>
      <Template />
      <SiteChoice siteId={props.siteId} onChoose={props.onSite} />
      <ForgetColumns onForgotten={props.onForgotten} />
      <SpreadsheetField
        file={props.file}
        onChoose={props.onFile}
        label={t('choose')}
        formats={t('formats')}
      />
    </>
  );
}

function SiteChoice(props: { siteId: string | undefined; onChoose: (siteId: string) => void }) {
  const { t } = useTranslation('volunteer-imports');
  const { sites } = useSession().me;
  return (
    <div className="form-grid">
      <label>
        <span className="label">{t('site')}</span>
        <Select
          aria-label={t('site')}
          {...(props.siteId === undefined ? {} : { value: props.siteId })}
          onChange={props.onChoose}
          options={sites.map(({ id, name }) => ({ value: id, label: name }))}
          style={{ width: '100%' }}
        />
      </label>
    </div>
  );
}

/** Sends the file twice: to be told what would happen, and to have it happen. */
function useImport(siteId: string | undefined, file: File | undefined, decisions: Decisions) {
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
    return call(ImportVolunteers, { query, body });
  };
  const preview = useMutation({ mutationFn: (columns: Columns) => send(true, columns) });
  const load = useMutation({
    mutationFn: (columns: Columns) => send(false, columns),
    onSuccess: () => {
      for (const queryKey of [importsKey, ['volunteers'], ['books']])
        void queryClient.invalidateQueries({ queryKey });
    },
  });
  return { preview, load };
}

type Import = ReturnType<typeof useImport>;

/** Look first, then import, then go on. */
function Actions(props: Import & { isReady: boolean; decided: number; columns: Columns }) {
  const { isReady, decided, columns, preview, load } = props;
  const { t } = useTranslation('volunteer-imports');
  const { created = 0, updated = 0, servicesAdded = 0 } = preview.data ?? {};
  const changes = created + updated + servicesAdded + decided;
  if (load.data !== undefined) return <WayOn report={load.data} />;
  return (
    <div className="form-actions">
      <Button
        type={preview.data === undefined ? 'primary' : 'default'}
        size="large"
        disabled={!isReady}
        loading={preview.isPending}
        onClick={() => preview.mutate(columns)}
      >
        {t('preview')}
      </Button>
      {preview.data !== undefined && (
        <Button
          type="primary"
          size="large"
          disabled={changes === 0}
          loading={load.isPending}
          onClick={() => load.mutate(columns)}
        >
          {t('import')}
        </Button>
      )}
    </div>
  );
}

function WayOn({ report }: { report: VolunteerImportReportView }) {
  const { t } = useTranslation('volunteer-imports');
  return (
    <div className="form-actions">
      <Link to="/volunteers">
        <Button type="primary" size="large" tabIndex={-1}>
          {t('toVolunteers')}
        </Button>
      </Link>
      {report.servicesAdded > 0 && <p>{t('toApprove')}</p>}
    </div>
  );
}

/** An empty table with the headings that are understood, in the order of the record’s rules. */
function Template() {
  const { t } = useTranslation('volunteer-imports');
  return (
    <>
      <p className="quiet">{t('template.lead')}</p>
      <div className="row">
        <TableButtons
          name={t('template.save')}
          onSave={(form) => void saveTable([templateFields.map(importHeading)], form, t('template.name'))}
        />
      </div>
    </>
  );
}

/** What was said of the columns of earlier files counts no more. */
function ForgetColumns({ onForgotten }: { onForgotten: () => void }) {
  const { t } = useTranslation('volunteer-imports');
  const { message } = App.useApp();
  const forget = useMutation({
    mutationFn: () => call(ForgetVolunteerColumns, {}),
    onSuccess: () => {
      void message.success(t('forgotten'));
      onForgotten();
    },
    onError: (error) => message.error(error.message),
  });
  return (
    <Button type="link" className="inline-link" loading={forget.isPending} onClick={() => forget.mutate()}>
      {t('forgetColumns')}
    </Button>
  );
}
