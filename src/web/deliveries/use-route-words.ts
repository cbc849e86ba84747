import { useTranslation } from 'react-i18next';
import { useFormats } from '../base/formats.ts';
import type { Late } from './queries.ts';

/** From whom to whom something goes. */
export function useRouteWords(): (late: Pick<Late, 'from' | 'to'>) => string {
  const { t } = useTranslation('deliveries');
  const { inLanguage } = useFormats();
  const nameOf = ({ name, nameEn }: Late['from']) =>
    name === '' ? t('late.gone') : inLanguage(name, nameEn);
  return ({ from, to }) => t('late.route', { from: nameOf(from), to: nameOf(to) });
}
