import type { Texts } from '../language.ts';

/** What somebody can do, as a start: an organisation asks for one of these for a shift. */
export const skillNames = {
  tutoring: { zh: '课业辅导', en: 'Tutoring' },
  reading_aloud: { zh: '绘本共读', en: 'Reading aloud' },
  group_activities: { zh: '带领小组活动', en: 'Leading group activities' },
  counselling: { zh: '心理支持', en: 'Emotional support' },
  companionship: { zh: '陪伴', en: 'Companionship' },
  first_aid: { zh: '急救', en: 'First aid' },
  sports: { zh: '体育', en: 'Sports' },
  music: { zh: '音乐', en: 'Music' },
  art: { zh: '美术', en: 'Drawing and painting' },
  crafts: { zh: '手工', en: 'Crafts' },
  science: { zh: '科学', en: 'Science' },
  computing: { zh: '电脑与编程', en: 'Computers' },
  photography: { zh: '摄影摄像', en: 'Photography' },
  sign_language: { zh: '手语', en: 'Sign language' },
  translation: { zh: '翻译', en: 'Translation' },
  driving: { zh: '驾驶', en: 'Driving' },
  repairs: { zh: '维修', en: 'Repairs' },
  event_support: { zh: '活动保障', en: 'Helping at events' },
} as const satisfies Record<string, Texts>;
export type VolunteerSkill = keyof typeof skillNames;
export const volunteerSkills = Object.keys(skillNames) as readonly VolunteerSkill[];

/** In which fields somebody serves (服务类别). */
export const categoryNames = {
  children: { zh: '儿童青少年', en: 'Children and young people' },
  school: { zh: '学校', en: 'Schools' },
  elderly: { zh: '老年人', en: 'Older people' },
  disability: { zh: '残障人士', en: 'People with disabilities' },
  families: { zh: '家庭', en: 'Families' },
  riders: { zh: '骑手与户外劳动者', en: 'Riders and outdoor workers' },
  community: { zh: '社区', en: 'Community' },
  environment: { zh: '环保', en: 'Environment' },
  health: { zh: '健康', en: 'Health' },
  culture: { zh: '文化', en: 'Culture' },
  emergency: { zh: '应急', en: 'Emergencies' },
} as const satisfies Record<string, Texts>;
export type ServiceCategory = keyof typeof categoryNames;
export const serviceCategories = Object.keys(categoryNames) as readonly ServiceCategory[];

/** ISO 639-3 of what is spoken where the first users are, and beyond. */
export const languageNames = {
  cmn: { zh: '普通话', en: 'Mandarin' },
  wuu: { zh: '吴语（温州话等）', en: 'Wu (Wenzhounese and others)' },
  yue: { zh: '粤语', en: 'Cantonese' },
  nan: { zh: '闽南语', en: 'Southern Min' },
  hak: { zh: '客家话', en: 'Hakka' },
  zha: { zh: '壮语', en: 'Zhuang' },
  bod: { zh: '藏语', en: 'Tibetan' },
  uig: { zh: '维吾尔语', en: 'Uyghur' },
  mon: { zh: '蒙古语', en: 'Mongolian' },
  eng: { zh: '英语', en: 'English' },
  csl: { zh: '中国手语', en: 'Chinese Sign Language' },
} as const satisfies Record<string, Texts>;
export type SpokenLanguage = keyof typeof languageNames;
export const spokenLanguages = Object.keys(languageNames) as readonly SpokenLanguage[];
