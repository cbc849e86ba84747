import { bilingual, type Language } from '../language.ts';
import type { CalendarDay } from '../people/calendar-day.ts';
import { sayMinutes } from '../volunteers/spoken-minutes.ts';

/** What was done under one title. */
export interface CertifiedService {
  readonly title: string;
  readonly minutes: number;
  readonly times: number;
}

/** All that a certificate says, on paper, on its page and signed. */
export interface CertificateContent {
  readonly number: string;
  /** of the volunteer */
  readonly name: string;
  readonly volunteerNumber: string;
  readonly organisation: { readonly code: string; readonly name: string; readonly nameEn: string | null };
  readonly from: CalendarDay;
  readonly until: CalendarDay;
  /** service actually given and recorded, all */
  readonly minutes: number;
  /** of them entered afterwards and approved by another person */
  readonly backFilledMinutes: number;
  /** most minutes first; `MOST_SERVICES` at most, the rest summed as one more whose title is '' */
  readonly services: readonly CertifiedService[];
  /** an instant */
  readonly issuedAt: string;
  /** the day of it by the organisation's clocks, which is what paper says */
  readonly issuedOn: CalendarDay;
}

/** As many as a sheet of A4 holds in two languages. */
export const MOST_SERVICES = 12;

/** Most minutes first; what has no room is summed as one whose title is ''. */
export function listServices(services: readonly CertifiedService[]): CertifiedService[] {
  const sorted = services.toSorted((one, other) => other.minutes - one.minutes);
  const rest = sorted.slice(MOST_SERVICES);
  if (rest.length === 0) return sorted;
  const sum = (count: (one: CertifiedService) => number) =>
    rest.reduce((total, one) => total + count(one), 0);
  return [
    ...sorted.slice(0, MOST_SERVICES),
    { title: '', minutes: sum((one) => one.minutes), times: sum((one) => one.times) },
  ];
}

const words = {
  title: bilingual('志愿服务记录证明', 'Certificate of volunteer service'),
  label: bilingual('平台记录', 'Platform record'),
  explained: bilingual(
    '本证明依据机构在本平台上的服务记录生成，不是国家志愿服务信息系统的记录。',
    'It is made from what the organisation recorded on this platform, and is no record of the national information system for volunteering.',
  ),
  counted: bilingual(
    '只计实际服务的时间，不含往返路途，不进位。',
    'Only time actually served counts: no travel, nothing rounded up.',
  ),
  others: bilingual('其他服务', 'Other services'),
};
type CertificateWord = keyof typeof words;

export function sayOfCertificate(language: Language, word: CertificateWord): string {
  return words[word][language];
}

/** `课后伴读`, and what stands for the rest that has no room. */
export function titleOf(language: Language, { title }: CertifiedService): string {
  return title === '' ? words.others[language] : title;
}

/** `2 小时 5 分，3 次`, `2 h 5 min, 3 times`. */
export function saySize(language: Language, { minutes, times }: Omit<CertifiedService, 'title'>): string {
  const time = sayMinutes(language, minutes);
  if (language === 'zh') return `${time}，${times} 次`;
  return `${time}, ${times === 1 ? 'once' : `${times} times`}`;
}

/** Of whose name there is none in English, the Chinese one. */
export function nameOfOrganisation(
  language: Language,
  { name, nameEn }: { readonly name: string; readonly nameEn: string | null },
): string {
  return language === 'en' && nameEn !== null && nameEn !== '' ? nameEn : name;
}
