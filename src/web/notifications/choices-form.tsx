import { Button, Checkbox, Form, type FormInstance, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { ChangeNotificationChoices } from '../../contract/notifications.ts';
import { type Way, ways } from '../../domain/notifications/choices.ts';
import { call } from '../base/api.ts';
import { Choices } from '../ui/choices.tsx';
import { FormProblem } from '../ui/form-problem.tsx';
import { Section } from '../ui/section.tsx';
import { useChange } from '../ui/use-change.ts';
import styles from './notifications.module.css';
import { type ChoicesView, choicesQuery } from './queries.ts';

const rhythms = ['each', 'daily'] as const;

interface Values {
  urgent: Way[];
  normal: Way[];
  rhythm: (typeof rhythms)[number];
  digestAt: string;
  isQuiet: boolean;
  from: string;
  until: string;
}

function valuesOf({ urgent, normal, quiet, digestAt }: ChoicesView): Values {
  return {
    urgent,
    normal,
    rhythm: digestAt === null ? 'each' : 'daily',
    digestAt: digestAt ?? '08:30',
    isQuiet: quiet !== null,
    from: quiet?.from ?? '22:00',
    until: quiet?.until ?? '07:00',
  };
}

/** What goes out, and when; what is urgent always goes out at once. */
export function ChoicesForm({ choices }: { choices: ChoicesView }) {
  const { t } = useTranslation('notifications');
  const [form] = Form.useForm<Values>();
  const rhythm = Form.useWatch('rhythm', form);
  const change = useChange<Values, ChoicesView>(
    {
      form,
      change: ({ urgent, normal, digestAt, from, until, ...chosen }) =>
        call(ChangeNotificationChoices, {
          version: choices.version,
          body: {
            urgent,
            normal,
            digestAt: chosen.rhythm === 'daily' ? digestAt : null,
            quiet: chosen.isQuiet ? { from, until } : null,
          },
        }),
      said: () => t('state.saved'),
      onDone: () => undefined,
    },
    (queryClient, answer) => queryClient.setQueryData(choicesQuery.queryKey, answer),
  );
  const options = ways.map((way) => ({ value: way, label: t(`ways.${way}`) }));
  const required = [{ required: true, message: t('state.required') }];
  return (
    <Section title={t('choices.what')}>
      <Form
        form={form}
        layout="vertical"
        initialValues={valuesOf(choices)}
        onFinish={(values) => change.mutate(values)}
      >
        <FormProblem error={change.error} />
        <Form.Item name="urgent" label={t('choices.urgent')} extra={t('choices.urgentHint')}>
          <Checkbox.Group options={options} />
        </Form.Item>
        <Form.Item name="normal" label={t('choices.normal')} extra={t('choices.normalHint')}>
          <Checkbox.Group options={options} />
        </Form.Item>
        <Form.Item name="rhythm" label={t('choices.rhythm')}>
          <Choices values={rhythms} labelOf={(known) => t(`choices.rhythms.${known}`)} />
        </Form.Item>
        {rhythm === 'daily' && (
          <Form.Item name="digestAt" label={t('choices.digestAt')} rules={required}>
            <Input type="time" className={styles['clock'] ?? ''} />
          </Form.Item>
        )}
        <QuietHours form={form} />
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          {t('action.save')}
        </Button>
      </Form>
    </Section>
  );
}

function QuietHours({ form }: { form: FormInstance<Values> }) {
  const { t } = useTranslation('notifications');
  const isQuiet = Form.useWatch('isQuiet', form);
  const required = [{ required: true, message: t('state.required') }];
  return (
    <>
      <Form.Item name="isQuiet" valuePropName="checked" extra={t('choices.quietHint')}>
        <Checkbox>{t('choices.quiet')}</Checkbox>
      </Form.Item>
      {isQuiet && (
        <div className="row">
          <Form.Item name="from" label={t('choices.from')} rules={required}>
            <Input type="time" className={styles['clock'] ?? ''} />
          </Form.Item>
          <Form.Item name="until" label={t('choices.until')} rules={required}>
            <Input type="time" className={styles['clock'] ?? ''} />
          </Form.Item>
        </div>
      )}
    </>
  );
}
