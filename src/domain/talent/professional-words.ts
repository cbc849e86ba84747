import type { Texts } from '../language.ts';

/** What a social worker is good at: colleagues and other organisations look for these. */
export const specialityNames = {
  school: { zh: '学校社会工作', en: 'School social work' },
  child_protection: { zh: '儿童保护', en: 'Child protection' },
  adolescents: { zh: '青少年工作', en: 'Work with adolescents' },
  families: { zh: '家庭工作', en: 'Work with families' },
  mental_health: { zh: '心理健康', en: 'Mental health' },
  crisis: { zh: '危机干预', en: 'Crisis intervention' },
  trauma: { zh: '创伤支持', en: 'Trauma' },
  bullying: { zh: '欺凌应对', en: 'Bullying' },
  learning: { zh: '学习困难与特殊教育', en: 'Learning difficulties and special needs' },
  groups: { zh: '小组工作', en: 'Group work' },
  community: { zh: '社区工作', en: 'Community work' },
  riders: { zh: '新就业群体服务', en: 'Riders and new forms of employment' },
  disability: { zh: '残障服务', en: 'Disability' },
  elderly: { zh: '老年服务', en: 'Older people' },
  medical: { zh: '医务社会工作', en: 'Medical social work' },
  corrections: { zh: '矫治与禁毒', en: 'Corrections and drug rehabilitation' },
  volunteers: { zh: '志愿者管理', en: 'Volunteer management' },
  research: { zh: '研究与成效评估', en: 'Research and evaluation' },
  supervision: { zh: '督导', en: 'Supervision' },
} as const satisfies Record<string, Texts>;
export type Speciality = keyof typeof specialityNames;
export const specialities = Object.keys(specialityNames) as readonly Speciality[];

/** What shows that somebody may do this work. */
export const professionalNames = {
  assistant_social_worker: { zh: '助理社会工作师', en: 'Assistant social worker' },
  social_worker: { zh: '社会工作师', en: 'Social worker (intermediate)' },
  senior_social_worker: { zh: '高级社会工作师', en: 'Senior social worker' },
  supervisor: { zh: '督导资格', en: 'Qualified supervisor' },
  counsellor: { zh: '心理咨询资格', en: 'Counsellor' },
  psychotherapist: { zh: '心理治疗师', en: 'Psychotherapist' },
  teacher: { zh: '教师资格', en: 'Teacher' },
  minors_check: { zh: '密切接触未成年人从业查询', en: 'Check for work with minors' },
  first_aid: { zh: '急救证', en: 'First aid' },
  other: { zh: '其他', en: 'Other' },
} as const satisfies Record<string, Texts>;
export type ProfessionalKind = keyof typeof professionalNames;
export const professionalKinds = Object.keys(professionalNames) as readonly ProfessionalKind[];

/** What counts as continuing education. */
export const educationNames = {
  course: { zh: '培训课程', en: 'Training course' },
  conference: { zh: '会议与论坛', en: 'Conference' },
  exchange: { zh: '参访与交流', en: 'Visit or exchange' },
  online: { zh: '线上课程', en: 'Online course' },
  teaching: { zh: '授课', en: 'Teaching' },
  research: { zh: '课题与论文', en: 'Research or paper' },
} as const satisfies Record<string, Texts>;
export type EducationKind = keyof typeof educationNames;
export const educationKinds = Object.keys(educationNames) as readonly EducationKind[];

/** How supervision took place. */
export const supervisionNames = {
  individual: { zh: '个别督导', en: 'Individual' },
  group: { zh: '团体督导', en: 'Group' },
  peer: { zh: '同辈督导', en: 'Peer' },
  live: { zh: '现场督导', en: 'Live, at the work' },
} as const satisfies Record<string, Texts>;
export type SupervisionKind = keyof typeof supervisionNames;
export const supervisionKinds = Object.keys(supervisionNames) as readonly SupervisionKind[];
