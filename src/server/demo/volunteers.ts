import type { DemoVolunteer } from '../volunteers/seed.ts';

const weekend = {
  weekly: [
    { weekday: 6, from: '09:00', to: '17:00' },
    { weekday: 7, from: '13:00', to: '17:00' },
  ],
  exceptions: [],
};
export const firstSteps = {
  kind: 'training',
  code: 'training',
  title: '新志愿者培训：与孩子相处',
  minutes: 120,
  daysAgo: 90,
  forDays: null,
} as const;
export const minors = { kind: 'check', code: 'minors', daysAgo: 60, forDays: 365 } as const;
export const accident = { kind: 'insurance', code: 'accident', daysAgo: 30, forDays: 365 } as const;

/** By the code of the organisation they serve with; each signs in by the name and the demo's password. */
export const demoVolunteers: Readonly<Record<string, readonly DemoVolunteer[]>> = {
  'lz-station': [
    {
      loginName: 'volunteer.liuzhou',
      name: '莫林',
      daysAgo: 345,
      birthDate: '2004-03-18',
      phone: '13800000011',
      skills: ['tutoring', 'sports'],
      categories: ['children', 'school'],
      languages: ['cmn', 'zha'],
      availability: weekend,
      qualifications: [firstSteps, minors, accident],
    },
    {
      loginName: 'volunteer2.liuzhou',
      name: '韦春苗',
      daysAgo: 345,
      birthDate: '1998-11-02',
      phone: '13800000012',
      skills: ['reading_aloud', 'crafts'],
      categories: ['children', 'families'],
      languages: ['cmn', 'zha'],
      availability: weekend,
      // ends soon: whoever looks is told
      qualifications: [firstSteps, { ...minors, daysAgo: 330 }],
    },
    {
      loginName: 'volunteer3.liuzhou',
      name: '覃志远',
      daysAgo: 345,
      birthDate: '1985-07-23',
      phone: '13800000013',
      skills: ['first_aid', 'driving', 'event_support'],
      categories: ['community', 'emergency'],
      qualifications: [{ ...minors, daysAgo: 400 }],
    },
    {
      loginName: 'volunteer4.liuzhou',
      name: '龙小满',
      birthDate: '2010-05-20',
      phone: '13800000014',
      skills: ['music'],
      categories: ['school'],
      guardian: { relation: 'mother', name: '龙丽华', phone: '13800000015' },
    },
    {
      loginName: 'volunteer5.liuzhou',
      name: '陆建国',
      daysAgo: 345,
      birthDate: '1958-09-09',
      phone: '13800000016',
      skills: ['companionship', 'repairs'],
      categories: ['elderly', 'riders'],
      qualifications: [firstSteps],
    },
  ],
  'wz-station': [
    {
      loginName: 'volunteer.wenzhou',
      name: '林可欣',
      daysAgo: 345,
      birthDate: '2003-12-30',
      phone: '13800000021',
      skills: ['counselling', 'group_activities'],
      categories: ['children', 'school'],
      languages: ['cmn', 'wuu', 'eng'],
      availability: weekend,
      qualifications: [firstSteps, minors, accident],
    },
    {
      loginName: 'volunteer2.wenzhou',
      name: '叶阿海',
      daysAgo: 345,
      birthDate: '1976-02-14',
      phone: '13800000022',
      skills: ['driving'],
      categories: ['riders', 'community'],
      languages: ['cmn', 'wuu'],
    },
  ],
  'zz-station': [
    {
      loginName: 'volunteer.zhengzhou',
      name: '张晓雨',
      daysAgo: 345,
      birthDate: '2002-08-08',
      phone: '13800000031',
      skills: ['tutoring', 'science', 'computing'],
      categories: ['school'],
      availability: weekend,
      qualifications: [firstSteps, minors],
    },
  ],
};
