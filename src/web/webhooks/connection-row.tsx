import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { eventCatalogue } from '../../contract/events.ts';
import { ChangeWebhook, EndWebhook, RenewWebhookSecret, TestWebhook } from '../../contract/webhooks.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { useColleagues } from '../identity/public.ts';
import { type Tone, Tag } from '../ui/tag.tsx';
import { MessageList } from './message-list.tsx';
import { type Connection, readAnew } from './queries.ts';
import type { HandedSecret } from './secret-dialog.tsx';
import styles from './webhooks.module.css';

const tones: Readonly<Record<Connection['state'], Tone>> = {
  active: 'good',
  off: 'plain',
  stopped: 'danger',
  gone: 'danger',
};

/** One connection: how it stands, what can be done with it, and below what was sent. */
export function ConnectionRow(props: {
  connection: Connection;
  onEdit: () => void;
  onSecret: (secret: HandedSecret) => void;
}) {
  const { connection } = props;
  const { name, state } = connection;
  const { t } = useTranslation('webhooks');
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const test = useMutation({
    mutationFn: () => call(TestWebhook, { params: { id: connection.id } }),
    onError: (error) => void message.error(error.message),
    onSuccess: () => {
      setOpen(true);
      void message.success(t('test.sent'));
      readAnew(queryClient);
    },
  });
  const openLabel = t(isOpen ? 'messages.hide' : 'messages.show');
  return (
    <li className="item">
      <div className="item-main">
        <strong>{name}</strong> <Tag tone={tones[state]}>{t(`states.${state}`)}</Tag>
        <Standing connection={connection} />
      </div>
      <span className="row">
        {state === 'active' && (
          <Button
            aria-label={`${t('test.send')} ${name}`}
            loading={test.isPending}
            onClick={() => test.mutate()}
          >
            {t('test.send')}
          </Button>
        )}
        <Button aria-label={`${openLabel} ${name}`} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {openLabel}
        </Button>
        <MoreActions {...props} />
      </span>
      {isOpen && (
        <div className={styles['below']}>
          <MessageList connection={connection} />
        </div>
      )}
    </li>
  );
}

/** Where it goes to, what it is told, and how it goes. */
function Standing({ connection }: { connection: Connection }) {
  const { url, types, state, createdAt, createdBy, deliveredAt, failingSince, failure, formerSecretUntil } =
    connection;
  const { t } = useTranslation('webhooks');
  const { instant, textOf } = useFormats();
  const { nameOf } = useColleagues();
  const told = types?.map((type) => textOf(eventCatalogue[type])).join(t('state.comma'));
  const times = [
    t('row.made', { name: nameOf(createdBy), time: instant(createdAt) }),
    deliveredAt === null ? t('row.never') : t('row.delivered', { time: instant(deliveredAt) }),
    ...(formerSecretUntil === null ? [] : [t('row.former', { time: instant(formerSecretUntil) })]),
  ];
  return (
    <>
      <p className={`small ${styles['address']}`}>{url === '' ? t('row.unreadable') : url}</p>
      <p className="small">{told ?? t('row.all')}</p>
      {failingSince !== null && failure !== null && (
        <p className="small danger-text">
          {t('row.failing', { time: instant(failingSince), why: t(`failures.${failure}`) })}
        </p>
      )}
      {state !== 'active' && <p className="small">{t(`row.${state}`)}</p>}
      <p className="quiet small">{times.join(' · ')}</p>
    </>
  );
}

function MoreActions({ connection, onEdit, onSecret }: Parameters<typeof ConnectionRow>[0]) {
  const { name, state } = connection;
  const { t } = useTranslation('webhooks');
  const { modal } = App.useApp();
  const { turn, renew, end } = useConnectionChanges(connection, onSecret);
  const ask = (title: string, content: string, okText: string, go: () => Promise<unknown>, danger = false) =>
    void modal.confirm({
      title,
      content,
      okText,
      okButtonProps: { danger },
      onOk: () => go().catch(() => undefined),
    });
  const items = [
    { key: 'edit', label: t('action.edit'), onClick: onEdit },
    {
      key: 'secret',
      label: t('secret.renew'),
      onClick: () =>
        ask(t('secret.renewSure', { name }), t('secret.renewHint'), t('secret.renew'), () =>
          renew.mutateAsync(),
        ),
    },
    {
      key: 'turn',
      label: t(state === 'active' ? 'row.turnOff' : 'row.turnOn'),
      onClick: () => turn.mutate(state === 'active' ? 'off' : 'active'),
    },
    {
      key: 'end',
      danger: true,
      label: t('row.end'),
      // what was deleted cannot come back: nobody has the secret any more
      onClick: () =>
        ask(t('row.endSure', { name }), t('row.endHint'), t('row.end'), () => end.mutateAsync(), true),
    },
  ];
  return (
    <Dropdown trigger={['click']} menu={{ items }}>
      <Button aria-label={`${t('action.menu')} ${name}`}>⋯</Button>
    </Dropdown>
  );
}

function useConnectionChanges(connection: Connection, onSecret: (secret: HandedSecret) => void) {
  const { id, name, version } = connection;
  const { t } = useTranslation('webhooks');
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const settle = {
    onError: (error: Error) => void message.error(error.message),
    onSettled: () => readAnew(queryClient),
  };
  const turn = useMutation({
    mutationFn: (wanted: 'active' | 'off') =>
      call(ChangeWebhook, { params: { id }, version, body: { state: wanted } }),
    onSuccess: (now) => void message.success(t(now.state === 'active' ? 'row.turnedOn' : 'row.turnedOff')),
    ...settle,
  });
  const renew = useMutation({
    mutationFn: () => call(RenewWebhookSecret, { params: { id } }),
    onSuccess: ({ secret }) => onSecret({ name, secret, isRenewed: true }),
    ...settle,
  });
  const end = useMutation({
    mutationFn: () => call(EndWebhook, { params: { id } }),
    onSuccess: () => void message.success(t('row.ended')),
    ...settle,
  });
  return { turn, renew, end };
}
