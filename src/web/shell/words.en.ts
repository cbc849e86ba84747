import type { zh } from './words.zh.ts';

/** Words of the frame in English. */
export const en: typeof zh = {
  synthetic: 'Synthetic data · 合成数据',
  skip: 'Skip to content',
  search: {
    title: 'Find a client',
    label: 'Find by name, pinyin initials, phone or ID number',
    hint: 'Name, pinyin initials, phone or ID number',
    start: 'Type a name, pinyin initials, phone or ID number',
  },
  navigation: {
    main: 'Main navigation',
    profile: 'My account',
    signOut: 'Sign out',
    appearance: 'Appearance',
    light: 'Light',
    dark: 'Dark',
    system: 'As the system',
  },
};
