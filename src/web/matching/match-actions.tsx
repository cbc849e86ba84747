import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AcceptMatch, type MatchView, SolveMatch } from '../../contract/matches.ts';
import { call } from '../base/api.ts';
import { useChange } from '../ui/use-change.ts';
import { keepMatch } from './queries.ts';
import { SolveDialog } from './solve-dialog.tsx';

/** What is to be done next comes first: solve again what was changed, else accept. */
export function MatchActions({ match }: { match: MatchView }) {
  const { t } = useTranslation('matching');
  const [isAsking, setAsking] = useState(false);
  const { state, isStale, filled } = match;
  if (!['solved', 'failed', 'cancelled'].includes(state)) return null;
  return (
    <div className="row">
      {state === 'solved' && !isStale && filled > 0 && <AcceptButton match={match} />}
      <SolveButton match={match} isPrimary={isStale || state !== 'solved'} />
      <Button onClick={() => setAsking(true)}>{t('action.otherwise')}</Button>
      {isAsking && <SolveDialog match={match} onClose={() => setAsking(false)} />}
    </div>
  );
}

function SolveButton({ match: { id }, isPrimary }: { match: MatchView; isPrimary: boolean }) {
  const { t } = useTranslation('matching');
  const solve = useChange<void, MatchView>(
    {
      change: () => call(SolveMatch, { params: { id }, body: null }),
      said: () => t('form.begun'),
      onDone: () => undefined,
    },
    keepMatch,
  );
  return (
    <Button
      {...(isPrimary ? { type: 'primary' } : {})}
      onClick={() => solve.mutate()}
      loading={solve.isPending}
    >
      {t('action.solve')}
    </Button>
  );
}

function AcceptButton({ match: { id, version, filled } }: { match: MatchView }) {
  const { t } = useTranslation('matching');
  const { modal } = App.useApp();
  const accept = useChange<void, MatchView>(
    {
      change: () => call(AcceptMatch, { params: { id }, version }),
      said: () => t('action.accepted'),
      onDone: () => undefined,
    },
    keepMatch,
  );
  const ask = () =>
    void modal.confirm({
      title: t('action.acceptSure', { count: filled }),
      content: t('action.acceptHint'),
      okText: t('action.accept'),
      onOk: () => accept.mutateAsync().catch(() => undefined),
    });
  return (
    <Button type="primary" onClick={ask} loading={accept.isPending}>
      {t('action.accept')}
    </Button>
  );
}
