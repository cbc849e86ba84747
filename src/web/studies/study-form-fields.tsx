import { useMutation } from '@tanstack/react-query';
import { Button, Form, type FormInstance, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { allocations, arms } from '../../domain/studies/protocol.ts';
import { useInstruments } from '../measures/public.ts';
import { usePlaybooks } from '../playbooks/public.ts';
import { Choices } from '../ui/choices.tsx';
import { markFields } from '../ui/form-problem.tsx';
import { CreationProblem } from '../ui/creation-problem.tsx';
import { DraftOffer, type FormDraft, useDraft } from '../ui/use-draft.tsx';
import type { StudyView } from './queries.ts';
import { SampleSizeFields } from './sample-size-fields.tsx';
import { knownReliability, plannedStudy, type PlannedStudy, type StudyFormValues } from './study-form.ts';

type StudyFormInstance = FormInstance<StudyFormValues>;

/** The plan of a study; what is typed stays in this browser until it is saved. */
export function StudyForm(props: {
  record: string;
  initial: Partial<StudyFormValues>;
  save: (plan: PlannedStudy, draft: FormDraft<StudyFormValues>) => Promise<StudyView>;
  onSaved: (study: StudyView) => Promise<void>;
  onCancel: () => void;
}) {
  const { t } = useTranslation('studies');
  const [form] = Form.useForm<StudyFormValues>();
  const draft = useDraft(form, props.record);
  const save = useMutation({
    mutationFn: (values: StudyFormValues) => props.save(plannedStudy(values), draft),
    onError: (error) => markFields(form, error),
    onSuccess: async (study) => {
      draft.drop();
      await props.onSaved(study);
    },
  });
  return (
    <section className="section">
      <DraftOffer draft={draft} />
      <Form<StudyFormValues>
        form={form}
        layout="vertical"
        initialValues={props.initial}
        onValuesChange={draft.keep}
        onFinish={(values) => save.mutate(values)}
        scrollToFirstError
      >
        <QuestionFields />
        <DesignFields />
        <OutcomeFields form={form} />
        <SpreadFields />
        <SampleSizeFields />
        <Form.Item
          name="participantCodes"
          label={`${t('study.participants')} (${t('state.optional')})`}
          extra={t('study.participantsHint')}
        >
          <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[',', '，', ' ', '、']} />
        </Form.Item>
        <CreationProblem
          error={save.error}
          form={form}
          draft={draft}
          words={{ title: t('study.name'), question: t('study.question') }}
        />
        <div className="form-actions">
          <Button type="primary" htmlType="submit" size="large" loading={save.isPending}>
            {t('study.save')}
          </Button>
          <Button size="large" onClick={props.onCancel}>
            {t('action.cancel')}
          </Button>
        </div>
      </Form>
    </section>
  );
}

function useRequired() {
  const { t } = useTranslation('studies');
  return [{ required: true, message: t('state.required') }];
}

function QuestionFields() {
  const { t } = useTranslation('studies');
  const required = useRequired();
  return (
    <>
      <div className="form-grid">
        <Form.Item name="title" label={t('study.name')} rules={required}>
          <Input maxLength={160} />
        </Form.Item>
        <Form.Item name="titleEn" label={`${t('study.nameEn')} (${t('state.optional')})`}>
          <Input maxLength={160} />
        </Form.Item>
      </div>
      <Form.Item name="question" label={t('study.question')} rules={required}>
        <Input.TextArea
          maxLength={1000}
          autoSize={{ minRows: 2, maxRows: 6 }}
          placeholder={t('study.questionExample')}
        />
      </Form.Item>
      <Form.Item name="questionEn" label={`${t('study.questionEn')} (${t('state.optional')})`}>
        <Input.TextArea maxLength={1000} autoSize={{ minRows: 1, maxRows: 6 }} />
      </Form.Item>
    </>
  );
}

function DesignFields() {
  const { t } = useTranslation('studies');
  const { playbooks, titleOf } = usePlaybooks();
  const required = useRequired();
  const allocation = Form.useWatch<StudyFormValues['allocation'] | undefined>('allocation');
  return (
    <>
      <Form.Item name="playbookId" label={t('study.playbook')} rules={required}>
        <Select options={playbooks.map(({ id }) => ({ value: id, label: titleOf(id) }))} />
      </Form.Item>
      <div className="form-grid">
        {arms.map((arm) => (
          <Form.Item key={arm} name={['arms', arm]} label={t(`study.armWords.${arm}`)} rules={required}>
            <Input maxLength={300} placeholder={t(`study.armExamples.${arm}`)} />
          </Form.Item>
        ))}
        {arms.map((arm) => (
          <Form.Item
            key={`${arm} in English`}
            name={['armsEn', arm]}
            label={`${t(`study.armWordsEn.${arm}`)} (${t('state.optional')})`}
          >
            <Input maxLength={300} />
          </Form.Item>
        ))}
      </div>
      <Form.Item
        name="allocation"
        label={t('study.allocation')}
        rules={required}
        {...(allocation === undefined ? {} : { extra: t(`study.allocationHints.${allocation}`) })}
      >
        <Choices values={allocations} labelOf={(value) => t(`study.allocations.${value}`)} />
      </Form.Item>
    </>
  );
}

/** Questionnaire and score; the reliability that its key knows is put in, with its source. */
function OutcomeFields({ form }: { form: StudyFormInstance }) {
  const { t } = useTranslation('studies');
  const required = useRequired();
  const { instruments, titleOf, scaleOf } = useInstruments();
  const instrumentId = Form.useWatch<string | undefined>(['primaryOutcome', 'instrumentId'], form);
  const scales = instruments.find(({ id }) => id === instrumentId)?.scales ?? [];
  const putReliability = (scale: string) => {
    const known = knownReliability(instruments, {
      ...(instrumentId === undefined ? {} : { instrumentId }),
      scale,
    });
    if (known !== undefined) form.setFieldsValue({ reliability: known });
  };
  return (
    <>
      <div className="form-grid">
        <Form.Item name={['primaryOutcome', 'instrumentId']} label={t('study.instrument')} rules={required}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={instruments
              .filter((instrument) => instrument.scales.length > 0)
              .map(({ id }) => ({ value: id, label: titleOf(id) }))}
            onChange={() => form.resetFields([['primaryOutcome', 'scale']])}
          />
        </Form.Item>
        <Form.Item name={['primaryOutcome', 'scale']} label={t('study.scale')} rules={required}>
          <Select
            options={scales.map(({ id }) => ({ value: id, label: scaleOf(instrumentId ?? '', id) }))}
            onChange={putReliability}
          />
        </Form.Item>
      </div>
      <div className="form-grid">
        <Form.Item name={['reliability', 'r']} label={t('study.reliability')} rules={required}>
          <InputNumber min={0} max={0.999} step={0.01} className="narrow" />
        </Form.Item>
        <Form.Item name={['reliability', 'kind']} label={t('study.reliabilityKind')} rules={required}>
          <Choices
            values={['alpha', 'retest'] as const}
            labelOf={(kind) => t(`study.reliabilityKinds.${kind}`)}
          />
        </Form.Item>
      </div>
      <Form.Item name={['reliability', 'source']} label={t('study.reliabilitySource')} rules={required}>
        <Input maxLength={500} />
      </Form.Item>
    </>
  );
}

function SpreadFields() {
  const { t } = useTranslation('studies');
  const required = useRequired();
  const kind = Form.useWatch<'baseline' | 'published' | undefined>(['sd', 'kind']);
  return (
    <>
      <Form.Item name={['sd', 'kind']} label={t('study.sd')}>
        <Choices values={['baseline', 'published'] as const} labelOf={(value) => t(`study.sds.${value}`)} />
      </Form.Item>
      {kind === 'published' && (
        <div className="form-grid">
          <Form.Item name={['sd', 'value']} label={t('study.sdValue')} rules={required}>
            <InputNumber min={0.001} max={1000} step={0.1} className="narrow" />
          </Form.Item>
          <Form.Item name={['sd', 'source']} label={t('study.sdSource')} rules={required}>
            <Input maxLength={500} />
          </Form.Item>
        </div>
      )}
    </>
  );
}
