import { Form, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RecordCaseStep } from '../../contract/casework.ts';
import { closureOutcomes, closureReasons } from '../../contract/closures.ts';
import { riskLevels } from '../../contract/clients.ts';
import { goalsInForce } from '../../domain/casework/goals.ts';
import type { BodyOf } from '../../contract/operation.ts';
import { lifecycle } from '../../domain/casework/lifecycle.ts';
import { Endings } from '../clients/public.ts';
import { CreationProblem } from '../ui/creation-problem.tsx';
import { Choices } from '../ui/choices.tsx';
import { DraftOffer, useDraft } from '../ui/use-draft.tsx';
import { GoalFields, type GoalValues, goalsOf, GoalStateFields } from './goal-fields.tsx';
import { NextStepFields, stepOf, type StepValues } from './next-step-fields.tsx';
import type { CaseView } from './queries.ts';
import { OccurredAtField, RecordTextField } from './record-fields.tsx';
import { useCaseChange } from './use-case-change.ts';

export const stepKinds = ['intake', 'assessment', 'plan', 'review', 'closure', 'follow_up'] as const;
export type StepKind = (typeof stepKinds)[number];

const assessedRisks = riskLevels.filter((level) => level !== 'unknown');

interface RecordValues extends StepValues {
  occurredAt: string;
  text: string;
  riskLevel?: (typeof riskLevels)[number];
  goals?: GoalValues[];
  closureReason?: (typeof closureReasons)[number];
  outcome?: (typeof closureOutcomes)[number];
}

/** Writes down one step of the case; the form asks only what this kind of step needs. */
export function RecordDialog(props: { view: CaseView; kind: StepKind; onClose: () => void }) {
  const { view, kind, onClose } = props;
  const { t } = useTranslation('casework');
  const [form] = Form.useForm<RecordValues>();
  const draft = useDraft(form, `case.${view.id}.${kind}`);
  const [now] = useState(() => new Date().toISOString());
  const record = useCaseChange<RecordValues>({
    change: (values) =>
      draft.send(RecordCaseStep, {
        params: { id: view.id },
        body: { id: draft.id, kind, ...recorded(values) },
      }),
    form,
    said: () => t('record.saved'),
    onDone: () => {
      draft.drop();
      onClose();
    },
  });
  return (
    <Modal
      open
      width={640}
      title={`${t(`record.kinds.${kind}`)} · ${view.clientName}`}
      mask={{ closable: false }}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('action.save')}
      confirmLoading={record.isPending}
    >
      <DraftOffer draft={draft} />
      <Form<RecordValues>
        form={form}
        layout="vertical"
        initialValues={{ occurredAt: now, ...goalsFor(view, kind) }}
        onValuesChange={draft.keep}
        onFinish={(values) => record.mutate(values)}
        scrollToFirstError
      >
        <CreationProblem error={record.error} form={form} draft={draft} words={{ text: t('record.text') }} />
        <StepFields view={view} kind={kind} />
      </Form>
    </Modal>
  );
}

/** A changed plan begins with the goals that are there; a review judges each of them. */
function goalsFor({ records }: CaseView, kind: StepKind): Pick<RecordValues, 'goals'> {
  if (kind !== 'plan' && kind !== 'review') return {};
  const goals: GoalValues[] = goalsInForce(records).map(({ goal, measure, dueOn }) => ({
    goal,
    ...(measure === undefined ? {} : { measure }),
    ...(dueOn === undefined ? {} : { dueOn }),
  }));
  if (kind === 'plan' && goals.length === 0) return { goals: [{}] };
  return goals.length === 0 ? {} : { goals };
}

/** What this kind of step asks, then what every step does. */
function StepFields({ view, kind }: { view: CaseView; kind: StepKind }) {
  const { t } = useTranslation('casework');
  const closureReason = Form.useWatch('closureReason') as RecordValues['closureReason'];
  const required = [{ required: true, message: t('state.required') }];
  return (
    <>
      {kind === 'assessment' && (
        <Form.Item name="riskLevel" label={t('record.riskLevel')} rules={required}>
          <Choices values={assessedRisks} labelOf={(level) => t(`person.risks.${level}`)} />
        </Form.Item>
      )}
      {kind === 'plan' && <GoalFields />}
      {kind === 'review' && <GoalStateFields />}
      {kind === 'closure' && (
        <Form.Item name="closureReason" label={t('record.closureReason')} rules={required}>
          <Choices values={closureReasons} labelOf={(reason) => t(`case.closureReasons.${reason}`)} />
        </Form.Item>
      )}
      {kind === 'closure' && (
        <Form.Item name="outcome" label={t('closure.outcome')} rules={required}>
          <Choices values={closureOutcomes} labelOf={(outcome) => t(`closure.outcomes.${outcome}`)} />
        </Form.Item>
      )}
      {closureReason === 'deceased' && <Endings end="deceased" />}
      <RecordTextField label={t('record.text')} hint={t(`record.textHints.${kind}`)} />
      <OccurredAtField />
      {kind !== 'closure' && lifecycle[view.status].phase !== 'ended' && <NextStepFields view={view} />}
    </>
  );
}

function recorded(values: RecordValues): Omit<BodyOf<typeof RecordCaseStep>, 'id' | 'kind'> {
  const { occurredAt, text, riskLevel, goals, closureReason, outcome, nextStep, nextStepOn } = values;
  return {
    occurredAt,
    text,
    ...(riskLevel === undefined ? {} : { riskLevel }),
    ...(goals === undefined ? {} : { goals: goalsOf(goals) }),
    ...(closureReason === undefined ? {} : { closureReason }),
    ...(outcome === undefined ? {} : { outcome }),
    ...stepOf({ nextStep, nextStepOn }),
  };
}
