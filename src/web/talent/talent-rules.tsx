import { useQuery } from '@tanstack/react-query';
import { Button, Form, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { PutTalentRules, type TalentRulesView } from '../../contract/talent.ts';
import { registeredKinds } from '../../domain/talent/education.ts';
import { professionalNames } from '../../domain/talent/professional-words.ts';
import { loadedRisks } from '../../domain/talent/workload.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { isProblem } from '../base/problem.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { FormProblem } from '../ui/form-problem.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { Section } from '../ui/section.tsx';
import { useChange } from '../ui/use-change.ts';
import { readTalentAnew, rulesQuery } from './queries.ts';
import styles from './talent.module.css';

/** By which weights workload is reckoned, and what is owed of education and supervision. */
export function TalentRules() {
  const { t } = useTranslation('talent');
  const rules = useQuery(rulesQuery);
  return (
    <Section title={t('rules.title')}>
      <p>{t('rules.lead')}</p>
      {rules.isPending && <LoadingState rows={3} />}
      {rules.error !== null && <ErrorState error={rules.error} onRetry={() => void rules.refetch()} />}
      {rules.isSuccess && <RulesForm rules={rules.data} onConflict={() => void rules.refetch()} />}
    </Section>
  );
}

type Values = Omit<TalentRulesView, 'version'>;

const HOUR = 60;

function RulesForm({ rules, onConflict }: { rules: TalentRulesView; onConflict: () => void }) {
  const { t } = useTranslation('talent');
  const [form] = Form.useForm<Values>();
  const { version, ...values } = rules;
  const put = useChange<Values, TalentRulesView>(
    {
      change: async (body) => {
        try {
          return await call(PutTalentRules, { version, body });
        } catch (error) {
          // what was typed stays; saved again, it counts
          if (isProblem(error, 'version_conflict')) onConflict();
          throw error;
        }
      },
      form,
      said: () => t('rules.saved'),
      onDone: () => undefined,
    },
    readTalentAnew,
  );
  return (
    <Form<Values>
      form={form}
      layout="vertical"
      initialValues={values}
      onFinish={(entered) => put.mutate(entered)}
      scrollToFirstError
    >
      <RulesFields />
      <FormProblem error={put.error} />
      <Button type="primary" htmlType="submit" loading={put.isPending}>
        {t('rules.save')}
      </Button>
    </Form>
  );
}

function RulesFields() {
  const { t } = useTranslation('talent');
  const { textOf } = useFormats();
  return (
    <>
      <fieldset className="entries">
        <legend>{t('rules.weights')}</legend>
        <div className={styles['rules']}>
          {loadedRisks.map((risk) => (
            <Minutes
              key={risk}
              name={['weights', 'caseMinutes', risk]}
              label={t('rules.caseOf', { risk: t(`risks.${risk}`) })}
            />
          ))}
          <Minutes name={['weights', 'sessionMinutes']} label={t('rules.session')} />
          <Minutes name={['weights', 'roundMinutes']} label={t('rules.round')} />
          <Minutes name={['weights', 'alertMinutes']} label={t('rules.alert')} />
          <Whole name={['weights', 'directPercent']} label={t('rules.direct')} min={10} max={100} />
        </div>
      </fieldset>
      <fieldset className="entries">
        <legend>{t('rules.owed')}</legend>
        <div className={styles['rules']}>
          {registeredKinds.map((kind) => (
            <Hours
              key={kind}
              name={['educationMinutes', kind]}
              label={t('rules.educationOf', { kind: textOf(professionalNames[kind]) })}
            />
          ))}
          <Whole name={['supervisionDays']} label={t('rules.supervisionDays')} min={7} max={366} />
          <Whole name={['tellFrom']} label={t('rules.tellFrom')} min={3} max={50} />
        </div>
      </fieldset>
    </>
  );
}

function Minutes({ name, label }: { name: string[]; label: string }) {
  return <Whole name={name} label={label} min={0} max={7 * 24 * HOUR} />;
}

/** Shown in hours, kept in minutes. */
function Hours({ name, label }: { name: string[]; label: string }) {
  const { t } = useTranslation('talent');
  return (
    <Form.Item
      name={name}
      label={label}
      rules={[{ required: true, message: t('state.required') }]}
      getValueProps={(minutes: number | null) => ({ value: minutes === null ? null : minutes / HOUR })}
      normalize={(hours: number | null) => (hours === null ? null : Math.round(hours * HOUR))}
    >
      <InputNumber min={0} max={500} step={0.5} />
    </Form.Item>
  );
}

function Whole(props: { name: string[]; label: string; min: number; max: number }) {
  const { name, label, min, max } = props;
  const { t } = useTranslation('talent');
  return (
    <Form.Item name={name} label={label} rules={[{ required: true, message: t('state.required') }]}>
      <InputNumber min={min} max={max} precision={0} />
    </Form.Item>
  );
}
