import { Form, Input, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TransitCase } from '../../contract/casework.ts';
import { needsFollowUp } from '../../domain/casework/closing.ts';
import { type CaseStatus, lifecycle } from '../../domain/casework/lifecycle.ts';
import { stageRecords } from '../../domain/casework/next-task.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { FormProblem } from '../ui/form-problem.tsx';
import type { CaseDialog } from './case-header.tsx';
import { FollowUpFields } from './follow-up-fields.tsx';
import type { CaseView } from './queries.ts';
import { useCaseChange } from './use-case-change.ts';

interface Move {
  to: CaseStatus;
  reason?: string;
  followUpOn?: string;
}

/** The statuses in which somebody begins by writing: their form opens with them. */
const opensForm: ReadonlySet<CaseStatus> = new Set(['assessment', 'plan', 'review', 'follow_up', 'reopened']);

/**
 * Takes a case to another status, asking for what belongs to that in the same breath, and opens the form of the stage.
 * @returns `dialog` is drawn by the page
 */
export function useCaseMove(
  view: CaseView,
  onOpen: (dialog: CaseDialog) => void,
): { go: (to: CaseStatus) => void; isPending: boolean; dialog: ReactNode } {
  const { t } = useTranslation('casework');
  const { textOf } = useFormats();
  const [asking, setAsking] = useState<CaseStatus>();
  const move = useCaseChange<Move>({
    change: (body) => call(TransitCase, { params: { id: view.id }, body }),
    said: ({ status }) => t('case.moved', { status: textOf(lifecycle[status].title) }),
    onDone: ({ status }) => {
      setAsking(undefined);
      const record = stageRecords[status];
      if (record !== undefined && opensForm.has(status)) onOpen({ kind: 'record', record });
    },
  });
  const { status, riskLevel, closureReason } = view;
  const asksFollowUp = (to: CaseStatus) => needsFollowUp(to, { riskLevel, closureReason });
  const go = (to: CaseStatus) => {
    // a follow-up is finished, all other closing has a form of its own
    if (to === 'closed' && status !== 'follow_up') return onOpen({ kind: 'closing' });
    if (lifecycle[status].to[to]?.requires.includes('reason') === true || asksFollowUp(to))
      return setAsking(to);
    return move.mutate({ to });
  };
  const dialog = asking !== undefined && (
    <ReasonDialog
      title={textOf(lifecycle[status].to[asking]?.term ?? lifecycle[asking].title)}
      hasFollowUp={asksFollowUp(asking)}
      error={move.error}
      isSaving={move.isPending}
      onReason={(said) => move.mutate({ to: asking, ...said })}
      onClose={() => setAsking(undefined)}
    />
  );
  return { go, isPending: move.isPending, dialog };
}

function ReasonDialog(props: {
  title: string;
  hasFollowUp: boolean;
  error: unknown;
  isSaving: boolean;
  onReason: (said: { reason: string; followUpOn?: string }) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation('casework');
  const [form] = Form.useForm<{ reason: string; followUpOn?: string }>();
  return (
    <Modal
      open
      title={`${props.title} · ${t('case.reasonTitle')}`}
      onCancel={props.onClose}
      onOk={form.submit}
      okText={props.title}
      confirmLoading={props.isSaving}
    >
      <Form form={form} layout="vertical" onFinish={props.onReason}>
        <FormProblem error={props.error} />
        <Form.Item
          name="reason"
          label={t('case.reason')}
          rules={[{ required: true, whitespace: true, message: t('state.required') }]}
        >
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={500} />
        </Form.Item>
        {props.hasFollowUp && <FollowUpFields reason={null} />}
      </Form>
    </Modal>
  );
}
