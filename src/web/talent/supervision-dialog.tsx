import { Form, type FormInstance, Input, InputNumber, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { RecordSupervision, type SupervisionView } from '../../contract/talent.ts';
import {
  type SupervisionKind,
  supervisionKinds,
  supervisionNames,
} from '../../domain/talent/professional-words.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { useColleagues } from '../identity/public.ts';
import { Choices } from '../ui/choices.tsx';
import { CreationProblem } from '../ui/creation-problem.tsx';
import { InstantInput } from '../ui/instant-input.tsx';
import { useChange } from '../ui/use-change.ts';
import { DraftOffer, type FormDraft, useDraft } from '../ui/use-draft.tsx';
import { readTalentAnew } from './queries.ts';

/** Somebody from elsewhere, who has no account. */
const ELSEWHERE = 'elsewhere';
const USUAL_MINUTES = 90;

interface Values {
  kind: SupervisionKind;
  supervisorId: string;
  supervisorName?: string;
  heldAt: string;
  minutes: number;
  participantIds: string[];
  topics: string;
  agreed?: string;
}

/**
 * Writes down a session of supervision.
 * @param replaces a session that is corrected, which stays beside it; undefined: a new one
 */
export function SupervisionDialog(props: { replaces: SupervisionView | undefined; onClose: () => void }) {
  const { replaces, onClose } = props;
  const { t } = useTranslation('talent');
  const { me } = useSession();
  const [form] = Form.useForm<Values>();
  const draft = useDraft(form, `supervision.${replaces?.id ?? 'new'}`);
  const record = useRecording({ replaces, form, draft, onClose });
  return (
    <Modal
      open
      title={t(replaces === undefined ? 'supervision.record' : 'supervision.correctTitle')}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('action.save')}
      confirmLoading={record.isPending}
    >
      <DraftOffer draft={draft} />
      <p className="quiet small">{t('supervision.hint')}</p>
      <Form<Values>
        form={form}
        layout="vertical"
        initialValues={valuesOf(replaces, me.user.id)}
        onValuesChange={draft.keep}
        onFinish={(values) => record.mutate(values)}
        scrollToFirstError
      >
        <CreationProblem
          error={record.error}
          form={form}
          draft={draft}
          words={{ topics: t('supervision.topics'), agreed: t('supervision.agreedField') }}
        />
        <Fields form={form} />
      </Form>
    </Modal>
  );
}

function valuesOf(replaces: SupervisionView | undefined, ownId: string): Partial<Values> {
  if (replaces === undefined) return { kind: 'group', supervisorId: ownId, minutes: USUAL_MINUTES };
  const { kind, supervisorName, heldAt, minutes, participantIds, topics, agreed } = replaces;
  const supervisorId = replaces.supervisorId ?? ELSEWHERE;
  return { kind, supervisorId, supervisorName, heldAt, minutes, participantIds, topics, agreed };
}

function useRecording({
  replaces,
  form,
  draft,
  onClose,
}: {
  replaces: SupervisionView | undefined;
  form: FormInstance<Values>;
  draft: FormDraft<Values>;
  onClose: () => void;
}) {
  const { t } = useTranslation('talent');
  return useChange<Values, SupervisionView | undefined>(
    {
      change: ({ supervisorId, supervisorName = '', agreed = '', ...values }) => {
        const isElsewhere = supervisorId === ELSEWHERE;
        const isNamed = isElsewhere && supervisorName.trim() !== '';
        return draft.send(RecordSupervision, {
          body: {
            id: draft.id,
            ...values,
            agreed,
            supervisorId: isElsewhere ? null : supervisorId,
            supervisorName: isNamed ? supervisorName : null,
            replacesId: replaces?.id ?? null,
          },
        });
      },
      form,
      said: () => t('supervision.recorded'),
      onDone: () => {
        draft.drop();
        onClose();
      },
    },
    readTalentAnew,
  );
}

function Fields({ form }: { form: FormInstance<Values> }) {
  const { t } = useTranslation('talent');
  const { textOf } = useFormats();
  const { workers } = useColleagues();
  const supervisorId = Form.useWatch('supervisorId', form);
  const required = { required: true, message: t('state.required') };
  const people = workers.map(({ id, displayName }) => ({ value: id, label: displayName }));
  return (
    <>
      <Form.Item name="kind" label={t('supervision.kind')}>
        <Choices values={supervisionKinds} labelOf={(kind) => textOf(supervisionNames[kind])} />
      </Form.Item>
      <Form.Item name="supervisorId" label={t('supervision.supervisor')} rules={[required]}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={[...people, { value: ELSEWHERE, label: t('supervision.elsewhere') }]}
        />
      </Form.Item>
      {supervisorId === ELSEWHERE && (
        <Form.Item
          name="supervisorName"
          label={t('supervision.supervisorName')}
          extra={t('supervision.supervisorNameHint')}
        >
          <Input maxLength={60} />
        </Form.Item>
      )}
      <Form.Item name="participantIds" label={t('supervision.participants')} rules={[required]}>
        <Select mode="multiple" showSearch={{ optionFilterProp: 'label' }} options={people} />
      </Form.Item>
      <Form.Item name="heldAt" label={t('supervision.heldAt')} rules={[required]}>
        <InstantInput />
      </Form.Item>
      <Form.Item name="minutes" label={t('supervision.minutes')} rules={[required]}>
        <InputNumber min={5} max={720} precision={0} />
      </Form.Item>
      <Form.Item
        name="topics"
        label={t('supervision.topics')}
        extra={t('supervision.topicsHint')}
        rules={[required]}
      >
        <Input.TextArea rows={4} maxLength={4_000} />
      </Form.Item>
      <Form.Item name="agreed" label={t('supervision.agreedField')}>
        <Input.TextArea rows={2} maxLength={4_000} />
      </Form.Item>
    </>
  );
}
