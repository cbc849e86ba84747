import type { Texts } from '../language.ts';
import { skillNames, type VolunteerSkill } from './profile-words.ts';
import type { CheckCode, InsuranceCode } from './qualification.ts';
import type { MissingRequirement, Requirements } from './requirements.ts';

export const checkNames: Readonly<Record<CheckCode, Texts>> = {
  identity: { zh: '身份核对', en: 'Identity seen' },
  minors: { zh: '未成年人工作审查', en: 'Check for work with minors' },
  health: { zh: '健康证明', en: 'Health certificate' },
  guardian_consent: { zh: '监护人同意', en: 'Guardian’s consent' },
};

export const insuranceNames: Readonly<Record<InsuranceCode, Texts>> = {
  accident: { zh: '意外险', en: 'Accident insurance' },
  liability: { zh: '责任险', en: 'Liability insurance' },
};

/** What a check or an insurance is called. */
export function nameOfCode(code: string): Texts {
  const names: Readonly<Record<string, Texts>> = { ...checkNames, ...insuranceNames };
  return names[code] ?? { zh: code, en: code };
}

/** What is asked of whoever comes, for themselves; where nothing is, none. */
export function namesOfRequirements(asked: Requirements): Texts[] {
  const { minimumAge, maximumAge, skills, trainings, checks, insurances } = asked;
  return [
    ...(minimumAge === null ? [] : [{ zh: `满 ${minimumAge} 周岁`, en: `${minimumAge} years or older` }]),
    ...(maximumAge === null
      ? []
      : [{ zh: `不超过 ${maximumAge} 周岁`, en: `${maximumAge} years or younger` }]),
    ...skills.map((skill) => skillNames[skill]),
    ...trainings.map((code) => ({ zh: `受过培训（${code}）`, en: `Trained (${code})` })),
    ...[...checks, ...insurances].map(nameOfCode),
  ];
}

/** What is missing, for whoever has to bring it. */
export function nameOfRequirement(missing: MissingRequirement): Texts {
  if (missing === 'age_minimum') return { zh: '年龄未到', en: 'old enough' };
  if (missing === 'age_maximum') return { zh: '年龄超出', en: 'young enough' };
  const [kind, code = ''] = missing.split(/\.(.*)/u);
  if (kind === 'skill') return skillNames[code as VolunteerSkill];
  if (kind === 'training') return { zh: `培训 ${code}`, en: `training ${code}` };
  return nameOfCode(code);
}
