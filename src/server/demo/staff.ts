import type { DemoProfessional } from '../talent/seed.ts';

/** What the staff of the demo can do, learned and work in a week, by the names that they sign in by. */
export const demoProfessionals: Readonly<Record<string, DemoProfessional>> = {
  'worker.wenzhou': {
    specialities: ['school', 'adolescents', 'groups'],
    languages: ['cmn', 'wuu'],
    registered: { code: 'social_worker', daysAgo: 700, daysLeft: 395 },
    educationHours: 18,
    waitingHours: 6,
  },
  'supervisor.wenzhou': {
    specialities: ['school', 'supervision', 'crisis'],
    languages: ['cmn', 'wuu'],
    registered: { code: 'senior_social_worker', daysAgo: 400, daysLeft: 695 },
    educationHours: 32,
  },
  'su.wenzhou': {
    specialities: ['families', 'mental_health'],
    languages: ['cmn'],
    isLendable: true,
    registered: { code: 'assistant_social_worker', daysAgo: 1_050, daysLeft: 45 },
    educationHours: 8,
  },
  'jin.wenzhou': {
    specialities: ['trauma', 'child_protection'],
    languages: ['cmn', 'wuu', 'eng'],
    weeklyHours: 1.5,
    registered: { code: 'senior_social_worker', daysAgo: 900, daysLeft: 195 },
    educationHours: 30,
  },
  'worker.zhengzhou': {
    specialities: ['school', 'learning'],
    languages: ['cmn'],
    registered: { code: 'social_worker', daysAgo: 300, daysLeft: 795 },
    educationHours: 24,
  },
  'supervisor.zhengzhou': {
    specialities: ['supervision', 'community', 'research'],
    languages: ['cmn'],
    registered: { code: 'social_worker', daysAgo: 500, daysLeft: 595 },
    educationHours: 31,
  },
  'zhao.zhengzhou': {
    specialities: ['adolescents', 'bullying'],
    languages: ['cmn'],
    isLendable: true,
    registered: { code: 'assistant_social_worker', daysAgo: 200, daysLeft: 895 },
    educationHours: 12,
  },
  'ma.zhengzhou': {
    specialities: ['disability', 'families'],
    languages: ['cmn', 'csl'],
    weeklyHours: 20,
    registered: { code: 'social_worker', daysAgo: 1_120, daysLeft: -25 },
    educationHours: 16,
  },
  'worker.liuzhou': {
    specialities: ['school', 'families', 'volunteers'],
    languages: ['cmn', 'zha'],
    registered: { code: 'social_worker', daysAgo: 600, daysLeft: 495 },
    educationHours: 20,
  },
  'supervisor.liuzhou': {
    specialities: ['supervision', 'groups', 'child_protection'],
    languages: ['cmn', 'zha'],
    registered: { code: 'social_worker', daysAgo: 800, daysLeft: 295 },
    educationHours: 33,
  },
  'huang.liuzhou': {
    specialities: ['community', 'riders'],
    languages: ['cmn', 'zha'],
    isLendable: true,
    registered: { code: 'assistant_social_worker', daysAgo: 90, daysLeft: 1_005 },
    educationHours: 10,
    waitingHours: 12,
  },
  'mo.liuzhou': {
    specialities: ['mental_health', 'adolescents'],
    languages: ['cmn', 'yue'],
    weeklyHours: 20,
    registered: { code: 'social_worker', daysAgo: 365, daysLeft: 730 },
    educationHours: 28,
  },
};
