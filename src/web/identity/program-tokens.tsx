import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { CreateToken } from '../../contract/identity.ts';
import { call } from '../base/api.ts';
import { CopyBox } from '../ui/copy-box.tsx';
import { FormProblem } from '../ui/form-problem.tsx';
import { Section } from '../ui/section.tsx';
import { sessionsQuery } from './queries.ts';

const USUAL_DAYS = 90;

/** A token for a program of one's own; it is shown once. */
export function ProgramTokens() {
  const { t } = useTranslation('identity');
  const queryClient = useQueryClient();
  const create = useMutation({
    mutationFn: (body: { name: string; days: number }) => call(CreateToken, { body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
  });
  return (
    <Section title={t('profile.tokens')}>
      {create.data !== undefined && (
        <div className="stack">
          <p>{t('profile.tokenHint')}</p>
          <CopyBox label={t('profile.token')} text={create.data.token} />
        </div>
      )}
      <Form
        layout="vertical"
        initialValues={{ days: USUAL_DAYS }}
        onFinish={(values: { name: string; days: number }) => create.mutate(values)}
      >
        <FormProblem error={create.error} />
        <div className="form-grid">
          <Form.Item
            name="name"
            label={t('profile.tokenName')}
            rules={[{ required: true, whitespace: true, message: t('state.required') }]}
          >
            <Input maxLength={60} placeholder={t('profile.tokenNameHint')} />
          </Form.Item>
          <Form.Item
            name="days"
            label={t('profile.tokenDays')}
            rules={[{ required: true, message: t('state.required') }]}
          >
            <InputNumber min={1} max={365} precision={0} style={{ width: '100%' }} />
          </Form.Item>
        </div>
        <Button htmlType="submit" loading={create.isPending}>
          {t('profile.tokenCreate')}
        </Button>
      </Form>
    </Section>
  );
}
