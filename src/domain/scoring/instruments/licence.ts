import type { Licence } from '../instrument.ts';

/** Free to use and to translate: item texts are shipped as this project's rendering. */
export const freeWording: Licence = {
  tier: 'A',
  note: {
    zh: '可自由使用和翻译。此处为本项目自拟译文，请换成贵机构采用的、经过验证的版本。',
    en: 'Free to use and translate. This is a rendering by this project; replace it with your validated wording.',
  },
};

export const keyOnly: Licence = {
  tier: 'B',
  note: {
    zh: '题目文字受版权或使用许可约束，这里只有计分键；请取得许可后自行录入题目。',
    en: 'The wording is under copyright or licence: only the key is here. Enter the items once you hold a licence.',
  },
};

export const ownWording: Licence = {
  tier: 'A',
  note: {
    zh: '本项目原创，供日常监测使用，未经信效度验证，不用于诊断。',
    en: 'Written by this project for monitoring; not validated, and no basis for a diagnosis.',
  },
};
