import { Form, Input, InputNumber, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { EnterPoints, type PointEntryView } from '../../contract/recognition.ts';
import { MOST_POINTS } from '../../domain/volunteers/recognition.ts';
import { CreationProblem } from '../ui/creation-problem.tsx';
import { useChange } from '../ui/use-change.ts';
import { DraftOffer, useDraft } from '../ui/use-draft.tsx';
import { readRecognitionAnew } from './queries.ts';

interface Values {
  points: number;
  reason: string;
}

/** Grants points, or writes down what was spent of them, with a reason that the volunteer reads. */
export function PointsDialog(props: {
  volunteerId: string;
  kind: 'granted' | 'spent';
  balance: number;
  onClose: () => void;
}) {
  const { volunteerId, kind, balance, onClose } = props;
  const { t } = useTranslation('recognition');
  const [form] = Form.useForm<Values>();
  const draft = useDraft(form, `points.${kind}.${volunteerId}`);
  const enter = useChange<Values, PointEntryView | undefined>(
    {
      change: (values) =>
        draft.send(EnterPoints, { params: { id: volunteerId }, body: { id: draft.id, kind, ...values } }),
      form,
      said: () => t(`points.${kind}.done`),
      onDone: () => {
        draft.drop();
        onClose();
      },
    },
    readRecognitionAnew,
  );
  return (
    <Modal
      open
      title={t(`points.${kind}.action`)}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('action.save')}
      confirmLoading={enter.isPending}
    >
      <DraftOffer draft={draft} />
      <p>
        {t('points.balance')} <strong className="figures">{balance}</strong>
      </p>
      <Form<Values>
        form={form}
        layout="vertical"
        onValuesChange={draft.keep}
        onFinish={(values) => enter.mutate(values)}
      >
        <PointsFields kind={kind} most={kind === 'spent' ? balance : MOST_POINTS} />
        <CreationProblem
          error={enter.error}
          form={form}
          draft={draft}
          words={{ reason: t(`points.${kind}.reason`) }}
        />
      </Form>
    </Modal>
  );
}

function PointsFields({ kind, most }: { kind: 'granted' | 'spent'; most: number }) {
  const { t } = useTranslation('recognition');
  return (
    <>
      <Form.Item
        name="points"
        label={t('points.points')}
        rules={[{ required: true, message: t('state.required') }]}
      >
        <InputNumber min={1} max={most} precision={0} />
      </Form.Item>
      <Form.Item
        name="reason"
        label={t(`points.${kind}.reason`)}
        rules={[{ required: true, whitespace: true, message: t('state.required') }]}
      >
        <Input maxLength={200} />
      </Form.Item>
    </>
  );
}
