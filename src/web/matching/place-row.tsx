import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MatchPlaceView, MatchView } from '../../contract/matches.ts';
import { mayStep } from '../../domain/matching/match-life.ts';
import { useShiftTimes } from '../opportunities/public.ts';
import { Tag } from '../ui/tag.tsx';
import { ChooseDialog } from './choose-dialog.tsx';
import styles from './matching.module.css';
import { useDeciding } from './use-deciding.ts';
import { useMatchWords } from './use-match-words.ts';

interface RowProps {
  readonly match: MatchView;
  readonly place: MatchPlaceView;
}

/** One place: when and where, who is proposed and why, and what can be done about it by hand. */
export function PlaceRow({ match, place }: RowProps) {
  const { dayText, hoursText } = useShiftTimes();
  const { shiftId, role, title, siteName, startsAt, pairs, barred, open } = place;
  return (
    <li className={`item ${styles['place'] ?? ''}`}>
      <p>
        <Link to="/shifts/$shiftId" params={{ shiftId }}>
          {dayText(startsAt)} {hoursText(place)}
        </Link>{' '}
        {role !== '' && <Tag>{role}</Tag>}
      </p>
      <p className="quiet small">
        {title} · {siteName}
      </p>
      <ul className={styles['people']}>
        {pairs.map((pair) => (
          <PersonRow key={pair.volunteerId} match={match} place={place} pair={pair} />
        ))}
        {barred.map((person) => (
          <BarredRow key={person.volunteerId} match={match} place={place} person={person} />
        ))}
      </ul>
      {open > 0 && <OpenPart match={match} place={place} />}
    </li>
  );
}

type Pair = MatchPlaceView['pairs'][number];

function PersonRow({ match, place, pair }: RowProps & { pair: Pair }) {
  const { t } = useTranslation('matching');
  const { fitText } = useMatchWords();
  const { decide, isPending } = useDeciding(match, place);
  const [isChoosing, setChoosing] = useState(false);
  const { volunteerId, name, decision, fit, others, outcome } = pair;
  const whose = name ?? t('person.nameless');
  const isFixed = decision === 'fixed';
  const why =
    fit === null
      ? [t(match.isStale ? 'person.notSolved' : 'person.holdsNoMore')]
      : [
          ...fitText(fit),
          ...(others === 0 ? [t('person.onlyOne')] : [t('person.others', { count: others })]),
        ];
  return (
    <li className={styles['person']}>
      <div className="item-main">
        <Link to="/volunteers/$volunteerId" params={{ volunteerId }}>
          <bdi>{whose}</bdi>
        </Link>{' '}
        {isFixed && <Tag tone="primary">{t('person.fixed')}</Tag>}{' '}
        {outcome !== null && (
          <Tag tone={outcome === 'signed_up' ? 'good' : 'warning'}>{t(`outcomes.${outcome}`)}</Tag>
        )}
        <p className="quiet small">{why.join(t('state.comma'))}</p>
      </div>
      {mayStep(match.state, 'decide') && (
        <div className="row">
          <Button
            aria-label={t('action.of', { action: t(isFixed ? 'person.release' : 'person.fix'), whose })}
            loading={isPending}
            onClick={() => decide({ volunteerId, decision: isFixed ? 'open' : 'fixed' })}
          >
            {t(isFixed ? 'person.release' : 'person.fix')}
          </Button>
          <Button
            aria-label={t('action.of', { action: t('person.replace'), whose })}
            onClick={() => setChoosing(true)}
          >
            {t('person.replace')}
          </Button>
        </div>
      )}
      {isChoosing && (
        <ChooseDialog match={match} place={place} replaced={pair} onClose={() => setChoosing(false)} />
      )}
    </li>
  );
}

function BarredRow({ match, place, person }: RowProps & { person: MatchPlaceView['barred'][number] }) {
  const { t } = useTranslation('matching');
  const { decide, isPending } = useDeciding(match, place);
  const whose = person.name ?? t('person.nameless');
  return (
    <li className={styles['person']}>
      <p className="quiet">{t('person.barred', { name: whose })}</p>
      {mayStep(match.state, 'decide') && (
        <Button
          aria-label={t('action.of', { action: t('person.unbar'), whose })}
          loading={isPending}
          onClick={() => decide({ volunteerId: person.volunteerId, decision: 'open' })}
        >
          {t('person.unbar')}
        </Button>
      )}
    </li>
  );
}

/** Why a place stays open, whom a word could bring, and somebody to be chosen all the same. */
function OpenPart({ match, place }: RowProps) {
  const { t } = useTranslation('matching');
  const { reasonText, insteadText } = useMatchWords();
  const { decide, isPending } = useDeciding(match, place);
  const [isChoosing, setChoosing] = useState(false);
  const mayDecide = mayStep(match.state, 'decide');
  return (
    <div className={styles['why']}>
      <p>
        <Tag tone="warning">{t('places.open', { count: place.open })}</Tag>{' '}
        {place.reasons.map((one) => reasonText(one)).join(t('state.semicolon'))}
      </p>
      {place.askable.length > 0 && (
        <>
          <p className="small">{t('places.askable')}</p>
          <ul className={styles['people']}>
            {place.askable.map(({ volunteerId, name, reason, instead }) => {
              const whose = name ?? t('person.nameless');
              return (
                <li key={volunteerId} className={styles['person']}>
                  <div className="item-main">
                    <Link to="/volunteers/$volunteerId" params={{ volunteerId }}>
                      <bdi>{whose}</bdi>
                    </Link>
                    <p className="quiet small">
                      {instead === null ? t(`near.${reason}`) : insteadText(instead)}
                    </p>
                  </div>
                  {mayDecide && (
                    <Button
                      aria-label={t('action.of', { action: t('person.put'), whose })}
                      loading={isPending}
                      onClick={() => decide({ volunteerId, decision: 'fixed' })}
                    >
                      {t('person.put')}
                    </Button>
                  )}
                </li>
              );
            })}
          </ul>
        </>
      )}
      {mayDecide && (
        <div className="form-actions">
          <Button onClick={() => setChoosing(true)}>{t('places.choose')}</Button>
        </div>
      )}
      {isChoosing && (
        <ChooseDialog match={match} place={place} replaced={undefined} onClose={() => setChoosing(false)} />
      )}
    </div>
  );
}
