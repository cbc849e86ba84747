import { useQuery } from '@tanstack/react-query';
import { Button, Form, InputNumber, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { PutRecognitionRules, type RecognitionRulesView } from '../../contract/recognition.ts';
import { MOST_POINTS_PER_HOUR } from '../../domain/volunteers/recognition.ts';
import { MOST_STAR_HOURS, MOST_STARS } from '../../domain/volunteers/stars.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { isProblem } from '../base/problem.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { FormProblem } from '../ui/form-problem.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { Section } from '../ui/section.tsx';
import { Tag } from '../ui/tag.tsx';
import { useChange } from '../ui/use-change.ts';
import { readRecognitionAnew, rulesQuery } from './queries.ts';

/** From how many hours on volunteers have stars, and whether hours earn points. */
export function RecognitionRules() {
  const { t } = useTranslation('recognition');
  const rules = useQuery(rulesQuery);
  const isOn = rules.data !== undefined && rules.data.pointsSince !== null;
  return (
    <Section
      title={t('rules.title')}
      action={
        rules.isSuccess && <Tag tone={isOn ? 'good' : 'plain'}>{t(isOn ? 'rules.on' : 'rules.off')}</Tag>
      }
    >
      <p>{t('rules.lead')}</p>
      {rules.isPending && <LoadingState rows={3} />}
      {rules.error !== null && <ErrorState error={rules.error} onRetry={() => void rules.refetch()} />}
      {rules.isSuccess && <RulesForm rules={rules.data} onConflict={() => void rules.refetch()} />}
    </Section>
  );
}

interface Values {
  /** as they are typed */
  starHours: string[];
  givesPoints: boolean;
  pointsPerHour: number;
}

const valuesOf = ({ starHours, pointsSince, pointsPerHour }: RecognitionRulesView): Values => ({
  starHours: starHours.map(String),
  givesPoints: pointsSince !== null,
  pointsPerHour,
});

function RulesForm({ rules, onConflict }: { rules: RecognitionRulesView; onConflict: () => void }) {
  const { t } = useTranslation('recognition');
  const [form] = Form.useForm<Values>();
  const givesPoints = Form.useWatch('givesPoints', form) ?? rules.pointsSince !== null;
  const put = useChange<Values, RecognitionRulesView>(
    {
      change: async ({ starHours, ...more }) => {
        try {
          // in whatever order they were typed
          const body = { ...more, starHours: starHours.map(Number).sort((one, other) => one - other) };
          return await call(PutRecognitionRules, { version: rules.version, body });
        } catch (error) {
          // what was typed stays; saved again, it counts
          if (isProblem(error, 'version_conflict')) onConflict();
          throw error;
        }
      },
      form,
      said: () => t('rules.saved'),
      onDone: (answer) => form.setFieldsValue(valuesOf(answer)),
    },
    readRecognitionAnew,
  );
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={valuesOf(rules)}
      onFinish={(values) => put.mutate(values)}
    >
      <RulesFields pointsSince={rules.pointsSince} givesPoints={givesPoints} />
      <FormProblem error={put.error} />
      <Button type="primary" htmlType="submit" loading={put.isPending}>
        {t('rules.save')}
      </Button>
    </Form>
  );
}

function RulesFields({ pointsSince, givesPoints }: { pointsSince: string | null; givesPoints: boolean }) {
  const { t } = useTranslation('recognition');
  const { day } = useFormats();
  return (
    <>
      <Form.Item
        name="starHours"
        label={t('rules.starHours')}
        extra={t('rules.starHoursHint')}
        rules={[{ validator: async (_, hours: string[]) => refuseHours(hours, t('rules.starHoursWanted')) }]}
      >
        <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[',', '，', ' ', '、']} />
      </Form.Item>
      <Form.Item
        name="givesPoints"
        label={t('rules.givesPoints')}
        extra={
          pointsSince === null
            ? t('rules.givesPointsHint')
            : t('rules.pointsSince', { day: day(pointsSince) })
        }
        valuePropName="checked"
      >
        <Switch />
      </Form.Item>
      <Form.Item
        name="pointsPerHour"
        label={t('rules.pointsPerHour')}
        hidden={!givesPoints}
        rules={[{ required: true, message: t('state.required') }]}
      >
        <InputNumber min={1} max={MOST_POINTS_PER_HOUR} precision={0} />
      </Form.Item>
    </>
  );
}

async function refuseHours(hours: readonly string[], wanted: string): Promise<void> {
  const isHours = (text: string) =>
    /^\d{1,6}$/.test(text) && Number(text) >= 1 && Number(text) <= MOST_STAR_HOURS;
  if (hours.length === 0 || hours.length > MOST_STARS || !hours.every(isHours)) throw new Error(wanted);
}
