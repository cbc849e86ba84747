import { App, Button, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { type AllianceView, ChooseShared } from '../../contract/alliances.ts';
import type { SharedKind } from '../../domain/alliances/alliance.ts';
import { call } from '../base/api.ts';
import { isProblem } from '../base/problem.ts';
import { FormProblem } from '../ui/form-problem.tsx';
import { Section } from '../ui/section.tsx';
import { useChange } from '../ui/use-change.ts';
import { keepAlliance } from './queries.ts';
import { SharesField } from './shares-field.tsx';

/** What one's own organisation shares with the members. */
export function OwnShares({ alliance, mayChange }: { alliance: AllianceView; mayChange: boolean }) {
  const { t } = useTranslation('alliances');
  const { message } = App.useApp();
  const [form] = Form.useForm<{ shares: SharedKind[] }>();
  const { id, version, shares } = alliance;
  const save = useChange<{ shares: SharedKind[] }, AllianceView>(
    {
      change: (body) =>
        call(ChooseShared, { params: { id }, version, body }).catch((error: unknown) => {
          if (isProblem(error, 'version_conflict')) void message.warning(t('own.conflict'));
          throw error;
        }),
      form,
      said: () => t('own.saved'),
      onDone: () => undefined,
    },
    keepAlliance,
  );
  if (!mayChange)
    return (
      <Section title={t('own.title')}>
        <p>
          {shares.length === 0
            ? t('own.none')
            : shares.map((kind) => t(`shares.${kind}`)).join(t('state.comma'))}
        </p>
      </Section>
    );
  return (
    <Section title={t('own.title')}>
      <p className="quiet small">{t('own.hint')}</p>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ shares }}
        onFinish={(values) => save.mutate(values)}
      >
        <Form.Item name="shares" label={t('form.shares')}>
          <SharesField />
        </Form.Item>
        <FormProblem error={save.error} />
        <Button htmlType="submit" loading={save.isPending}>
          {t('action.save')}
        </Button>
      </Form>
    </Section>
  );
}
