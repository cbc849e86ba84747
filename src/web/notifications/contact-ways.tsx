import { useMutation } from '@tanstack/react-query';
import { App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  BeginContactWay,
  ConfirmContactWay,
  EndContactWay,
  TestContactWay,
} from '../../contract/notifications.ts';
import type { Way } from '../../domain/notifications/choices.ts';
import { call } from '../base/api.ts';
import { FormProblem } from '../ui/form-problem.tsx';
import { Section } from '../ui/section.tsx';
import { Tag } from '../ui/tag.tsx';
import { useChange } from '../ui/use-change.ts';
import styles from './notifications.module.css';
import { type ChoicesView, choicesQuery } from './queries.ts';

type WayView = ChoicesView['ways'][number];

/** One's own addresses: each counts once the code came back that was sent there. */
export function ContactWays({ choices }: { choices: ChoicesView }) {
  const { t } = useTranslation('notifications');
  return (
    <Section title={t('contact.title')}>
      <p>{t('contact.lead')}</p>
      <ul className="items">
        {choices.ways.map((way) => (
          <ContactWay key={way.way} of={way} />
        ))}
      </ul>
    </Section>
  );
}

function ContactWay({ of }: { of: WayView }) {
  const { t } = useTranslation('notifications');
  const { way, address, pending, isAvailable } = of;
  const [isTyping, setTyping] = useState(false);
  return (
    <li className="item">
      <div className="item-main">
        <strong>{t(`ways.${way}`)}</strong>{' '}
        {address !== null && <Tag tone="good">{t('contact.confirmed')}</Tag>}
        <p className={address === null ? 'quiet small' : ''}>
          {address ?? t(isAvailable ? 'contact.none' : 'contact.unavailable')}
        </p>
      </div>
      {isAvailable && !isTyping && (
        <div className="row">
          <Button onClick={() => setTyping(true)} aria-label={`${t('contact.give')} ${t(`ways.${way}`)}`}>
            {t(address === null ? 'contact.give' : 'contact.change')}
          </Button>
          {address !== null && <TestButton way={way} />}
          {(address !== null || pending !== null) && <EndButton way={way} />}
        </div>
      )}
      {isTyping && <AddressForm way={way} onEnd={() => setTyping(false)} />}
      {pending !== null && !isTyping && <CodeForm way={way} address={pending} />}
    </li>
  );
}

/** Each answers with what there is now. */
function useWayChange<Values>(
  change: (values: Values) => Promise<ChoicesView>,
  said: string,
  onDone: () => void = () => undefined,
) {
  return useChange<Values, ChoicesView>({ change, said: () => said, onDone }, (queryClient, answer) =>
    queryClient.setQueryData(choicesQuery.queryKey, answer),
  );
}

function AddressForm({ way, onEnd }: { way: Way; onEnd: () => void }) {
  const { t } = useTranslation('notifications');
  const begin = useWayChange(
    (body: { address: string }) => call(BeginContactWay, { params: { way }, body }),
    t('contact.codeSent'),
    onEnd,
  );
  return (
    <Form
      className={styles['address-form'] ?? ''}
      layout="vertical"
      onFinish={(values: { address: string }) => begin.mutate(values)}
    >
      <FormProblem error={begin.error} />
      <Form.Item
        name="address"
        label={t(`contact.addresses.${way}`)}
        rules={[{ required: true, whitespace: true, message: t('state.required') }]}
      >
        <Input autoFocus maxLength={254} {...fieldOf[way]} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={begin.isPending}>
        {t('contact.sendCode')}
      </Button>
      <Button onClick={onEnd}>{t('action.cancel')}</Button>
    </Form>
  );
}

const fieldOf: Readonly<Record<Way, { inputMode: 'email' | 'tel' | 'text'; autoComplete: string }>> = {
  mail: { inputMode: 'email', autoComplete: 'email' },
  sms: { inputMode: 'tel', autoComplete: 'tel' },
  wecom: { inputMode: 'text', autoComplete: 'off' },
};

function CodeForm({ way, address }: { way: Way; address: string }) {
  const { t } = useTranslation('notifications');
  const confirm = useWayChange(
    (body: { code: string }) => call(ConfirmContactWay, { params: { way }, body }),
    t('contact.confirmedNow'),
  );
  return (
    <Form
      className={styles['address-form'] ?? ''}
      layout="vertical"
      onFinish={({ code }: { code: string }) => confirm.mutate({ code: code.trim() })}
    >
      <FormProblem error={confirm.error} />
      <Form.Item
        name="code"
        label={t('contact.code', { address })}
        rules={[{ required: true, pattern: /^\s*\d{6}\s*$/, message: t('contact.sixDigits') }]}
      >
        <Input inputMode="numeric" autoComplete="one-time-code" maxLength={8} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={confirm.isPending}>
        {t('contact.confirm')}
      </Button>
    </Form>
  );
}

function TestButton({ way }: { way: Way }) {
  const { t } = useTranslation('notifications');
  const { message } = App.useApp();
  const test = useMutation({
    mutationFn: () => call(TestContactWay, { params: { way } }),
    onError: (error) => void message.error(error.message),
    onSuccess: () => void message.success(t('contact.tested')),
  });
  return (
    <Button
      onClick={() => test.mutate()}
      loading={test.isPending}
      aria-label={`${t('contact.test')} ${t(`ways.${way}`)}`}
    >
      {t('contact.test')}
    </Button>
  );
}

function EndButton({ way }: { way: Way }) {
  const { t } = useTranslation('notifications');
  const end = useWayChange(() => call(EndContactWay, { params: { way } }), t('contact.ended'));
  return (
    <Button
      onClick={() => end.mutate(undefined)}
      loading={end.isPending}
      aria-label={`${t('contact.end')} ${t(`ways.${way}`)}`}
    >
      {t('contact.end')}
    </Button>
  );
}
