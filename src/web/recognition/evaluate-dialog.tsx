import { Form, Input, Modal, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import {
  EvaluateVolunteer,
  type RecognitionView,
  type StaffEvaluationView,
} from '../../contract/recognition.ts';
import { grades } from '../../domain/volunteers/recognition.ts';
import { useFormats } from '../base/formats.ts';
import { CreationProblem } from '../ui/creation-problem.tsx';
import { useChange } from '../ui/use-change.ts';
import { DraftOffer, useDraft } from '../ui/use-draft.tsx';
import { readRecognitionAnew } from './queries.ts';

interface Values {
  /** id of the shift or the time of service */
  what?: string;
  grade: number;
  words: string;
}

/** Says how a volunteer's service was, or says it anew; the volunteer reads it. */
export function EvaluateDialog(props: {
  volunteerId: string;
  toEvaluate: RecognitionView['toEvaluate'];
  replaces: StaffEvaluationView | undefined;
  onClose: () => void;
}) {
  const { volunteerId, toEvaluate, replaces, onClose } = props;
  const { t } = useTranslation('recognition');
  const [form] = Form.useForm<Values>();
  const draft = useDraft(form, `evaluation.${replaces?.id ?? volunteerId}`);
  const evaluate = useChange<Values, StaffEvaluationView | undefined>(
    {
      change: ({ what, grade, words }) =>
        draft.send(EvaluateVolunteer, {
          params: { id: volunteerId },
          body: { id: draft.id, grade, words, ...subjectOf(toEvaluate, replaces, what) },
        }),
      form,
      said: () => t('evaluations.done'),
      onDone: () => {
        draft.drop();
        onClose();
      },
    },
    readRecognitionAnew,
  );
  const title = t(replaces === undefined ? 'evaluations.action' : 'evaluations.correct');
  return (
    <Modal
      open
      title={title}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('action.save')}
      confirmLoading={evaluate.isPending}
    >
      <DraftOffer draft={draft} />
      <p className="quiet small">{t('evaluations.hint')}</p>
      <Form<Values>
        form={form}
        layout="vertical"
        initialValues={{ what: keyOf(toEvaluate[0]), grade: replaces?.grade, words: replaces?.words ?? '' }}
        onValuesChange={draft.keep}
        onFinish={(values) => evaluate.mutate(values)}
        scrollToFirstError
      >
        <EvaluationFields toEvaluate={toEvaluate} replaces={replaces} />
        <CreationProblem
          error={evaluate.error}
          form={form}
          draft={draft}
          words={{ words: t('evaluations.words') }}
        />
      </Form>
    </Modal>
  );
}

function EvaluationFields({
  toEvaluate,
  replaces,
}: {
  toEvaluate: readonly Served[];
  replaces: StaffEvaluationView | undefined;
}) {
  const { t } = useTranslation('recognition');
  const { dayOf } = useFormats();
  return (
    <>
      {replaces === undefined ? (
        <Form.Item name="what" label={t('evaluations.what')}>
          <Select
            options={toEvaluate.map((one) => ({
              value: keyOf(one),
              label: `${one.title} · ${dayOf(one.servedAt)}`,
            }))}
          />
        </Form.Item>
      ) : (
        <p>
          {replaces.title} · {dayOf(replaces.servedAt)}
        </p>
      )}
      <Form.Item
        name="grade"
        label={t('evaluations.gradeLabel')}
        rules={[{ required: true, message: t('state.required') }]}
      >
        <Radio.Group options={grades.map((grade) => ({ value: grade, label: t(`grades.g${grade}`) }))} />
      </Form.Item>
      <Form.Item name="words" label={t('evaluations.words')}>
        <Input.TextArea rows={3} maxLength={500} />
      </Form.Item>
    </>
  );
}

type Served = RecognitionView['toEvaluate'][number];
const keyOf = (served: Served | undefined) => served?.shiftId ?? served?.serviceId ?? undefined;

function subjectOf(
  toEvaluate: readonly Served[],
  replaces: StaffEvaluationView | undefined,
  what: string | undefined,
) {
  if (replaces !== undefined) return { replacesId: replaces.id };
  const served = toEvaluate.find((one) => keyOf(one) === what);
  if (served?.shiftId != null) return { shiftId: served.shiftId };
  return served?.serviceId == null ? {} : { serviceId: served.serviceId };
}
