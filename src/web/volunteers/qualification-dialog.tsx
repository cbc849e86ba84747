import { Form, type FormInstance, Input, InputNumber, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { AddQualification, type QualificationView, type VolunteerView } from '../../contract/volunteers.ts';
import {
  checkCodes,
  insuranceCodes,
  type QualificationKind,
  qualificationKinds,
} from '../../domain/volunteers/qualification.ts';
import { nameOfCode } from '../../domain/volunteers/qualification-words.ts';
import { useFormats } from '../base/formats.ts';
import { CreationProblem } from '../ui/creation-problem.tsx';
import { DayInput } from '../ui/day-input.tsx';
import { useChange } from '../ui/use-change.ts';
import { DraftOffer, type FormDraft, useDraft } from '../ui/use-draft.tsx';
import { readVolunteersAnew } from './queries.ts';

interface Values {
  kind: QualificationKind;
  /** which check or insurance; of a training the organisation's own, or none */
  code?: string;
  title?: string;
  organiser?: string;
  reference?: string;
  minutes?: number | null;
  validFrom: string;
  validUntil?: string | null;
}

/** Of a training without a code of the organisation's own, which no shift asks for by itself. */
const TRAINING_CODE = 'training';

/** Writes down what was seen or given, and from when to when it holds. */
export function QualificationDialog({
  volunteer,
  onClose,
}: {
  volunteer: VolunteerView;
  onClose: () => void;
}) {
  const { t } = useTranslation('volunteers');
  const { today } = useFormats();
  const [form] = Form.useForm<Values>();
  const draft = useDraft(form, `volunteer-qualification.${volunteer.id}`);
  const save = useAdding({ volunteerId: volunteer.id, form, draft, onClose });
  return (
    <Modal
      open
      title={t('qualifications.add')}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('action.save')}
      confirmLoading={save.isPending}
    >
      <DraftOffer draft={draft} />
      <Form<Values>
        form={form}
        layout="vertical"
        initialValues={{ kind: 'check', code: 'minors', validFrom: today }}
        onValuesChange={draft.keep}
        onFinish={(values) => save.mutate(values)}
      >
        <CreationProblem
          error={save.error}
          form={form}
          draft={draft}
          words={{ title: t('qualifications.trainingTitle'), reference: t('qualifications.referenceField') }}
        />
        <Fields kind={Form.useWatch('kind', form) ?? 'check'} />
      </Form>
    </Modal>
  );
}

function useAdding({
  volunteerId,
  form,
  draft,
  onClose,
}: {
  volunteerId: string;
  form: FormInstance<Values>;
  draft: FormDraft<Values>;
  onClose: () => void;
}) {
  const { t } = useTranslation('volunteers');
  return useChange<Values, QualificationView | undefined>(
    {
      change: ({ kind, code, ...values }) =>
        draft.send(AddQualification, {
          params: { id: volunteerId },
          body: {
            id: draft.id,
            kind,
            code: (code ?? '').trim() === '' && kind === 'training' ? TRAINING_CODE : (code ?? ''),
            ...values,
            minutes: kind === 'training' ? (values.minutes ?? null) : null,
          },
        }),
      form,
      said: () => t('qualifications.added'),
      onDone: () => {
        draft.drop();
        onClose();
      },
    },
    readVolunteersAnew,
  );
}

function Fields({ kind }: { kind: QualificationKind }) {
  const { t } = useTranslation('volunteers');
  const { textOf } = useFormats();
  const required = { required: true, message: t('state.required') };
  const codes = kind === 'insurance' ? insuranceCodes : checkCodes;
  return (
    <>
      <Form.Item name="kind" label={t('qualifications.kind')} rules={[required]}>
        <Select options={qualificationKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))} />
      </Form.Item>
      {kind === 'training' ? (
        <>
          <Form.Item name="title" label={t('qualifications.trainingTitle')} rules={[required]}>
            <Input maxLength={100} />
          </Form.Item>
          <Form.Item
            name="code"
            label={t('qualifications.trainingCode')}
            extra={t('qualifications.trainingCodeHint')}
          >
            <Input maxLength={40} />
          </Form.Item>
          <Form.Item name="minutes" label={t('qualifications.minutesField')} rules={[required]}>
            <InputNumber min={1} max={60_000} />
          </Form.Item>
        </>
      ) : (
        <Form.Item name="code" label={t(`kinds.${kind}`)} rules={[required]}>
          <Select options={codes.map((value) => ({ value, label: textOf(nameOfCode(value)) }))} />
        </Form.Item>
      )}
      <Form.Item name="organiser" label={t(`qualifications.organiser_${kind}`)}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="reference" label={t('qualifications.referenceField')}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="validFrom" label={t('qualifications.validFrom')} rules={[required]}>
        <DayInput />
      </Form.Item>
      <Form.Item
        name="validUntil"
        label={t('qualifications.validUntil')}
        extra={t('qualifications.validUntilHint')}
      >
        <DayInput />
      </Form.Item>
    </>
  );
}
