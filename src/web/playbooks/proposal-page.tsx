import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  AcceptProposal,
  DeclineProposal,
  DiscussProposal,
  WithdrawProposal,
} from '../../contract/playbooks.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { CreationProblem } from '../ui/creation-problem.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Section } from '../ui/section.tsx';
import { DraftOffer, useDraft } from '../ui/use-draft.tsx';
import { DifferenceList } from './difference-list.tsx';
import { ProposalTag } from './proposal-tag.tsx';
import { playbookQuery, proposalQuery, type ProposalView } from './queries.ts';
import { TextDialog } from './text-dialog.tsx';
import { usePlaybookChange, useProposalChange } from './use-playbook-change.ts';
import { usePlaybooks } from './use-playbooks.ts';

export function ProposalPage() {
  const { proposalId } = useParams({ from: '/staff/playbooks/proposals/$proposalId' });
  const proposal = useQuery(proposalQuery(proposalId));
  if (proposal.error !== null)
    return <ErrorState error={proposal.error} onRetry={() => void proposal.refetch()} />;
  if (proposal.data === undefined) return <LoadingState rows={8} />;
  return <ProposalDetails proposal={proposal.data} />;
}

/** Why, what exactly, what others say to it, and what the keeper decides. */
function ProposalDetails({ proposal }: { proposal: ProposalView }) {
  const { t } = useTranslation('playbooks');
  const { inLanguage, dayOf } = useFormats();
  const { titleOf } = usePlaybooks();
  const before = useQuery(playbookQuery(proposal.baseId));
  const after = useQuery(playbookQuery(proposal.fromId));
  const by = t('proposal.by', {
    author: proposal.authorName,
    organisation: inLanguage(proposal.organisation.name, proposal.organisation.nameEn),
  });
  return (
    <>
      <PageHeader
        title={proposal.title}
        lead={[by, t('proposal.to', { title: titleOf(proposal.baseId) }), dayOf(proposal.madeAt)].join(' · ')}
        action={<ProposalActions proposal={proposal} />}
      />
      <p className="row">
        <ProposalTag proposal={proposal} />
      </p>
      <Section title={t('proposal.reason')}>
        <p className="prose">{proposal.reason}</p>
        {proposal.answer !== null && (
          <p className="notice prose">
            <strong>{t('proposal.answer')}</strong> {proposal.answer}
          </p>
        )}
        {proposal.keeper === null && <p className="notice">{t('proposal.noKeeper')}</p>}
      </Section>
      <Section title={t('proposal.changes')}>
        {before.data === undefined || after.data === undefined ? (
          <LoadingState />
        ) : (
          <DifferenceList before={before.data} after={after.data} only={proposal.places} />
        )}
      </Section>
      <Discussion proposal={proposal} />
    </>
  );
}

function ProposalActions({ proposal }: { proposal: ProposalView }) {
  const { t } = useTranslation('playbooks');
  const { me, may } = useSession();
  const navigate = useNavigate();
  const [isDeclining, setDeclining] = useState(false);
  const { id } = proposal;
  const accept = usePlaybookChange<void, { draftId: string }>({
    change: () => call(AcceptProposal, { params: { id } }),
    said: () => t('proposal.acceptedNow'),
    onDone: () => {},
  });
  const decline = useProposalChange<string>({
    change: (answer) => call(DeclineProposal, { params: { id }, body: { answer } }),
    said: () => t('proposal.declined'),
    onDone: () => setDeclining(false),
  });
  const withdraw = useProposalChange<void>({
    change: () => call(WithdrawProposal, { params: { id } }),
    said: () => t('proposal.withdrawn'),
    onDone: () => {},
  });
  if (proposal.state !== 'open') return null;
  const isKeeper = proposal.keeper?.organisationId === me.organisation.id && may('playbook.publish');
  const isAuthor = proposal.organisation.organisationId === me.organisation.id && may('playbook.write');
  return (
    <span className="row">
      {isAuthor && (
        <Button loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
          {t('proposal.withdraw')}
        </Button>
      )}
      {isKeeper && (
        <>
          <Button onClick={() => setDeclining(true)}>{t('proposal.decline')}</Button>
          <Button
            type="primary"
            loading={accept.isPending}
            onClick={() =>
              accept.mutate(undefined, {
                onSuccess: ({ draftId }) =>
                  void navigate({ to: '/playbooks/drafts/$draftId', params: { draftId } }),
              })
            }
          >
            {t('proposal.accept')}
          </Button>
        </>
      )}
      {isDeclining && (
        <TextDialog
          title={t('proposal.decline')}
          label={t('proposal.answer')}
          change={decline}
          onClose={() => setDeclining(false)}
        />
      )}
    </span>
  );
}

function Discussion({ proposal }: { proposal: ProposalView }) {
  const { t } = useTranslation('playbooks');
  const { may } = useSession();
  const { inLanguage, instant } = useFormats();
  return (
    <Section title={t('proposal.discussion')}>
      {proposal.discussion.length === 0 && <p className="quiet">{t('proposal.noDiscussion')}</p>}
      <ol className="items">
        {proposal.discussion.map(({ id, organisation, authorName, text, madeAt }) => (
          <li key={id} className="item">
            <div className="item-main">
              <p className="quiet">
                {t('proposal.by', {
                  author: authorName,
                  organisation: inLanguage(organisation.name, organisation.nameEn),
                })}{' '}
                · {instant(madeAt)}
              </p>
              <p className="prose">{text}</p>
            </div>
          </li>
        ))}
      </ol>
      {may('playbook.write') && <CommentForm proposalId={proposal.id} />}
    </Section>
  );
}

function CommentForm({ proposalId }: { proposalId: string }) {
  const { t } = useTranslation('playbooks');
  const [form] = Form.useForm<{ text: string }>();
  const draft = useDraft(form, `proposal.${proposalId}.comment`);
  const send = useProposalChange<{ text: string }>({
    change: ({ text }) =>
      draft.send(DiscussProposal, { params: { id: proposalId }, body: { id: draft.id, text: text.trim() } }),
    form,
    said: () => t('proposal.sent'),
    onDone: () => {
      draft.drop();
      form.resetFields();
    },
  });
  return (
    <Form
      form={form}
      layout="vertical"
      onValuesChange={draft.keep}
      onFinish={(values) => send.mutate(values)}
    >
      <DraftOffer draft={draft} />
      <Form.Item
        name="text"
        label={t('proposal.say')}
        extra={t('proposal.sayHint')}
        rules={[{ required: true, whitespace: true, message: t('state.required') }]}
      >
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={4000} />
      </Form.Item>
      <CreationProblem error={send.error} form={form} draft={draft} words={{ text: t('proposal.say') }} />
      <Button htmlType="submit" loading={send.isPending}>
        {t('proposal.send')}
      </Button>
    </Form>
  );
}
