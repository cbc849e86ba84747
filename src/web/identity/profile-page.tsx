import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { ChangeMe, ChangePassword } from '../../contract/identity.ts';
import { type Language, languages } from '../../contract/language.ts';
import { useLanguageChoice } from './use-language-choice.ts';
import { call } from '../base/api.ts';
import { isProblem } from '../base/problem.ts';
import { useSession } from '../base/session-context.ts';
import { languageNames } from '../base/chosen-language.ts';
import { Choices } from '../ui/choices.tsx';
import { FormProblem, markFields } from '../ui/form-problem.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Place } from '../ui/place.tsx';
import { Section } from '../ui/section.tsx';
import { ProgramTokens } from './program-tokens.tsx';
import { SecondFactor } from './second-factor.tsx';
import { Sessions } from './sessions.tsx';

declare module '../base/slice.ts' {
  interface Places {
    /** what else belongs to one's own account */
    profile: Nothing;
  }
}

export function ProfilePage() {
  const { t } = useTranslation('identity');
  const { me } = useSession();
  return (
    <>
      <PageHeader title={t('profile.title')} lead={`${me.user.displayName} · ${me.user.username}`} />
      <div className="columns">
        <div className="stack">
          <Basics />
          <SecondFactor />
          <Place name="profile" of={{}} />
        </div>
        <div className="stack">
          <PasswordForm />
          <Sessions />
          <ProgramTokens />
        </div>
      </div>
    </>
  );
}

function Basics() {
  const { t, i18n } = useTranslation('identity');
  const { me } = useSession();
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const language = useLanguageChoice();
  const rename = useMutation({
    mutationFn: ({ displayName }: { displayName: string }) => call(ChangeMe, { body: { displayName } }),
    onSuccess: (changed) => {
      queryClient.setQueryData(['me'], changed);
      void message.success(t('state.saved'));
    },
  });
  return (
    <Section title={t('profile.basics')}>
      <Form
        layout="vertical"
        initialValues={{ displayName: me.user.displayName }}
        onFinish={(values: { displayName: string }) => rename.mutate(values)}
      >
        <FormProblem error={rename.error ?? language.error} />
        <Form.Item
          name="displayName"
          label={t('profile.displayName')}
          rules={[{ required: true, whitespace: true, message: t('state.required') }]}
        >
          <Input maxLength={60} autoComplete="name" />
        </Form.Item>
        <Button htmlType="submit" loading={rename.isPending}>
          {t('action.save')}
        </Button>
      </Form>
      <fieldset className="plain">
        <legend className="plain-legend">{t('state.language')}</legend>
        <Choices
          values={languages}
          labelOf={(known) => languageNames[known]}
          value={i18n.language as Language}
          onChange={(known) => language.mutate(known)}
        />
      </fieldset>
    </Section>
  );
}

interface PasswordValues {
  current: string;
  next: string;
}

function PasswordForm() {
  const { t } = useTranslation('identity');
  const { message } = App.useApp();
  const [form] = Form.useForm<PasswordValues>();
  const change = useMutation({
    mutationFn: (body: PasswordValues) => call(ChangePassword, { body }),
    onError: (error) => {
      if (isProblem(error, 'password_wrong')) form.setFields([{ name: 'current', errors: [error.title] }]);
      else markFields(form, error);
    },
    onSuccess: () => {
      form.resetFields();
      void message.success(t('profile.passwordChanged'));
    },
  });
  return (
    <Section title={t('profile.password')}>
      <Form form={form} layout="vertical" onFinish={(values) => change.mutate(values)}>
        <FormProblem error={change.error} />
        <Form.Item
          name="current"
          label={t('profile.current')}
          rules={[{ required: true, message: t('state.required') }]}
        >
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Form.Item
          name="next"
          label={t('profile.next')}
          extra={t('welcome.passwordHint')}
          rules={[{ required: true, min: 10, message: t('welcome.tooShort') }]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Button htmlType="submit" loading={change.isPending}>
          {t('profile.password')}
        </Button>
      </Form>
    </Section>
  );
}
