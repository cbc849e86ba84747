import { Button, Popconfirm } from 'antd';
import { useTranslation } from 'react-i18next';
import { type BookEntryView, DecideBookEntry } from '../../contract/books.ts';
import type { VolunteerView } from '../../contract/volunteers.ts';
import type { EntryDecision } from '../../domain/books/entry-life.ts';
import { call } from '../base/api.ts';
import { useChange } from '../ui/use-change.ts';
import { readVolunteersAnew } from './queries.ts';

/** Takes somebody in who waits, or ends it. */
export function Decision({ volunteer }: { volunteer: VolunteerView }) {
  const { t } = useTranslation('volunteers');
  const { id, state, entryVersion: version } = volunteer;
  const name = volunteer.name ?? t('nameless');
  const decide = useChange<EntryDecision, BookEntryView>(
    {
      change: (decision) => call(DecideBookEntry, { params: { id }, version, body: { decision } }),
      said: (answer) => t(`decision.said_${answer.state}`, { name }),
      onDone: () => undefined,
    },
    readVolunteersAnew,
  );
  const ending = state === 'asked' ? 'decline' : 'end';
  return (
    <span className="row">
      {state === 'asked' && (
        <Button type="primary" onClick={() => decide.mutate('accept')} loading={decide.isPending}>
          {t('decision.accept')}
        </Button>
      )}
      <Popconfirm
        title={t(`decision.${ending}Sure`, { name })}
        description={t('decision.destroyed')}
        okText={t(`decision.${ending}`)}
        cancelText={t('action.cancel')}
        okButtonProps={{ danger: true }}
        onConfirm={() => decide.mutate(ending)}
      >
        <Button disabled={decide.isPending}>{t(`decision.${ending}`)}</Button>
      </Popconfirm>
    </span>
  );
}
