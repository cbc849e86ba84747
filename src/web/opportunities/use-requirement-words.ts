import { useTranslation } from 'react-i18next';
import type { RequirementsView } from '../../contract/opportunities.ts';
import { skillNames, type VolunteerSkill } from '../../domain/volunteers/profile-words.ts';
import type { MissingRequirement } from '../../domain/volunteers/requirements.ts';
import { useFormats } from '../base/formats.ts';
import { isProblem, Problem } from '../base/problem.ts';
import { useQualificationTitle } from '../volunteers/public.ts';

/** What is required, and what of it somebody lacks, in words. */
export function useRequirementWords() {
  const { t } = useTranslation('opportunities');
  const { textOf } = useFormats();
  const titleOf = useQualificationTitle();
  const wordOf = (code: MissingRequirement): string => {
    if (code === 'age_minimum' || code === 'age_maximum') return t(`requirements.${code}`);
    const [kind = '', name = ''] = code.split(/\.(.*)/);
    if (kind === 'skill') return textOf(skillNames[name as VolunteerSkill]);
    if (kind === 'training') return t('requirements.training', { title: name });
    return titleOf({ kind: kind as 'check' | 'insurance', code: name, title: '' });
  };
  const listed = (codes: readonly MissingRequirement[]) => codes.map(wordOf).join(t('state.comma'));
  return {
    listed,
    /** of an opportunity, as a list */
    required: ({ minimumAge, maximumAge, skills, trainings, checks, insurances }: RequirementsView) => [
      ...(minimumAge === null && maximumAge === null ? [] : [agesText(t, minimumAge, maximumAge)]),
      ...skills.map((code) => wordOf(`skill.${code}`)),
      ...trainings.map((code) => wordOf(`training.${code}`)),
      ...checks.map((code) => wordOf(`check.${code}`)),
      ...insurances.map((code) => wordOf(`insurance.${code}`)),
    ],
    /** the server's refusal, with what is missing in words instead of codes */
    inWords: <Refusal>(error: Refusal): Refusal | Problem => {
      if (!isProblem(error, 'requirement_missing')) return error;
      const codes = error.fields.map(({ field }) => field.slice(field.indexOf('/') + 1));
      return new Problem({ ...error, title: error.title.replace(codes.join(', '), listed(codes)) });
    },
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
