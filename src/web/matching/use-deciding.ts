import { useTranslation } from 'react-i18next';
import { DecideMatch, type MatchPlaceView, type MatchView } from '../../contract/matches.ts';
import type { BodyOf } from '../../contract/operation.ts';
import { call } from '../base/api.ts';
import { useChange } from '../ui/use-change.ts';
import { keepMatch } from './queries.ts';

type Decision = Pick<BodyOf<typeof DecideMatch>, 'volunteerId' | 'decision' | 'insteadOf'>;

/** By hand, at one place of a match. */
export function useDeciding(
  { id }: MatchView,
  { shiftId, role }: Pick<MatchPlaceView, 'shiftId' | 'role'>,
  onDone: () => void = () => undefined,
) {
  const { t } = useTranslation('matching');
  const change = useChange<Decision, MatchView>(
    {
      change: (decision) => call(DecideMatch, { params: { id }, body: { shiftId, role, ...decision } }),
      said: () => t('person.decided'),
      onDone,
    },
    keepMatch,
  );
  return { decide: change.mutate, isPending: change.isPending };
}
