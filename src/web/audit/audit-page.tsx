import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { type AuditItem, ListAudit, VerifyAudit } from '../../contract/organisations.ts';
import type { Static } from 'typebox';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { useColleagues, useRoleWords } from '../identity/public.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { FormProblem } from '../ui/form-problem.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { PagedList } from '../ui/paged-list.tsx';

/** Who read or changed what, and the proof that nothing of it was altered. */
export function AuditPage() {
  const { t } = useTranslation('audit');
  const verify = useMutation({ mutationFn: () => call(VerifyAudit, {}) });
  const list = useInfiniteQuery({
    queryKey: ['audit'],
    queryFn: ({ pageParam, signal }) =>
      call(ListAudit, { query: { limit: 50, ...(pageParam === null ? {} : { after: pageParam }) }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
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
      <div className="section">
        <PagedList list={list} empty={<EmptyState title={t('audit.empty')} />}>
          {(items) => <AuditRows items={items} />}
        </PagedList>
      </div>
    </>
  );
}

function AuditRows({ items }: { items: readonly Static<typeof AuditItem>[] }) {
  const { t, i18n } = useTranslation('audit');
  const { instant } = useFormats();
  const { nameOf } = useColleagues();
  const roleWords = useRoleWords();
  const kindOf = (kind: string) =>
    i18n.exists(`audit.subjectKinds.${kind}`) ? t(`audit.subjectKinds.${kind as 'client'}`) : kind;
  const wordsOf = (action: string) => {
    const key = `audit.actions.${action.replaceAll('.', '_')}`;
    return i18n.exists(key) ? t(key as 'audit.actions.case_read') : action;
  };
  return (
    <ul className="items">
      {items.map(({ id, at, actor, action, subjectKind, subjectIds, rolesBefore, rolesAfter }) => (
        <li key={id} className="item">
          <div className="item-main">
            <strong>{actor === null ? t('state.system') : nameOf(actor)}</strong> {wordsOf(action)}
            <p className="quiet small">
              {t('audit.subjects', { kind: kindOf(subjectKind), n: subjectIds.length })}
              {rolesAfter !== undefined &&
                ` · ${rolesBefore === undefined ? '' : `${roleWords(rolesBefore)} → `}${roleWords(rolesAfter)}`}
            </p>
          </div>
          <time className="quiet small" dateTime={at}>
            {instant(at)}
          </time>
        </li>
      ))}
    </ul>
  );
}
