import { isOpenEntry } from '../../domain/books/entry-life.ts';
import { sayMinutes } from '../../domain/volunteers/spoken-minutes.ts';
import { button, element } from '../../plain/element.ts';
import type { Account, Membership } from '../door.ts';
import { acting } from '../form.ts';
import { hashOf, type Page } from '../page.ts';
import { sayDay } from '../words.ts';
import { attendanceNow, type OwnTime } from './attendance.ts';
import { heading, section, step } from './frame.ts';
import { nextShift } from './shifts.ts';

export function nameOf(
  { language }: Page,
  { name, nameEn }: { name: string; nameEn: string | null },
): string {
  return language === 'en' && nameEn !== null ? nameEn : name;
}

export function homeScreen(page: Page, account: Account, own: OwnTime): HTMLElement[] {
  const { say, door, leave, language } = page;
  const { shifts, hours } = own;
  const signOut = acting(say('signOut'), async () => {
    // whoever signs in next finds nothing of it here
    await page.attendance.send();
    await door.signOut();
    leave();
  });
  const cards = account.books.map((book) => bookCard(page, book));
  const now = attendanceNow(page, own);
  const total = sayMinutes(language, hours?.recordedMinutes ?? 0);
  const volunteers = section(
    say('volunteerTitle'),
    now.length > 0 ? undefined : nextShift(page, own),
    element(
      'p',
      { class: 'actions' },
      shifts.length === 0 ? undefined : step(say('shiftsTitle'), '#shifts', true),
      step(say('opportunitiesFind'), '#opportunities', shifts.length === 0 && cards.length > 0),
      isVolunteer(account) ? step(say('hoursOpen', { total }), '#hours') : undefined,
      step(say(isVolunteer(account) ? 'volunteerOpen' : 'volunteerBegin'), '#volunteer'),
    ),
  );
  return [
    heading(say('homeTitle', { name: account.name })),
    ...now,
    // whoever has a shift opens the page for it
    ...(shifts.length === 0 ? [] : [volunteers]),
    section(
      say('books'),
      cards.length === 0
        ? element('p', { class: 'quiet' }, say('noBooks'))
        : element('ul', { class: 'cards' }, ...cards),
      step(say('find'), '#find', cards.length === 0),
    ),
    ...(shifts.length === 0 ? [volunteers] : []),
    element('nav', {}, step(say('profile'), '#profile'), signOut),
  ];
}

export function isVolunteer({ books }: Account): boolean {
  return books.some(({ participations }) => participations.includes('volunteer'));
}

/** As what people take part, as the reader's language lists it. */
export function kindsOf(
  { language, say }: Page,
  { participations }: Pick<Membership, 'participations'>,
): string {
  return participations.map((kind) => say(`kind_${kind}`)).join(language === 'zh' ? '、' : ', ');
}

function bookCard(page: Page, book: Membership): HTMLElement {
  const { say, language } = page;
  const { organisationId, state } = book;
  const isOpen = isOpenEntry(state);
  const kinds = kindsOf(page, book);
  return element(
    'li',
    {},
    element('strong', {}, nameOf(page, book)),
    element('span', { class: `state ${state}` }, say(`state_${state}`)),
    element(
      'p',
      { class: 'quiet' },
      `${kinds} · ${say('sinceAsked', { day: sayDay(language, book.askedAt) })}`,
    ),
    element(
      'p',
      { class: 'actions' },
      step(say(isOpen ? 'change' : 'askAgain'), hashOf({ at: 'join', organisationId })),
      isOpen ? step(say('leave'), hashOf({ at: 'leave', organisationId })) : undefined,
    ),
  );
}

/** What leaving does, before it is done: it cannot be taken back there. */
export function leaveScreen(page: Page, account: Account, organisationId: string): HTMLElement[] | undefined {
  const { say, door } = page;
  const book = account.books.find((one) => one.organisationId === organisationId);
  if (book === undefined) return undefined;
  const problem = element('p', { class: 'problem', role: 'alert' });
  const leave = button(say('leave'), { class: 'main danger' }, () => {
    leave.disabled = true;
    door
      .leave(organisationId)
      .then((left) => page.enter(left, { at: 'home' }))
      .catch((error: Error) => {
        problem.textContent = error.message;
        leave.disabled = false;
      });
  });
  return [
    heading(say('leaveTitle', { organisation: nameOf(page, book) })),
    element('p', {}, say('leaveText')),
    problem,
    element('nav', {}, step(say('cancel'), '#'), leave),
  ];
}
