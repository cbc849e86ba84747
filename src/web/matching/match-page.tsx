import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button, Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import { CancelMatch, type MatchView } from '../../contract/matches.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Section } from '../ui/section.tsx';
import { useChange } from '../ui/use-change.ts';
import { MatchActions } from './match-actions.tsx';
import { PlaceList } from './place-list.tsx';
import { isAtWork, keepMatch, matchQuery } from './queries.ts';
import { StateTag } from './state-tag.tsx';
import { useMatchTitle } from './use-match-title.ts';

/** A proposal who could come to which shift: how good it is, why places stay open, and what is decided by hand. */
export function MatchPage() {
  const { matchId } = useParams({ from: '/staff/matches/$matchId' });
  const { t } = useTranslation('matching');
  const { day } = useFormats();
  const titleOf = useMatchTitle();
  const query = useQuery(matchQuery(matchId));
  if (query.data === undefined)
    return query.error === null ? (
      <LoadingState rows={6} />
    ) : (
      <ErrorState error={query.error} onRetry={() => void query.refetch()} />
    );
  const match = query.data;
  const { title, from, until } = match;
  return (
    <>
      <PageHeader
        title={
          <>
            {titleOf(match)} <StateTag state={match.state} />
          </>
        }
        lead={title === '' ? t('page.lead') : t('days', { from: day(from), until: day(until) })}
        action={<MatchActions match={match} />}
      />
      <div className="stack">
        {isAtWork(match) ? <AtWork match={match} /> : <Outcome match={match} />}
        {!isAtWork(match) && match.wanted > 0 && <PlaceList match={match} />}
      </div>
    </>
  );
}

const STEPS = { begun: 40, matched: 80 } as const;

/** How far it has come, which can be ended; signing people up cannot. */
function AtWork({ match }: { match: MatchView }) {
  const { t } = useTranslation('matching');
  const { id, state, step, filled, signedUp, notSignedUp } = match;
  const cancel = useChange<void, MatchView>(
    {
      change: () => call(CancelMatch, { params: { id } }),
      said: () => t('work.ended'),
      onDone: () => undefined,
    },
    keepMatch,
  );
  const isAccepting = state === 'accepting';
  const done = signedUp + notSignedUp;
  const percent = isAccepting
    ? Math.floor((100 * done) / Math.max(1, filled))
    : step === null
      ? 5
      : STEPS[step];
  return (
    <Section title={t(isAccepting ? 'work.accepting' : 'work.solving')}>
      <Progress percent={percent} status="active" showInfo={false} aria-label={t('work.progress')} />
      <output>
        {isAccepting
          ? t('work.signedUp', { done, total: filled })
          : step === null
            ? t('work.judging')
            : t('work.found', { count: filled })}
      </output>
      {!isAccepting && (
        <div className="form-actions">
          <Button onClick={() => cancel.mutate()} loading={cancel.isPending}>
            {t('work.end')}
          </Button>
        </div>
      )}
    </Section>
  );
}

function Outcome({ match }: { match: MatchView }) {
  const { t } = useTranslation('matching');
  const { state, isStale, wanted, filled, proof, gap, problem, signedUp, notSignedUp } = match;
  if (problem !== null)
    return (
      <div className="notice notice-warning" role="alert">
        <div>
          <strong>{t(`problems.${problem}`)}</strong>
          <p>{t(`problems.${problem}Hint`)}</p>
        </div>
      </div>
    );
  if (proof === null) return <p className="notice">{t('outcome.nothing')}</p>;
  const percent = Math.floor((100 * filled) / Math.max(1, wanted));
  return (
    <Section title={t('outcome.title')}>
      <Progress percent={percent} aria-label={t('outcome.title')} />
      <p>
        {filled === wanted
          ? t('outcome.allFilled', { count: wanted })
          : t('outcome.filled', { filled, wanted, open: wanted - filled })}
      </p>
      {state === 'accepted' ? (
        <p>
          {t('outcome.signedUp', { count: signedUp })}
          {notSignedUp > 0 && ` ${t('outcome.notSignedUp', { count: notSignedUp })}`}
        </p>
      ) : (
        <p className="quiet small">
          {gap === null && proof === 'bounded'
            ? t('outcome.proof.unknown')
            : t(`outcome.proof.${proof}`, { percent: Math.ceil((gap ?? 0) * 1000) / 10 })}
        </p>
      )}
      {isStale && <output className="notice notice-warning">{t('outcome.stale')}</output>}
    </Section>
  );
}
