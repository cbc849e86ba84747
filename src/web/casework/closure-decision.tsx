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
  const { riskLevel, closureReason, riskReason, followUpOn } = request;
  // the decision may come after the day that was asked for: another one is to be named
  const isDayOver = followUpOn !== null && followUpOn < today;
  const asksFollowUp = decision === 'accept' && needsFollowUp('closed', { riskLevel, closureReason });
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
        initialValues={{
          ...(riskReason === null ? {} : { riskReason }),
          ...(followUpOn === null || isDayOver ? {} : { followUpOn }),
        }}
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
        {asksFollowUp && isDayOver && <p className="notice-warning">{t('closure.followUpOver')}</p>}
        {asksFollowUp && <FollowUpFields />}
      </Form>
    </Modal>
  );
}
