import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmSecondFactor, StartSecondFactor, StopSecondFactor } from '../../contract/identity.ts';
import { call } from '../base/api.ts';
import { useSession } from '../base/session-context.ts';
import { FormProblem } from '../ui/form-problem.tsx';
import { QrPicture } from '../ui/qr-picture.tsx';
import { Section } from '../ui/section.tsx';
import { Tag } from '../ui/tag.tsx';
import styles from './identity.module.css';

type Step =
  | { at: 'rest' }
  | { at: 'password' }
  | { at: 'scan'; secret: string; uri: string }
  | { at: 'codes'; codes: readonly string[] };

/** Turns the second factor on in three steps (password, scan, recovery codes), or off with the password. */
export function SecondFactor() {
  const { t } = useTranslation('identity');
  const { me } = useSession();
  const queryClient = useQueryClient();
  const [step, setStep] = useState<Step>({ at: 'rest' });
  const { secondFactor } = me.user;
  const settle = () => {
    setStep({ at: 'rest' });
    void queryClient.invalidateQueries({ queryKey: ['me'] });
  };
  const { start, confirm, stop } = useSecondFactorSteps(setStep, settle);
  return (
    <Section
      title={t('profile.secondFactor')}
      action={
        <Tag tone={secondFactor ? 'good' : 'warning'}>
          {t(secondFactor ? 'administration.on' : 'administration.off')}
        </Tag>
      }
    >
      {step.at === 'rest' && (
        <>
          <p>{t(secondFactor ? 'profile.secondFactorOn' : 'profile.secondFactorOff')}</p>
          <div>
            <Button onClick={() => setStep({ at: 'password' })}>
              {t(secondFactor ? 'profile.stop' : 'profile.start')}
            </Button>
          </div>
        </>
      )}
      {step.at === 'password' && (
        <PasswordStep
          error={secondFactor ? stop.error : start.error}
          isPending={start.isPending || stop.isPending}
          label={t(secondFactor ? 'profile.stop' : 'action.continue')}
          onPassword={(password) => (secondFactor ? stop : start).mutate({ password })}
        />
      )}
      {step.at === 'scan' && (
        <ScanStep
          {...step}
          error={confirm.error}
          isPending={confirm.isPending}
          onCode={(code) => confirm.mutate({ code })}
        />
      )}
      {step.at === 'codes' && <RecoveryCodes codes={step.codes} onKept={settle} />}
    </Section>
  );
}

/** @param onStopped once it is off */
function useSecondFactorSteps(setStep: (step: Step) => void, onStopped: () => void) {
  const { t } = useTranslation('identity');
  const { message } = App.useApp();
  const start = useMutation({
    mutationFn: ({ password }: { password: string }) => call(StartSecondFactor, { body: { password } }),
    onSuccess: ({ secret, uri }) => setStep({ at: 'scan', secret, uri }),
  });
  const confirm = useMutation({
    mutationFn: ({ code }: { code: string }) => call(ConfirmSecondFactor, { body: { code: code.trim() } }),
    onSuccess: ({ recoveryCodes }) => {
      void message.success(t('profile.turnedOn'));
      setStep({ at: 'codes', codes: recoveryCodes });
    },
  });
  const stop = useMutation({
    mutationFn: ({ password }: { password: string }) => call(StopSecondFactor, { body: { password } }),
    onSuccess: () => {
      void message.success(t('profile.turnedOff'));
      onStopped();
    },
  });
  return { start, confirm, stop };
}

function PasswordStep(props: {
  error: unknown;
  isPending: boolean;
  label: string;
  onPassword: (password: string) => void;
}) {
  const { t } = useTranslation('identity');
  return (
    <Form layout="vertical" onFinish={({ password }: { password: string }) => props.onPassword(password)}>
      <FormProblem error={props.error} />
      <Form.Item
        name="password"
        label={t('profile.confirmPassword')}
        rules={[{ required: true, message: t('state.required') }]}
      >
        <Input.Password autoFocus autoComplete="current-password" />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={props.isPending}>
        {props.label}
      </Button>
    </Form>
  );
}

function ScanStep(props: {
  secret: string;
  uri: string;
  error: unknown;
  isPending: boolean;
  onCode: (code: string) => void;
}) {
  const { t } = useTranslation('identity');
  return (
    <div className="stack">
      <p>{t('profile.scan')}</p>
      <QrPicture className={styles['qr'] ?? ''} label={t('profile.qrLabel')} text={props.uri} />
      <p>
        {t('profile.secret')} <code>{props.secret}</code>
      </p>
      <Form layout="vertical" onFinish={({ code }: { code: string }) => props.onCode(code)}>
        <FormProblem error={props.error} />
        <Form.Item
          name="code"
          label={t('profile.code')}
          rules={[{ required: true, len: 6, message: t('profile.codeMissing') }]}
        >
          <Input inputMode="numeric" autoComplete="one-time-code" maxLength={6} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={props.isPending}>
          {t('profile.confirm')}
        </Button>
      </Form>
    </div>
  );
}

function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const { t } = useTranslation('identity');
  return (
    <div className="stack">
      <h3>{t('profile.recovery')}</h3>
      <p>{t('profile.recoveryHint')}</p>
      <ul className={styles['codes']}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div>
        <Button type="primary" onClick={onKept}>
          {t('profile.recoveryDone')}
        </Button>
      </div>
    </div>
  );
}
