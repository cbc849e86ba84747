import { Form, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { TransitCase } from '../../contract/casework.ts';
import { closureOutcomes, closureReasons, RequestClosure } from '../../contract/closures.ts';
import { needsFollowUp } from '../../domain/casework/closing.ts';
import { lifecycle } from '../../domain/casework/lifecycle.ts';
import { useFormats } from '../base/formats.ts';
import { Endings } from '../clients/public.ts';
import { Choices } from '../ui/choices.tsx';
import { CreationProblem } from '../ui/creation-problem.tsx';
import { useChange } from '../ui/use-change.ts';
import { DraftOffer, type FormDraft, useDraft } from '../ui/use-draft.tsx';
import { FollowUpFields } from './follow-up-fields.tsx';
import { type CaseView, caseQuery, casesKey, closuresKey } from './queries.ts';
import { RecordTextField } from './record-fields.tsx';
import { useCaseChange } from './use-case-change.ts';
import styles from './casework.module.css';

interface ClosingValues {
  closureReason: (typeof closureReasons)[number];
  outcome: (typeof closureOutcomes)[number];
  text: string;
  riskReason?: string;
  followUpOn?: string;
}

interface ClosingProps {
  view: CaseView;
  /** whoever may not close asks a supervisor for it */
  isAsked: boolean;
  onClose: () => void;
}

/** Closes a case, or asks for it, in one form: why, what came of it, and at high risk who looks again and when. */
export function ClosingDialog({ view, isAsked, onClose }: ClosingProps) {
  const { t } = useTranslation('casework');
  const { textOf } = useFormats();
  const [form] = Form.useForm<ClosingValues>();
  const draft = useDraft(form, `case.${view.id}.closing`);
  const onDone = () => {
    draft.drop();
    onClose();
  };
  const close = useClosing(view, draft, { form, onDone });
  const ask = useAsking(view, draft, { form, onDone });
  const send = isAsked ? ask : close;
  const name = isAsked
    ? t('closure.ask')
    : textOf(lifecycle[view.status].to.closed?.term ?? lifecycle.closed.title);
  return (
    <Modal
      open
      width={640}
      title={`${name} · ${view.clientName}`}
      mask={{ closable: false }}
      onCancel={onClose}
      onOk={form.submit}
      okText={isAsked ? t('closure.send') : name}
      confirmLoading={send.isPending}
    >
      <DraftOffer draft={draft} />
      <Form<ClosingValues>
        form={form}
        layout="vertical"
        {...(view.closureReason === null ? {} : { initialValues: { closureReason: view.closureReason } })}
        onValuesChange={draft.keep}
        onFinish={(values) => send.mutate(values)}
        scrollToFirstError
      >
        {isAsked && <p className={`quiet ${styles['form-lead']}`}>{t('closure.lead')}</p>}
        <CreationProblem error={send.error} form={form} draft={draft} words={{ text: t('record.text') }} />
        <ClosingFields view={view} />
      </Form>
    </Modal>
  );
}

function ClosingFields({ view }: { view: CaseView }) {
  const { t } = useTranslation('casework');
  const closureReason =
    (Form.useWatch('closureReason') as ClosingValues['closureReason'] | undefined) ?? null;
  const required = [{ required: true, message: t('state.required') }];
  return (
    <>
      <Form.Item name="closureReason" label={t('record.closureReason')} rules={required}>
        <Choices values={closureReasons} labelOf={(reason) => t(`case.closureReasons.${reason}`)} />
      </Form.Item>
      {closureReason === 'deceased' && <Endings end="deceased" />}
      <Form.Item name="outcome" label={t('closure.outcome')} rules={required}>
        <Choices values={closureOutcomes} labelOf={(outcome) => t(`closure.outcomes.${outcome}`)} />
      </Form.Item>
      <RecordTextField label={t('record.text')} hint={t('record.textHints.closure')} />
      {needsFollowUp('closed', { riskLevel: view.riskLevel, closureReason }) && <FollowUpFields />}
    </>
  );
}

interface Sending {
  form: ReturnType<typeof Form.useForm<ClosingValues>>[0];
  onDone: () => void;
}

function useClosing(view: CaseView, draft: FormDraft<ClosingValues>, { form, onDone }: Sending) {
  const { t } = useTranslation('casework');
  const { textOf } = useFormats();
  return useCaseChange<ClosingValues>({
    change: ({ closureReason, outcome, text, riskReason, followUpOn }) =>
      draft.send(TransitCase, {
        params: { id: view.id },
        body: {
          to: 'closed',
          closure: { closureReason, outcome, text },
          ...(riskReason === undefined ? {} : { reason: riskReason }),
          ...(followUpOn === undefined ? {} : { followUpOn }),
        },
      }),
    form,
    said: ({ status }) => t('case.moved', { status: textOf(lifecycle[status].title) }),
    onDone,
  });
}

function useAsking(view: CaseView, draft: FormDraft<ClosingValues>, { form, onDone }: Sending) {
  const { t } = useTranslation('casework');
  return useChange(
    {
      change: (values: ClosingValues) =>
        draft.send(RequestClosure, { params: { id: view.id }, body: { id: draft.id, ...values } }),
      form,
      said: () => t('closure.asked'),
      onDone,
    },
    (queryClient) => {
      void queryClient.invalidateQueries({ queryKey: caseQuery(view.id).queryKey });
      void queryClient.invalidateQueries({ queryKey: casesKey });
      void queryClient.invalidateQueries({ queryKey: closuresKey });
    },
  );
}
