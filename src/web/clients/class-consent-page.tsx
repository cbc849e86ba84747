import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { Button, Checkbox, Form, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { consentEvidence, consentPurposes, ListClients, RecordClassConsent } from '../../contract/clients.ts';
import type { AnswerOf } from '../../contract/operation.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { Choices } from '../ui/choices.tsx';
import { DayInput } from '../ui/day-input.tsx';
import { FormProblem } from '../ui/form-problem.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Section } from '../ui/section.tsx';
import { clientsKey } from './queries.ts';
import { useClasses } from './use-classes.ts';

interface ConsentValues {
  classId: string;
  purposes: (typeof consentPurposes)[number][];
  evidence: (typeof consentEvidence)[number];
  givenOn: string;
}

const LARGEST_CLASS = 200;

/** A pile of signed forms of one class: tick who handed one in, record all at once. */
export function ClassConsentPage() {
  const { t } = useTranslation('clients');
  const { today } = useFormats();
  const queryClient = useQueryClient();
  const [form] = Form.useForm<ConsentValues>();
  const classId = Form.useWatch('classId', form) as string | undefined;
  const pupils = usePupils(classId);
  const named = pupils.data?.items ?? [];
  // nobody at first: a consent is recorded of whoever handed in a form
  // but for those whom one has chosen in the list before
  const { classId: classBefore, only } = useSearch({ from: '/staff/clients/consents' });
  const [chosen, setChosen] = useState<readonly string[]>(only?.split(',') ?? []);
  const record = useMutation({
    mutationFn: ({ classId: id, ...values }: ConsentValues) =>
      call(RecordClassConsent, { params: { id }, body: { ...values, clientIds: [...chosen] } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: clientsKey }),
  });
  const startAnew = () => {
    record.reset();
    setChosen([]);
  };
  return (
    <>
      <PageHeader title={t('classConsent.title')} lead={t('classConsent.lead')} />
      <section className="section">
        <Form<ConsentValues>
          form={form}
          layout="vertical"
          initialValues={{ classId: classBefore, purposes: [], givenOn: today }}
          onFinish={(values) => record.mutate(values)}
        >
          <ConsentFields onClass={startAnew} />
          {classId !== undefined && pupils.isPending && <LoadingState rows={3} />}
          {named.length > 0 && <PupilChoices pupils={named} chosen={chosen} onChoose={setChosen} />}
          <FormProblem error={record.error} />
          <div className="form-actions">
            <Button
              type="primary"
              htmlType="submit"
              size="large"
              disabled={chosen.length === 0 || record.isSuccess}
              loading={record.isPending}
            >
              {t('classConsent.record', { n: chosen.length })}
            </Button>
          </div>
        </Form>
      </section>
      {record.data !== undefined && <Recorded recorded={record.data} pupils={named} />}
    </>
  );
}

function usePupils(classId: string | undefined) {
  return useQuery({
    queryKey: [...clientsKey, 'class', classId],
    queryFn: ({ signal }) =>
      call(ListClients, {
        query: { ...(classId === undefined ? {} : { classId }), limit: LARGEST_CLASS },
        signal,
      }),
    enabled: classId !== undefined,
  });
}

/** Of which class, to what, how and when: the same for everybody who is ticked. */
function ConsentFields({ onClass }: { onClass: () => void }) {
  const { t } = useTranslation('clients');
  const { today } = useFormats();
  const classes = useClasses();
  const required = [{ required: true, message: t('state.required') }];
  return (
    <>
      <Form.Item name="classId" label={t('person.class')} rules={required}>
        <Select
          showSearch
          optionFilterProp="label"
          options={classes.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={onClass}
        />
      </Form.Item>
      <Form.Item
        name="purposes"
        label={t('classConsent.purposes')}
        rules={[{ type: 'array', min: 1, message: t('state.required') }]}
      >
        <Checkbox.Group
          options={consentPurposes.map((purpose) => ({
            value: purpose,
            label: t(`consent.purposes.${purpose}`),
          }))}
        />
      </Form.Item>
      <Form.Item name="evidence" label={t('consent.evidence')} rules={required}>
        <Choices values={consentEvidence} labelOf={(evidence) => t(`consent.evidences.${evidence}`)} />
      </Form.Item>
      <Form.Item name="givenOn" label={t('consent.givenOn')} rules={required}>
        <DayInput max={today} />
      </Form.Item>
    </>
  );
}

interface Pupil {
  readonly id: string;
  readonly name: string;
}

function PupilChoices(props: {
  pupils: readonly Pupil[];
  chosen: readonly string[];
  onChoose: (ids: readonly string[]) => void;
}) {
  const { pupils, chosen, onChoose } = props;
  const { t } = useTranslation('clients');
  return (
    <Form.Item label={t('classConsent.pupils', { n: chosen.length, all: pupils.length })}>
      <div>
        <Checkbox
          checked={chosen.length === pupils.length}
          onChange={({ target }) => onChoose(target.checked ? pupils.map(({ id }) => id) : [])}
        >
          {t('classConsent.everyone')}
        </Checkbox>
      </div>
      <Checkbox.Group
        value={[...chosen]}
        onChange={onChoose}
        options={pupils.map(({ id, name }) => ({ value: id, label: name }))}
      />
    </Form.Item>
  );
}

/** How many were recorded, and whose form counts for nothing until a guardian is known. */
function Recorded(props: { recorded: AnswerOf<typeof RecordClassConsent>; pupils: readonly Pupil[] }) {
  const { recorded, withoutGuardian } = props.recorded;
  const { t } = useTranslation('clients');
  const names = props.pupils.filter(({ id }) => withoutGuardian.includes(id)).map(({ name }) => name);
  return (
    <Section title={t('classConsent.done')}>
      <p>
        <output>{t('classConsent.recorded', { n: recorded })}</output>
      </p>
      {withoutGuardian.length > 0 && (
        <p className="notice notice-warning">
          {t('classConsent.withoutGuardian', { names: names.join(t('state.comma')) })}
        </p>
      )}
      <Link to="/measures">{t('classConsent.next')}</Link>
    </Section>
  );
}
