import { useTranslation } from 'react-i18next';
import type { ServiceCategory } from '../../domain/volunteers/profile-words.ts';
import type { CheckCode } from '../../domain/volunteers/qualification.ts';
import { isWithMinors } from '../../domain/volunteers/requirements.ts';

/** Where volunteers meet children as a rule, and nobody asks whether they were checked for it. */
export function UncheckedWarning(props: {
  category: ServiceCategory | null | undefined;
  checks: readonly CheckCode[];
}) {
  const { t } = useTranslation('opportunities');
  if (!isWithMinors(props.category) || props.checks.includes('minors')) return null;
  return <p className="notice">{t('requirements.unchecked')}</p>;
}
