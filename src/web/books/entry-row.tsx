import { useTranslation } from 'react-i18next';
import type { BookEntryView } from '../../contract/books.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { EntryAnswers } from './entry-answers.tsx';
import { EntryStateTag } from './entry-state-tag.tsx';

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
        <EntryStateTag state={entry.state} />
        <p>{kinds}</p>
        {entry.addresses.map(({ way, address }) => (
          <p key={way}>
            <a href={`${way === 'mail' ? 'mailto' : 'tel'}:${address}`}>{address}</a>
          </p>
        ))}
        {entry.note !== '' && <p>{t('entry.note', { note: entry.note })}</p>}
        <p className="quiet small">{times.join(' · ')}</p>
      </div>
      {may('book.decide') && <EntryAnswers entry={entry} name={name} />}
    </li>
  );
}
