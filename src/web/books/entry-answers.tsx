import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { Button, Popconfirm } from 'antd';
import { useTranslation } from 'react-i18next';
import { type BookEntryView, DecideBookEntry } from '../../contract/books.ts';
import type { EntryDecision } from '../../domain/books/entry-life.ts';
import { call } from '../base/api.ts';
import { useChange } from '../ui/use-change.ts';
import { readEntriesAnew } from './queries.ts';

/** What can be said of an entry as it stands: take somebody in, decline, or end it. */
export function EntryAnswers(props: {
  entry: Pick<BookEntryView, 'id' | 'version' | 'state'>;
  name: string;
  /** what else shows how it stands is read again */
  onAnswered?: () => void;
}) {
  const { entry, name } = props;
  const { t } = useTranslation('books');
  const { id, version, state } = entry;
  const queryClient = useQueryClient();
  const readAnew = (client: QueryClient) => {
    readEntriesAnew(client);
    props.onAnswered?.();
  };
  const decide = useChange<EntryDecision, BookEntryView>(
    {
      change: async (decision) => {
        try {
          return await call(DecideBookEntry, { params: { id }, version, body: { decision } });
        } catch (error) {
          // the person said something else meanwhile, or a colleague answered: the list shows it
          readAnew(queryClient);
          throw error;
        }
      },
      said: (answer) => t(`entry.said_${answer.state}`, { name }),
      onDone: () => undefined,
    },
    readAnew,
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
