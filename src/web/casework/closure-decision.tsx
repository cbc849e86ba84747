import { Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { DecideClosure } from '../../contract/closures.ts';
import { needsFollowUp } from '../../domain/casework/closing.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { Choices } from '../ui/choices.tsx';
import { FormProblem } from '../ui/form-problem.tsx';
import { ClosureWords } from './closure-words.tsx';
import { FollowUpFields } from './follow-up-fields.tsx';
import type { ClosureRequestView } from './queries.ts';
import { useClosureChange } from './use-closure-change.ts';
import styles from './casework.module.css';

const decisions = ['accept', 'return'] as const;

interface DecisionValues {
  decision: (typeof decisions)[number];
  words: string;
  riskReason?: string;
  followUpOn?: string;
}

/** A supervisor closes the case as it was asked for, or gives it back with words. Nothing is chosen beforehand. */
export function ClosureDecision(props: { request: ClosureRequestView; onClose: () => void }) {
  const { request, onClose } = props;
  const { t } = useTranslation('casework');
  const [form] = Form.useForm<DecisionValues>();
  const decision = Form.useWatch('decision', form);
  const decide = useClosureChange<DecisionValues>({
    change: ({ decision: decided, ...values }) =>
      call(DecideClosure, {
        params: { id: request.id },
        body: { isAccepted: decided === 'accept', ...values },
      }),
    form,
    said: ({ status }) => t(status === 'accepted' ? 'closure.accepted' : 'closure.returned'),
    onDone: onClose,
  });
  const { today } = useFormats();
  const required = [{ required: true, whitespace: true, message: t('state.required') }];
  return (
    <Modal
      open
      width={640}
      title={t('closure.decideTitle', { name: request.clientName })}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('action.save')}
      confirmLoading={decide.isPending}
    >
      <div className={styles['form-lead']}>
        <ClosureWords request={request} />
      </div>
      <Form<DecisionValues>
        form={form}
        layout="vertical"
        initialValues={askedValues(request, today)}
        onFinish={(values) => decide.mutate(values)}
      >
        <FormProblem error={decide.error} />
        <Form.Item
          name="decision"
          label={t('closure.decision')}
          rules={[{ required: true, message: t('state.required') }]}
        >
          <Choices values={decisions} labelOf={(value) => t(`closure.decisions.${value}`)} />
        </Form.Item>
        <Form.Item name="words" label={t('closure.words')} rules={required}>
          <Input.TextArea
            autoSize={{ minRows: 2, maxRows: 8 }}
            maxLength={2000}
            placeholder={t('closure.wordsHint')}
          />
        </Form.Item>
        {decision === 'accept' && <AskedFollowUp request={request} />}
      </Form>
    </Modal>
  );
}

/** As it was asked for; the decision may come after the day that was named, and then another one is to be named. */
function askedValues({ riskReason, followUpOn }: ClosureRequestView, today: string): Partial<DecisionValues> {
  return {
    ...(riskReason === null ? {} : { riskReason }),
    ...(followUpOn === null || followUpOn < today ? {} : { followUpOn }),
  };
}

function AskedFollowUp({ request }: { request: ClosureRequestView }) {
  const { t } = useTranslation('casework');
  const { today } = useFormats();
  const { riskLevel, closureReason, followUpOn } = request;
  if (!needsFollowUp('closed', { riskLevel, closureReason })) return null;
  return (
    <>
      {followUpOn !== null && followUpOn < today && (
        <p className="notice-warning">{t('closure.followUpOver')}</p>
      )}
      <FollowUpFields />
    </>
  );
}
