import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PublishPlaybookDraft, ReturnPlaybookDraft } from '../../contract/playbooks.ts';
import { call } from '../base/api.ts';
import { useSession } from '../base/session-context.ts';
import { Section } from '../ui/section.tsx';
import { DifferenceList } from './difference-list.tsx';
import { PlaybookText } from './playbook-text.tsx';
import { type DraftView, playbookQuery } from './queries.ts';
import { TextDialog } from './text-dialog.tsx';
import { useDraftChange, usePlaybookChange } from './use-playbook-change.ts';
import { usePlaybooks } from './use-playbooks.ts';

/** A draft as its reviewer reads it: what changes, then all of it; publish, or give it back with a remark. */
export function DraftReview({ draft }: { draft: DraftView }) {
  const { t } = useTranslation('playbooks');
  const { me, may } = useSession();
  const { titleOf } = usePlaybooks();
  const [isReturning, setReturning] = useState(false);
  const before = useQuery({
    ...playbookQuery(draft.startsFrom ?? ''),
    enabled: draft.startsFrom !== null,
  });
  const isOwn = draft.submittedBy === me.user.id || draft.changedBy === me.user.id;
  const giveBack = useDraftChange<string>({
    change: (remark) => call(ReturnPlaybookDraft, { params: { id: draft.id }, body: { remark } }),
    said: () => t('playbookDraft.returned'),
    onDone: () => setReturning(false),
  });
  return (
    <>
      <Section
        title={t('playbookDraft.review')}
        action={
          <span className="row">
            <Button onClick={() => setReturning(true)}>
              {t(isOwn ? 'playbookDraft.takeBack' : 'playbookDraft.return')}
            </Button>
            {may('playbook.publish') && !isOwn && <PublishButton draft={draft} />}
          </span>
        }
      >
        <p>{t(isOwn ? 'playbookDraft.reviewOwn' : 'playbookDraft.reviewLead')}</p>
        {draft.summary !== '' && <p className="prose">{draft.summary}</p>}
      </Section>
      {draft.startsFrom !== null && before.data !== undefined && (
        <Section title={t('playbookDraft.sinceStart', { title: titleOf(draft.startsFrom) })}>
          <DifferenceList before={before.data} after={draft.content} />
        </Section>
      )}
      <PlaybookText playbook={draft.content} />
      {isReturning && (
        <TextDialog
          title={t('playbookDraft.return')}
          label={t('playbookDraft.remark')}
          change={giveBack}
          onClose={() => setReturning(false)}
        />
      )}
    </>
  );
}

function PublishButton({ draft }: { draft: DraftView }) {
  const { t } = useTranslation('playbooks');
  const { modal } = App.useApp();
  const navigate = useNavigate();
  const { id, version, playbookId } = draft;
  const publish = usePlaybookChange<void, { playbookId: string }>({
    change: () => call(PublishPlaybookDraft, { params: { id }, version }),
    said: () => t('playbookDraft.published'),
    onDone: () => void navigate({ to: '/playbooks/$playbookId', params: { playbookId }, replace: true }),
  });
  return (
    <Button
      type="primary"
      loading={publish.isPending}
      onClick={() =>
        void modal.confirm({
          title: t('playbookDraft.publish'),
          content: t('playbookDraft.publishSure', { id: playbookId }),
          okText: t('playbookDraft.publish'),
          onOk: () => publish.mutate(),
        })
      }
    >
      {t('playbookDraft.publish')}
    </Button>
  );
}
