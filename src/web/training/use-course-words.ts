import { useTranslation } from 'react-i18next';
import type { CourseItemView } from '../../contract/training.ts';
import { roleTable } from '../../domain/access/roles.ts';
import { sayShiftTimes } from '../../domain/calendar/spoken-span.ts';
import { spokenLanguage } from '../../domain/language.ts';
import { sayMinutes } from '../../domain/volunteers/spoken-minutes.ts';
import { useFormats } from '../base/formats.ts';

/** What is said of courses in many places. */
export function useCourseWords() {
  const { t } = useTranslation('training');
  const { language, textOf, zone } = useFormats();
  const spoken = spokenLanguage(language);
  return {
    minutes: (minutes: number) => sayMinutes(spoken, minutes),
    times: (lesson: { startsAt: string; endsAt: string }) =>
      sayShiftTimes(spoken, { ...lesson, timeZone: zone }),
    roles: (roles: CourseItemView['roles']) =>
      roles.length === 0
        ? t('everyone')
        : roles.map((role) => textOf(roleTable[role])).join(t('state.comma')),
    places: ({ taken, capacity, waiting }: Pick<CourseItemView, 'taken' | 'capacity' | 'waiting'>) => [
      capacity === null ? t('places.unlimited', { taken }) : t('places.taken', { taken, capacity }),
      ...(waiting > 0 ? [t('places.waiting', { count: waiting })] : []),
    ],
  };
}
