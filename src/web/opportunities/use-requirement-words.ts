import { useTranslation } from 'react-i18next';
import type { RequirementsView } from '../../contract/opportunities.ts';
import { nameOfRequirement } from '../../domain/volunteers/qualification-words.ts';
import type { MissingRequirement } from '../../domain/volunteers/requirements.ts';
import { useFormats } from '../base/formats.ts';

/** What is required, and what of it somebody lacks, in words. */
export function useRequirementWords() {
  const { t } = useTranslation('opportunities');
  const { textOf } = useFormats();
  const wordOf = (code: MissingRequirement) => textOf(nameOfRequirement(code));
  return {
    listed: (codes: readonly MissingRequirement[]) => codes.map(wordOf).join(t('state.comma')),
    /** of an opportunity, as a list */
    required: ({ minimumAge, maximumAge, skills, trainings, checks, insurances }: RequirementsView) => [
      ...(minimumAge === null && maximumAge === null ? [] : [agesText(t, minimumAge, maximumAge)]),
      ...skills.map((code) => wordOf(`skill.${code}`)),
      ...trainings.map((code) => wordOf(`training.${code}`)),
      ...checks.map((code) => wordOf(`check.${code}`)),
      ...insurances.map((code) => wordOf(`insurance.${code}`)),
    ],
  };
}

function agesText(
  t: ReturnType<typeof useTranslation<'opportunities'>>['t'],
  from: number | null,
  to: number | null,
): string {
  if (to === null) return t('requirements.agesFrom', { from });
  return from === null ? t('requirements.agesTo', { to }) : t('requirements.ages', { from, to });
}
