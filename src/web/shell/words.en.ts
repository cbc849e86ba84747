import type { zh } from './words.zh.ts';

/** Words of the frame in English. */
export const en: typeof zh = {
  signInAgain: {
    title: 'Your session has ended',
    hint: 'Please sign in again. What you typed is still here.',
  },
  synthetic: 'Synthetic data · 合成数据',
  skip: 'Skip to content',
  search: {
    title: 'Find',
    label: 'Find clients, cases, groups, playbooks, studies and pages',
    hint: 'Name, pinyin initials, phone, ID or case number, title',
    start:
      'Type a name, pinyin initials, phone or ID number; groups, playbooks, studies and pages are found too',
    nothing: 'Nothing found. Try a part of the name or title, or pinyin initials.',
    entries: 'Pages and actions',
  },
  navigation: {
    main: 'Main navigation',
    all: 'More',
    close: 'Close',
    groups: {
      care: 'Casework',
      methods: 'Methods and results',
      volunteering: 'Volunteering',
      staff: 'Workforce',
      together: 'Working together',
      administration: 'Organisation and system',
    },
    profile: 'My account',
    signOut: 'Sign out',
    appearance: 'Appearance',
    light: 'Light',
    dark: 'Dark',
    system: 'As the system',
  },
  leaving: {
    title: 'A file is not saved yet',
    text: 'A file is still on its way. If you sign out now it is not saved, and has to be chosen again later.',
    go: 'Sign out without saving',
    stay: 'Stay and wait',
  },
};
