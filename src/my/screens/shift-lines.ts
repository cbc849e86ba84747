import { sayShiftTimes } from '../../domain/calendar/spoken-span.ts';
import { element } from '../../plain/element.ts';
import type { OwnShift } from '../door.ts';
import { hashOf, type Page } from '../page.ts';

/** When, what and where, and how one's sign-up stands. */
export function whatOf(page: Page, one: OwnShift): HTMLElement[] {
  const { language, say } = page;
  const organisation =
    language === 'en' && one.organisationNameEn !== null ? one.organisationNameEn : one.organisationName;
  const role = one.role === '' ? [] : [one.role];
  const place = one.place === '' ? [] : [one.place];
  return [
    element('strong', {}, sayShiftTimes(language, one)),
    element('p', {}, element('a', { href: hashOf({ at: 'opportunity', id: one.opportunityId }) }, one.title)),
    element('p', { class: 'quiet' }, [...role, organisation, one.siteName, ...place].join(' · ')),
    element('p', { class: `state ${one.status}` }, say(`signUp_${one.status}`, { n: one.position ?? 0 })),
  ];
}
