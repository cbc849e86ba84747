/** What somebody can do, as a start: an organisation asks for one of these for a shift. */
export const volunteerSkills = [
  'tutoring',
  'reading_aloud',
  'group_activities',
  'counselling',
  'companionship',
  'first_aid',
  'sports',
  'music',
  'art',
  'crafts',
  'science',
  'computing',
  'photography',
  'sign_language',
  'translation',
  'driving',
  'repairs',
  'event_support',
] as const;
export type VolunteerSkill = (typeof volunteerSkills)[number];

/** In which fields somebody serves (服务类别). */
export const serviceCategories = [
  'children',
  'school',
  'elderly',
  'disability',
  'families',
  'riders',
  'community',
  'environment',
  'health',
  'culture',
  'emergency',
] as const;
export type ServiceCategory = (typeof serviceCategories)[number];

/** ISO 639-3 of what is spoken where the first users are, and beyond. */
export const spokenLanguages = [
  'cmn',
  'wuu',
  'yue',
  'nan',
  'hak',
  'zha',
  'bod',
  'uig',
  'mon',
  'eng',
  'csl',
] as const;
export type SpokenLanguage = (typeof spokenLanguages)[number];
