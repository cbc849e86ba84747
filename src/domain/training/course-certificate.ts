import { bilingual, type Language, type Texts } from '../language.ts';
import type { CalendarDay } from '../people/calendar-day.ts';

/** All that a certificate of a course says, on paper and on its page. */
export interface CourseCertificateContent {
  readonly number: string;
  /** whose it is, as colleagues call them */
  readonly name: string;
  readonly organisation: { readonly code: string; readonly name: string; readonly nameEn: string | null };
  readonly course: string;
  /** empty: the organisation itself */
  readonly organiser: string;
  readonly from: CalendarDay;
  readonly until: CalendarDay;
  /** of all lessons */
  readonly minutes: number;
  readonly attendedMinutes: number;
  /** of continuing education */
  readonly creditedMinutes: number;
  /** the day by the organisation's clocks, which is what paper says */
  readonly issuedOn: CalendarDay;
  /** an instant */
  readonly issuedAt: string;
}

export const courseCertificateWords = {
  title: bilingual('培训结业证书', 'Certificate of completion'),
  label: bilingual('机构内部培训记录', 'Record of the organisation'),
  explained: bilingual(
    '本证书依据机构在本平台上的培训出勤登记生成，由出具机构确认；不是国家职业资格或行政许可的证明。',
    'It is made from the attendance that the organisation recorded on this platform, and confirmed by the organisation; it is no professional qualification of the state.',
  ),
} as const satisfies Record<string, Texts>;

/** What its number begins with: the page of certificates of service knows by it that this one stands elsewhere. */
export const COURSE_CERTIFICATE_PREFIX = 'NTP';
const PATH = '/course-certificates';

/** @param origin of the installation, as strangers reach it; '' for a path of this installation */
export function courseCertificateAddress(origin: string, number: string): string {
  return `${origin}${PATH}/${number}`;
}

/** Who holds the course, in a language. */
export function organiserOf(
  language: Language,
  { organiser, organisation }: Pick<CourseCertificateContent, 'organiser' | 'organisation'>,
): string {
  if (organiser !== '') return organiser;
  const { name, nameEn } = organisation;
  return language === 'en' && nameEn !== null && nameEn !== '' ? nameEn : name;
}
