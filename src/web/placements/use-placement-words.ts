import { useTranslation } from 'react-i18next';
import type { PlacementItemView } from '../../contract/placements.ts';
import { spokenLanguage } from '../../domain/language.ts';
import { sayMinutes } from '../../domain/volunteers/spoken-minutes.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';

/** What is said of a placement in lists and on its page. */
export function usePlacementWords() {
  const { t } = useTranslation('placements');
  const { language, day } = useFormats();
  const { sites } = useSession().me;
  const minutes = (count: number) => sayMinutes(spokenLanguage(language), count);
  return {
    minutes,
    name: ({ student }: Pick<PlacementItemView, 'student'>) => student?.name ?? t('erased'),
    site: (id: string) => sites.find((site) => site.id === id)?.name ?? '',
    days: ({ from, until }: Pick<PlacementItemView, 'from' | 'until'>) =>
      t('days', { from: day(from), until: day(until) }),
    sum: ({ confirmedMinutes, agreedMinutes }: PlacementItemView) =>
      t('sum', { done: minutes(confirmedMinutes), agreed: minutes(agreedMinutes) }),
  };
}
