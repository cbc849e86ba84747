import { useTranslation } from 'react-i18next';
import type { MatchView } from '../../contract/matches.ts';
import { useFormats } from '../base/formats.ts';

/** What somebody called it, else its days. */
export function useMatchTitle() {
  const { t } = useTranslation('matching');
  const { day } = useFormats();
  return ({ title, from, until }: Pick<MatchView, 'title' | 'from' | 'until'>) =>
    title === '' ? t('days', { from: day(from), until: day(until) }) : title;
}
