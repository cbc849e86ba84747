import { useTranslation } from 'react-i18next';
import type { QualificationView } from '../../contract/volunteers.ts';
import type { CheckCode, InsuranceCode } from '../../domain/volunteers/qualification.ts';

/** What a training, check or insurance is called: of a training the organisation's own words. */
export function useQualificationTitle(): (one: Pick<QualificationView, 'kind' | 'code' | 'title'>) => string {
  const { t } = useTranslation('volunteers');
  return ({ kind, code, title }) => {
    if (kind === 'training') return title === '' ? code : title;
    return t(`codes.${code as CheckCode | InsuranceCode}`);
  };
}
