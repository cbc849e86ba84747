import { useQueryClient } from '@tanstack/react-query';
import { Button, Popconfirm } from 'antd';
import { useTranslation } from 'react-i18next';
import { type BookEntryView, DecideBookEntry } from '../../contract/books.ts';
import type { EntryDecision, EntryState } from '../../domain/books/entry-life.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { Tag, type Tone } from '../ui/tag.tsx';
import { useChange } from '../ui/use-change.ts';
import { readEntriesAnew } from './queries.ts';

const tones: Readonly<Record<EntryState, Tone>> = {
  asked: 'warning',
  accepted: 'good',
  declined: 'plain',
  ended: 'plain',
  left: 'plain',
};

export function EntryRow({ entry }: { entry: BookEntryView }) {
  const { t } = useTranslation('books');
  const { dayOf, instant } = useFormats();
  const { may } = useSession();
  const name = entry.name ?? t('entry.nameless');
  const kinds = entry.participations.map((kind) => t(`participations.${kind}`)).join(' · ');
  const since = entry.decidedAt;
  const times = [
    t('entry.asked', { time: instant(entry.askedAt) }),
    // of whoever left the day alone is kept
    ...(since === null
      ? []
      : [t(`entry.since_${entry.state}`, { time: entry.state === 'left' ? dayOf(since) : instant(since) })]),
  ];
  return (
    <li className="item">
      <div className="item-main">
        <strong>
          <bdi>{name}</bdi>
        </strong>{' '}
        <Tag tone={tones[entry.state]}>{t(`states.${entry.state}`)}</Tag>
        <p>{kinds}</p>
        {entry.addresses.map(({ way, address }) => (
          <p key={way}>
            <a href={`${way === 'mail' ? 'mailto' : 'tel'}:${address}`}>{address}</a>
          </p>
        ))}
        {entry.note !== '' && <p>{t('entry.note', { note: entry.note })}</p>}
        <p className="quiet small">{times.join(' · ')}</p>
      </div>
      {may('book.decide') && <Answers entry={entry} name={name} />}
    </li>
  );
}

function Answers({ entry, name }: { entry: BookEntryView; name: string }) {
  const { t } = useTranslation('books');
  const { id, version, state } = entry;
  const queryClient = useQueryClient();
  const decide = useChange<EntryDecision, BookEntryView>(
    {
      change: async (decision) => {
        try {
          return await call(DecideBookEntry, { params: { id }, version, body: { decision } });
        } catch (error) {
          // the person said something else meanwhile, or a colleague answered: the list shows it
          readEntriesAnew(queryClient);
          throw error;
        }
      },
      said: (answer) => t(`entry.said_${answer.state}`, { name }),
      onDone: () => undefined,
    },
    readEntriesAnew,
  );
  const ending = (decision: 'decline' | 'end') => (
    <Popconfirm
      title={t(`entry.${decision}Sure`, { name })}
      description={t('entry.destroyed')}
      okText={t(`entry.${decision}`)}
      cancelText={t('action.cancel')}
      okButtonProps={{ danger: true }}
      onConfirm={() => decide.mutate(decision)}
    >
      <Button disabled={decide.isPending} aria-label={t(`entry.${decision}Of`, { name })}>
        {t(`entry.${decision}`)}
      </Button>
    </Popconfirm>
  );
  if (state === 'accepted') return <span className="row">{ending('end')}</span>;
  if (state !== 'asked') return null;
  return (
    <span className="row">
      <Button
        type="primary"
        aria-label={t('entry.acceptOf', { name })}
        onClick={() => decide.mutate('accept')}
        loading={decide.isPending}
      >
        {t('entry.accept')}
      </Button>
      {ending('decline')}
    </span>
  );
}
