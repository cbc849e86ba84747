import { useMutation } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { VerifyAudit } from '../../contract/organisations.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { FormProblem } from '../ui/form-problem.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { PagedList } from '../ui/paged-list.tsx';
import { useNarrowedPages } from '../ui/use-narrowed-pages.ts';
import { AuditFilters } from './audit-filters.tsx';
import { AuditRows } from './audit-rows.tsx';
import { auditPages } from './audit-search.ts';

/** Who read or changed what, and the proof that nothing of it was altered. */
export function AuditPage() {
  const { t } = useTranslation('audit');
  const verify = useMutation({ mutationFn: () => call(VerifyAudit, {}) });
  const search = useSearch({ from: '/staff/audit' });
  const { zone } = useFormats();
  const list = useNarrowedPages(auditPages(search, zone));
  const isNarrowed = Object.keys(search).length > 0;
  const report = verify.data;
  return (
    <>
      <PageHeader
        title={t('audit.title')}
        lead={t('audit.lead')}
        action={
          <Button type="primary" onClick={() => verify.mutate()} loading={verify.isPending}>
            {t('audit.verify')}
          </Button>
        }
      />
      <FormProblem error={verify.error} />
      {report !== undefined && (
        <Alert
          showIcon
          type={report.faults.length === 0 ? 'success' : 'error'}
          title={
            report.faults.length === 0
              ? t('audit.intact', { rows: report.rows, seals: report.seals, unsealed: report.unsealed })
              : t('audit.broken', { n: report.faults.length })
          }
          description={
            <div className="prose small">
              {report.faults.map(({ kind, where }) => `${kind}: ${where}`).join('\n')}
              {report.head !== '' && `${t('audit.head')} ${report.head.slice(0, 16)}…`}
            </div>
          }
        />
      )}
      <AuditFilters />
      <div className="section">
        <PagedList
          list={list}
          empty={<EmptyState title={t(isNarrowed ? 'audit.nothingFound' : 'audit.empty')} />}
        >
          {(items) => <AuditRows items={items} />}
        </PagedList>
      </div>
    </>
  );
}
