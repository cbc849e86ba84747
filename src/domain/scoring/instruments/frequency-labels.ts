import type { Wording } from './likert-items.ts';

/** The four answers of PHQ-9 and GAD-7, 0–3. */
export const daysOfTwoWeeks: readonly Wording[] = [
  ['完全没有', 'Not at all'],
  ['有几天', 'Several days'],
  ['一半以上的日子', 'More than half the days'],
  ['几乎每天', 'Nearly every day'],
];
