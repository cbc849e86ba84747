import type { Language } from '../language.ts';

/**
 * How long, to the minute and never rounded: `2 小时 5 分`, `2 h 5 min`; what is none is left out, `3 小时`, `0 分`.
 * @param minutes a whole number, 0 or more
 */
export function sayMinutes(language: Language, minutes: number): string {
  const units = language === 'zh' ? { hours: '小时', minutes: '分' } : { hours: 'h', minutes: 'min' };
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return `${rest} ${units.minutes}`;
  return rest === 0 ? `${hours} ${units.hours}` : `${hours} ${units.hours} ${rest} ${units.minutes}`;
}
