import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { DiscardPlaybookDraft, SubmitPlaybookDraft } from '../../contract/playbooks.ts';
import type { PlaybookFaultCode } from '../../domain/playbooks/validate-playbook.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { useColleagues } from '../identity/public.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Section } from '../ui/section.tsx';
import { Tag } from '../ui/tag.tsx';
import { DraftConflicts } from './draft-conflicts.tsx';
import { DraftEditor } from './draft-editor.tsx';
import { DraftReview } from './draft-review.tsx';
import { draftQuery, type DraftView } from './queries.ts';
import { useDraftChange, usePlaybookChange } from './use-playbook-change.ts';
import { usePartWords } from './use-part-words.ts';
import styles from './playbooks.module.css';

/** One draft: written in, or read by its reviewer. */
export function DraftPage() {
  const { draftId } = useParams({ from: '/staff/playbooks/drafts/$draftId' });
  const draft = useQuery(draftQuery(draftId));
  if (draft.error !== null) return <ErrorState error={draft.error} onRetry={() => void draft.refetch()} />;
  if (draft.data === undefined) return <LoadingState rows={8} />;
  return <DraftDetails draft={draft.data} />;
}

function DraftDetails({ draft }: { draft: DraftView }) {
  const { t } = useTranslation('playbooks');
  const { textOf, instant } = useFormats();
  const { nameOf } = useColleagues();
  const isInReview = draft.state === 'in_review';
  return (
    <>
      <PageHeader
        title={t('playbookDraft.title', { title: textOf(draft.title) })}
        lead={t('playbookDraft.lead', { id: draft.playbookId })}
        action={!isInReview && <DraftActions draft={draft} />}
      />
      <p className="row">
        <Tag tone={isInReview ? 'warning' : 'plain'}>{t(`playbookDraft.states.${draft.state}`)}</Tag>
        <span className="quiet">
          {t('playbookDraft.changedBy', {
            name: nameOf(draft.changedBy ?? ''),
            time: instant(draft.updatedAt),
          })}
        </span>
      </p>
      {draft.remark !== null && (
        <p className="notice notice-warning prose">
          {t('playbookDraft.lastRemark', { remark: draft.remark })}
        </p>
      )}
      <AcceptedProposals draft={draft} />
      <DraftConflicts draft={draft} />
      {isInReview ? (
        <DraftReview draft={draft} />
      ) : (
        <>
          <DraftFaults draft={draft} />
          <DraftEditor draft={draft} />
        </>
      )}
    </>
  );
}

function AcceptedProposals({ draft }: { draft: DraftView }) {
  const { t } = useTranslation('playbooks');
  const { inLanguage } = useFormats();
  if (draft.proposals.length === 0) return null;
  return (
    <Section title={t('playbookDraft.accepted')}>
      <ul className={styles['bullets']}>
        {draft.proposals.map(({ id, title, authorName, organisation }) => (
          <li key={id}>
            <Link to="/playbooks/proposals/$proposalId" params={{ proposalId: id }}>
              {t('playbook.credit', {
                title,
                author: authorName,
                organisation: inLanguage(organisation.name, organisation.nameEn),
              })}
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function DraftFaults({ draft }: { draft: DraftView }) {
  const { t } = useTranslation('playbooks');
  const { sessionTitle } = usePartWords([draft.content]);
  if (draft.faults.length === 0) return null;
  return (
    <Section title={t('playbookDraft.faults')}>
      <ul className={styles['bullets']}>
        {draft.faults.map(({ code, id }) => {
          const session = draft.content.sessions.find((one) => one.id === id);
          const fault = t(`playbookDraft.faultCodes.${code as PlaybookFaultCode}`);
          return (
            <li key={`${code} ${id}`}>
              <Link
                to="/playbooks/drafts/$draftId"
                params={{ draftId: draft.id }}
                search={session === undefined ? {} : { part: id }}
              >
                {t('playbookDraft.faultAt', {
                  place: session === undefined ? t('playbookDraft.model') : sessionTitle(id),
                  fault,
                })}
              </Link>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

function DraftActions({ draft }: { draft: DraftView }) {
  const { t } = useTranslation('playbooks');
  const { modal } = App.useApp();
  const navigate = useNavigate();
  const { id, version } = draft;
  const submit = useDraftChange<void>({
    change: () => call(SubmitPlaybookDraft, { params: { id }, version }),
    said: () => t('playbookDraft.submitted'),
    onDone: () => {},
  });
  const discard = usePlaybookChange<void, null>({
    change: () => call(DiscardPlaybookDraft, { params: { id } }),
    said: () => t('playbookDraft.discarded'),
    onDone: () => void navigate({ to: '/playbooks' }),
  });
  return (
    <span className="row">
      <Button
        onClick={() =>
          void modal.confirm({
            title: t('playbookDraft.discard'),
            content: t('playbookDraft.discardSure'),
            okText: t('playbookDraft.discard'),
            okButtonProps: { danger: true },
            onOk: () => discard.mutate(),
          })
        }
      >
        {t('playbookDraft.discard')}
      </Button>
      <Button
        type="primary"
        disabled={draft.faults.length > 0}
        loading={submit.isPending}
        onClick={() => submit.mutate()}
      >
        {t('playbookDraft.submit')}
      </Button>
    </span>
  );
}
