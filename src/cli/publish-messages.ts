import type { Words } from './language.ts';

export const PUBLISH = {
  optionsMissing: {
    en: 'Name the organisation, the dimensions and the price: --organisation CODE --by status,region --epsilon 0.2',
    zh: '请指定机构、维度和隐私花费：--organisation 代码 --by status,region --epsilon 0.2',
  },
  dimensionsWrong: {
    en: '--by takes some of {known}, each once, separated by commas.',
    zh: '--by 可用 {known}，以逗号分隔，每个一次。',
  },
  epsilonWrong: {
    en: '--epsilon is a number from {least} to {most}: what the publication costs of the year’s budget.',
    zh: '--epsilon 是 {least} 到 {most} 的数：这次发布从全年隐私预算中花费多少。',
  },
  spent: {
    en: 'The privacy budget of this year has {left} left; this publication costs more. Nothing was published.',
    zh: '本年度的隐私预算还剩 {left}，不够这次发布。没有发布任何数字。',
  },
} as const satisfies Readonly<Record<string, Words>>;
