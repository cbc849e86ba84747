import { useTranslation } from 'react-i18next';
import type { MatchCandidateView, MatchPlaceView } from '../../contract/matches.ts';
import { nameOfRequirement } from '../../domain/volunteers/qualification-words.ts';
import { useFormats } from '../base/formats.ts';
import { useShiftTimes } from '../opportunities/public.ts';

type Fit = MatchCandidateView['fit'];
type Reason = MatchPlaceView['reasons'][number];
type Instead = NonNullable<MatchCandidateView['instead']>;

/** By steps away from home. */
const stepWords = ['county', 'city', 'province', 'beyond'] as const;

/** Why somebody is proposed, and why nobody is, in words. */
export function useMatchWords() {
  const { t } = useTranslation('matching');
  const { textOf, minutesOf } = useFormats();
  const { dayText, hoursText } = useShiftTimes();
  const nearness = (steps: number | null) =>
    steps === null ? t('fit.homeUnknown') : t(`fit.steps.${stepWords[steps] ?? 'beyond'}`);
  return {
    fitText: ({ served, helped, isCategory, steps, isUntold, minutes }: Fit): string[] => [
      ...(served > 0 ? [t('fit.served', { count: served })] : []),
      ...(helped > 0 ? [t('fit.helped')] : []),
      ...(isCategory ? [t('fit.category')] : []),
      nearness(steps),
      ...(isUntold ? [t('fit.untold')] : []),
      t('fit.minutes', { time: minutesOf(minutes) }),
    ],
    reasonText: ({ reason, missing, count }: Reason) =>
      missing === null
        ? t(`why.${reason}`, { count })
        : t('why.lacking', { count, missing: textOf(nameOfRequirement(missing)) }),
    missingText: (missing: string) => t('near.lacking', { missing: textOf(nameOfRequirement(missing)) }),
    insteadText: ({ title, startsAt, endsAt }: Instead) =>
      t('near.instead', { title, time: `${dayText(startsAt)} ${hoursText({ startsAt, endsAt })}` }),
  };
}
