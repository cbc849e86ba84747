import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MatchCandidateView, MatchPlaceView, MatchView } from '../../contract/matches.ts';
import { useShiftTimes } from '../opportunities/public.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { SearchField } from '../ui/search-field.tsx';
import styles from './matching.module.css';
import { candidatesQuery } from './queries.ts';
import { useDeciding } from './use-deciding.ts';
import { useMatchWords } from './use-match-words.ts';

/** Somebody for a place by hand: who could come first, each other one with what is in the way. */
export function ChooseDialog(props: {
  match: MatchView;
  place: MatchPlaceView;
  replaced: { readonly volunteerId: string; readonly name: string | null } | undefined;
  onClose: () => void;
}) {
  const { match, place, replaced, onClose } = props;
  const { t } = useTranslation('matching');
  const { dayText, hoursText } = useShiftTimes();
  const [q, setQ] = useState('');
  const { shiftId, role } = place;
  const query = useQuery({
    ...candidatesQuery({ matchId: match.id, shiftId, role }, q),
    placeholderData: keepPreviousData,
  });
  const { decide, isPending } = useDeciding(match, place, onClose);
  const choose = (volunteerId: string) =>
    decide({
      volunteerId,
      decision: 'fixed',
      ...(replaced === undefined ? {} : { insteadOf: replaced.volunteerId }),
    });
  return (
    <Modal
      open
      title={
        replaced === undefined
          ? t('choose.title')
          : t('choose.instead', { name: replaced.name ?? t('person.nameless') })
      }
      footer={null}
      onCancel={onClose}
      width={640}
    >
      <div className="stack-tight">
        <p className="quiet">
          {place.title} · {dayText(place.startsAt)} {hoursText(place)}
        </p>
        <SearchField value={q} label={t('choose.search')} hint={t('choose.search')} onSettled={setQ} />
        {query.data === undefined ? (
          query.error === null ? (
            <LoadingState />
          ) : (
            <ErrorState error={query.error} onRetry={() => void query.refetch()} />
          )
        ) : (
          <Candidates
            items={query.data.items.filter(({ volunteerId }) => volunteerId !== replaced?.volunteerId)}
            total={query.data.total}
            isPending={isPending}
            onChoose={choose}
          />
        )}
      </div>
    </Modal>
  );
}

function Candidates(props: {
  items: readonly MatchCandidateView[];
  total: number;
  isPending: boolean;
  onChoose: (volunteerId: string) => void;
}) {
  const { items, total, isPending, onChoose } = props;
  const { t } = useTranslation('matching');
  if (items.length === 0) return <EmptyState title={t('choose.none')} hint={t('choose.noneHint')} />;
  return (
    <>
      <ul className={`items ${styles['candidates'] ?? ''}`}>
        {items.map((item) => (
          <CandidateRow key={item.volunteerId} item={item} isPending={isPending} onChoose={onChoose} />
        ))}
      </ul>
      {total > items.length + 1 && <p className="quiet small">{t('choose.more', { count: total })}</p>}
    </>
  );
}

function CandidateRow(props: {
  item: MatchCandidateView;
  isPending: boolean;
  onChoose: (volunteerId: string) => void;
}) {
  const { item, isPending, onChoose } = props;
  const { t } = useTranslation('matching');
  const { fitText, insteadText, missingText } = useMatchWords();
  const { volunteerId, name, mayBeFixed, reason, missing, instead, fit } = item;
  const whose = name ?? t('person.nameless');
  const hindrance =
    reason === null
      ? t('choose.there')
      : missing !== null
        ? missingText(missing)
        : instead !== null
          ? insteadText(instead)
          : t(`near.${reason}`);
  return (
    <li className="item">
      <div className="item-main">
        <bdi>{whose}</bdi>
        <p className={reason === null || reason === 'possible' ? 'small' : 'small danger-text'}>
          {hindrance}
        </p>
        <p className="quiet small">{fitText(fit).join(t('state.comma'))}</p>
      </div>
      {mayBeFixed && reason !== null && (
        <Button
          aria-label={t('action.of', { action: t('person.put'), whose })}
          loading={isPending}
          onClick={() => onChoose(volunteerId)}
        >
          {t('person.put')}
        </Button>
      )}
    </li>
  );
}
