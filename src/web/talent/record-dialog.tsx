import { Form, type FormInstance, Input, InputNumber, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { AddOwnRecord, AddRecord, type ProfessionalRecordView } from '../../contract/talent.ts';
import {
  MOST_EDUCATION_MINUTES,
  type RecordKind,
  recordKinds,
} from '../../domain/talent/professional-record.ts';
import {
  educationKinds,
  educationNames,
  professionalKinds,
  professionalNames,
} from '../../domain/talent/professional-words.ts';
import { useFormats } from '../base/formats.ts';
import { Choices } from '../ui/choices.tsx';
import { CreationProblem } from '../ui/creation-problem.tsx';
import { DayInput } from '../ui/day-input.tsx';
import { useChange } from '../ui/use-change.ts';
import { DraftOffer, type FormDraft, useDraft } from '../ui/use-draft.tsx';
import { readTalentAnew } from './queries.ts';

interface Values {
  record: RecordKind;
  /** each kind's own, so that going to and fro loses neither */
  qualification: string;
  education: string;
  title?: string;
  organiser?: string;
  reference?: string;
  from: string;
  until?: string | null;
  /** as people say how long it took */
  hours?: number | null;
}

const HOUR = 60;

/**
 * Enters a qualification or continuing education.
 * @param accountId a colleague's, of whom one has seen it; undefined: one's own, which waits for a colleague
 */
export function RecordDialog(props: { accountId: string | undefined; onClose: () => void }) {
  const { accountId, onClose } = props;
  const { t } = useTranslation('talent');
  const { today } = useFormats();
  const [form] = Form.useForm<Values>();
  const draft = useDraft(form, `professional-record.${accountId ?? 'own'}`);
  const add = useAdding({ accountId, form, draft, onClose });
  return (
    <Modal
      open
      title={t('records.add')}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('action.save')}
      confirmLoading={add.isPending}
    >
      <DraftOffer draft={draft} />
      <p className="quiet small">{t(accountId === undefined ? 'records.addOwnHint' : 'records.addHint')}</p>
      <Form<Values>
        form={form}
        layout="vertical"
        initialValues={{
          record: 'qualification',
          qualification: 'social_worker',
          education: 'course',
          from: today,
        }}
        onValuesChange={draft.keep}
        onFinish={(values) => add.mutate(values)}
        scrollToFirstError
      >
        <CreationProblem
          error={add.error}
          form={form}
          draft={draft}
          words={{ title: t('records.title'), reference: t('records.referenceField') }}
        />
        <Fields form={form} kind={Form.useWatch('record', form) ?? 'qualification'} />
      </Form>
    </Modal>
  );
}

function useAdding({
  accountId,
  form,
  draft,
  onClose,
}: {
  accountId: string | undefined;
  form: FormInstance<Values>;
  draft: FormDraft<Values>;
  onClose: () => void;
}) {
  const { t } = useTranslation('talent');
  return useChange<Values, ProfessionalRecordView | undefined>(
    {
      change: ({
        record,
        qualification,
        education,
        title = '',
        organiser = '',
        reference = '',
        from,
        until = null,
        hours,
      }) => {
        const body = {
          id: draft.id,
          record,
          code: record === 'education' ? education : qualification,
          title,
          organiser,
          reference,
          from,
          until: record === 'education' ? null : until,
          minutes: record === 'education' && hours != null ? Math.round(hours * HOUR) : null,
        };
        return accountId === undefined
          ? draft.send(AddOwnRecord, { body })
          : draft.send(AddRecord, { params: { id: accountId }, body });
      },
      form,
      said: (record) => t(record?.state === 'confirmed' ? 'records.addedSeen' : 'records.added'),
      onDone: () => {
        draft.drop();
        onClose();
      },
    },
    readTalentAnew,
  );
}

function Fields({ form, kind }: { form: FormInstance<Values>; kind: RecordKind }) {
  const { t } = useTranslation('talent');
  const { textOf, today } = useFormats();
  const required = { required: true, message: t('state.required') };
  const isTitled = Form.useWatch('qualification', form) === 'other' || kind === 'education';
  return (
    <>
      <Form.Item name="record" label={t('records.what')}>
        <Choices values={recordKinds} labelOf={(value) => t(`recordKinds.${value}`)} />
      </Form.Item>
      <Form.Item key={kind} name={kind} label={t('records.code')} rules={[required]}>
        <Select<string>
          options={
            kind === 'qualification'
              ? professionalKinds.map((value) => ({ value, label: textOf(professionalNames[value]) }))
              : educationKinds.map((value) => ({ value, label: textOf(educationNames[value]) }))
          }
        />
      </Form.Item>
      <Form.Item name="title" label={t('records.title')} rules={isTitled ? [required] : []}>
        <Input maxLength={200} />
      </Form.Item>
      {kind === 'education' && (
        <Form.Item name="hours" label={t('records.hours')} rules={[required]}>
          <InputNumber min={0.5} max={MOST_EDUCATION_MINUTES / HOUR} step={0.5} />
        </Form.Item>
      )}
      <Form.Item
        name="from"
        label={t(kind === 'education' ? 'records.doneOn' : 'records.validFrom')}
        rules={[required]}
      >
        {kind === 'education' ? <DayInput max={today} /> : <DayInput />}
      </Form.Item>
      {kind === 'qualification' && (
        <Form.Item name="until" label={t('records.validUntil')} extra={t('records.validUntilHint')}>
          <DayInput />
        </Form.Item>
      )}
      <Form.Item name="organiser" label={t(kind === 'education' ? 'records.heldBy' : 'records.issuedBy')}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="reference" label={t('records.referenceField')}>
        <Input maxLength={100} />
      </Form.Item>
    </>
  );
}
