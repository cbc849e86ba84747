import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ReadOneTimeLink, UseOneTimeLink } from '../../contract/identity.ts';
import { call } from '../base/api.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { FormProblem, markFields } from '../ui/form-problem.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { Door } from './door.tsx';

/** Where a one-time link leads: the token stands behind #, so that no server log ever holds it. */
export function WelcomePage() {
  const { t } = useTranslation('identity');
  const [token] = useState(() => window.location.hash.slice(1));
  const isToken = token.length >= 20;
  const link = useQuery({
    queryKey: ['one-time-link', token],
    queryFn: () => call(ReadOneTimeLink, { body: { token } }),
    enabled: isToken,
    staleTime: Infinity,
  });
  const [isDone, setDone] = useState(false);
  if (!isToken) return <Door title={t('welcome.door')}>{t('welcome.noToken')}</Door>;
  if (isDone) {
    return (
      <Door title={t('welcome.door')} lead={t('welcome.done')}>
        <Button type="primary" size="large" href="/">
          {t('welcome.toSignIn')}
        </Button>
      </Door>
    );
  }
  if (link.error !== null) {
    return (
      <Door title={t('welcome.door')}>
        <ErrorState error={link.error} />
      </Door>
    );
  }
  if (link.data === undefined) {
    return (
      <Door title={t('welcome.door')}>
        <LoadingState />
      </Door>
    );
  }
  const { displayName, organisation, purpose, username } = link.data;
  return (
    <Door title={t('welcome.title', { name: displayName })} lead={t(`welcome.${purpose}`, { organisation })}>
      <NewPasswordForm token={token} username={username} onDone={() => setDone(true)} />
    </Door>
  );
}

interface NewPassword {
  password: string;
  repeat: string;
}

function NewPasswordForm(props: { token: string; username: string; onDone: () => void }) {
  const { t } = useTranslation('identity');
  const [form] = Form.useForm<NewPassword>();
  const set = useMutation({
    mutationFn: ({ password }: NewPassword) =>
      call(UseOneTimeLink, { body: { token: props.token, password } }),
    onSuccess: props.onDone,
    onError: (error) => markFields(form, error),
  });
  return (
    <Form form={form} layout="vertical" onFinish={(values) => set.mutate(values)}>
      <FormProblem error={set.error} />
      <Form.Item label={t('welcome.username')} htmlFor="welcome-username">
        <Input id="welcome-username" value={props.username} readOnly autoComplete="username" />
      </Form.Item>
      <Form.Item
        name="password"
        label={t('welcome.password')}
        extra={t('welcome.passwordHint')}
        rules={[{ required: true, min: 10, message: t('welcome.tooShort') }]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="repeat"
        label={t('welcome.repeat')}
        dependencies={['password']}
        rules={[
          {
            validator: (_, repeat: string | undefined) =>
              repeat === form.getFieldValue('password')
                ? Promise.resolve()
                : Promise.reject(new Error(t('welcome.different'))),
          },
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Button type="primary" htmlType="submit" block size="large" loading={set.isPending}>
        {t('welcome.submit')}
      </Button>
    </Form>
  );
}
