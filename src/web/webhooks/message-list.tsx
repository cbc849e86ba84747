import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { eventCatalogue, type EventType } from '../../contract/events.ts';
import { ReplayWebhook, ReplayWebhookMessage, TEST_TYPE } from '../../contract/webhooks.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { InstantInput } from '../ui/instant-input.tsx';
import { PagedList } from '../ui/paged-list.tsx';
import { Tag, type Tone } from '../ui/tag.tsx';
import { useNarrowedPages } from '../ui/use-narrowed-pages.ts';
import { type Connection, type Message, messagePages, readAnew } from './queries.ts';
import styles from './webhooks.module.css';

const tones: Readonly<Record<Message['state'], Tone>> = {
  waiting: 'warning',
  delivered: 'good',
  given_up: 'danger',
};

/** What was sent to a connection lately, or waits for it. */
export function MessageList({ connection }: { connection: Connection }) {
  const { t } = useTranslation('webhooks');
  const [isUndelivered, setUndelivered] = useState(false);
  const list = useNarrowedPages(messagePages(connection.id, isUndelivered));
  return (
    <div className="stack">
      <Checkbox checked={isUndelivered} onChange={(event) => setUndelivered(event.target.checked)}>
        {t('messages.undelivered')}
      </Checkbox>
      <PagedList
        list={list}
        empty={<p className="quiet">{t(isUndelivered ? 'messages.allDelivered' : 'messages.none')}</p>}
      >
        {(items) => (
          <ul className="items" aria-label={t('messages.of', { name: connection.name })}>
            {items.map((message) => (
              <MessageRow key={message.id} connection={connection} message={message} />
            ))}
          </ul>
        )}
      </PagedList>
      {connection.state === 'active' && <ReplaySince id={connection.id} />}
    </div>
  );
}

function MessageRow({ connection, message }: { connection: Connection; message: Message }) {
  const { t } = useTranslation('webhooks');
  const { instant, textOf } = useFormats();
  const queryClient = useQueryClient();
  const { message: say } = App.useApp();
  const replay = useMutation({
    mutationFn: () => call(ReplayWebhookMessage, { params: { id: connection.id, messageId: message.id } }),
    onError: (error) => void say.error(error.message),
    onSuccess: () => void say.success(t('messages.replayed')),
    onSettled: () => readAnew(queryClient),
  });
  const { type, createdAt, deliveredAt, nextAttemptAt, attempts, failure, httpStatus } = message;
  const title = type === TEST_TYPE ? t('test.name') : textOf(eventCatalogue[type as EventType]);
  const times = [
    t('messages.happened', { time: instant(createdAt) }),
    ...(deliveredAt === null ? [] : [t('messages.arrived', { time: instant(deliveredAt) })]),
    ...(attempts === 0 ? [] : [t('messages.attempts', { n: attempts })]),
    ...(nextAttemptAt === null || attempts === 0
      ? []
      : [t('messages.next', { time: instant(nextAttemptAt) })]),
    ...(httpStatus === null ? [] : [t('messages.status', { status: httpStatus })]),
  ];
  return (
    <li className="item">
      <div className="item-main">
        <strong>{title}</strong>{' '}
        <Tag tone={tones[message.state]}>{t(`messages.states.${message.state}`)}</Tag>
        {failure !== null && <p className="small">{t(`failures.${failure}`)}</p>}
        <p className="quiet small">{times.join(' · ')}</p>
        <details>
          <summary className="small">{t('messages.body')}</summary>
          <pre className={styles['body']}>{readable(message.body)}</pre>
        </details>
      </div>
      {connection.state === 'active' && message.state !== 'waiting' && (
        <Button
          aria-label={`${t('messages.replay')} ${title}, ${instant(createdAt)}`}
          loading={replay.isPending}
          onClick={() => replay.mutate()}
        >
          {t('messages.replay')}
        </Button>
      )}
    </li>
  );
}

function readable(body: string): string {
  return JSON.stringify(JSON.parse(body), undefined, 2);
}

/** After the other side lost something: all of it once more. */
function ReplaySince({ id }: { id: string }) {
  const { t } = useTranslation('webhooks');
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [since, setSince] = useState<string | null>(null);
  const replay = useMutation({
    mutationFn: (from: string) => call(ReplayWebhook, { params: { id }, body: { since: from } }),
    onError: (error) => void message.error(error.message),
    onSuccess: ({ messages: n }) => void message.success(t('messages.replayedAll', { n })),
    onSettled: () => readAnew(queryClient),
  });
  const inputId = `replay-${id}`;
  return (
    <div className={styles['replay']}>
      <label htmlFor={inputId}>{t('messages.since')}</label>
      <div className="row">
        <span className={styles['since']}>
          <InstantInput id={inputId} value={since} onChange={setSince} />
        </span>
        <Button
          disabled={since === null}
          loading={replay.isPending}
          onClick={() => since !== null && replay.mutate(since)}
        >
          {t('messages.replayAll')}
        </Button>
      </div>
      <p className="quiet small">{t('messages.sinceHint')}</p>
    </div>
  );
}
