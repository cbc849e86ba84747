import type { Texts } from '../language.ts';

export interface HelpLine {
  readonly id: string;
  readonly number: string;
  readonly name: Texts;
  /** When to call it, in words for a child. */
  readonly when: Texts;
}

/**
 * Numbers that a page shows to whoever may be in distress, the calmest first. The one place to change them for another
 * country. 12355 is the youth service line, 110 the police and 120 the ambulance of mainland China.
 */
export const helpLines: readonly HelpLine[] = [
  {
    id: 'youth',
    number: '12355',
    name: { zh: '青少年服务热线', en: 'Youth service line' },
    when: { zh: '心里难受，想找人说说', en: 'When you feel bad and want to talk' },
  },
  {
    id: 'police',
    number: '110',
    name: { zh: '报警电话', en: 'Police' },
    when: { zh: '有人正在伤害你，或你有危险', en: 'When someone hurts you or you are in danger' },
  },
  {
    id: 'ambulance',
    number: '120',
    name: { zh: '急救电话', en: 'Ambulance' },
    when: { zh: '受了伤，或身体很不舒服', en: 'When you are injured or very unwell' },
  },
];
