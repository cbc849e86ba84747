import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { SignIn } from '../../contract/identity.ts';
import { call } from '../base/api.ts';
import { isProblem } from '../base/problem.ts';
import type { MeView } from '../base/session-context.ts';
import { FormProblem } from '../ui/form-problem.tsx';

interface Credentials {
  username: string;
  password: string;
  code?: string;
}

/** Name and password; the code of the authenticator only once the server asks for it. */
export function SignInForm(props: { username?: string; onSignedIn: (me: MeView) => void }) {
  const { t } = useTranslation('identity');
  const signIn = useMutation({
    mutationFn: ({ username, password, code }: Credentials) =>
      call(SignIn, {
        body: { username: username.trim(), password, ...(code === undefined ? {} : { code: code.trim() }) },
      }),
    onSuccess: props.onSignedIn,
  });
  const { error } = signIn;
  const needsCode = isProblem(error, 'code_required') || isProblem(error, 'code_invalid');
  return (
    <Form<Credentials>
      layout="vertical"
      initialValues={{ username: props.username ?? '' }}
      onFinish={(values) => signIn.mutate(values)}
    >
      {!isProblem(error, 'code_required') && <FormProblem error={error} />}
      <Form.Item
        name="username"
        label={t('signIn.username')}
        rules={[{ required: true, message: t('signIn.usernameMissing') }]}
      >
        <Input
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus={props.username === undefined}
        />
      </Form.Item>
      <Form.Item
        name="password"
        label={t('signIn.password')}
        rules={[{ required: true, message: t('signIn.passwordMissing') }]}
      >
        <Input.Password autoComplete="current-password" autoFocus={props.username !== undefined} />
      </Form.Item>
      {needsCode && (
        <Form.Item
          name="code"
          label={t('signIn.code')}
          extra={t('signIn.codeHint')}
          rules={[{ required: true, message: t('signIn.codeMissing') }]}
        >
          <Input autoComplete="one-time-code" inputMode="text" autoFocus />
        </Form.Item>
      )}
      <Button type="primary" htmlType="submit" block size="large" loading={signIn.isPending}>
        {t('signIn.submit')}
      </Button>
    </Form>
  );
}
