import { useTranslation } from 'react-i18next';
import type { AnswerOf } from '../../contract/operation.ts';
import type { ListClientResponses } from '../../contract/responses.ts';
import { SMALLEST_SPREAD } from '../../domain/campaigns/not-computable.ts';

type Change = NonNullable<AnswerOf<typeof ListClientResponses>['items'][number]['scores'][number]['change']>;

/** Why nobody can say whether a score has changed; nothing where somebody can. */
export function useChangeReason(): (change: Change) => string | undefined {
  const { t } = useTranslation('measures');
  return ({ reason, persons }) =>
    reason === null
      ? undefined
      : t(`response.reasons.${reason}`, { n: persons ?? 0, least: SMALLEST_SPREAD });
}
