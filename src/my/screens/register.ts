import { element } from '../../plain/element.ts';
import { newId } from '../../plain/new-id.ts';
import type { Account, Asked, OpenBook } from '../door.ts';
import { choice, exactTextOf, field, formOf, textOf } from '../form.ts';
import type { Page } from '../page.ts';
import { codeScreen } from './door.ts';
import { heading, step } from './frame.ts';
import { nameOf } from './home.ts';
import { readFields, volunteerFields, wishFields } from './volunteer-fields.ts';

/** One wish to register: sent again after a lost answer, it is the same. */
export interface PendingRegistration {
  readonly id: string;
  readonly books: readonly OpenBook[];
  /** whose link brought somebody here */
  readonly code: string | undefined;
}

export function newRegistration(books: readonly OpenBook[], code: string | undefined): PendingRegistration {
  const welcoming = books.filter(({ participations }) => participations.includes('volunteer'));
  return { id: newId(), books: welcoming, code };
}

/** An account and a place with an organisation in one form, for a telephone. */
export function registerScreen(page: Page, { id, books, code }: PendingRegistration): HTMLElement[] {
  const { say, door, language } = page;
  const asked = books.find((one) => one.code === code);
  const offered = asked === undefined ? books : [asked];
  const [only] = offered;
  if (only === undefined)
    return [heading(say('registerTitle')), element('p', {}, say('registerNone')), back(page)];
  const form = formOf(
    say('registerNow'),
    async (values) => {
      const loginName = textOf(values, 'loginName').toLowerCase();
      const password = exactTextOf(values, 'password');
      const organisationCode = offered.length === 1 ? only.code : textOf(values, 'organisationCode');
      const name = textOf(values, 'name');
      const fields = readFields(values);
      const body = { id, organisationCode, name, ...fields, loginName, password };
      const { codeRequest } = await door.register(body);
      const account = await door.signInByName(loginName, password);
      if (account === undefined) return;
      const goOn = (entered: Account) => page.enter(entered, { at: 'volunteer' }, 'registered');
      if (codeRequest === null) return goOn(account);
      // with a proven telephone the account has a second way in
      const asked = { way: 'sms' as const, address: fields.phone, codeRequest };
      const onCode = async (by: Asked, code: string) => goOn(await door.putAddress(by, code));
      page.show((next) => codeScreen(next, { asked, onCode, onBack: () => goOn(account) }));
    },
    offered.length === 1
      ? welcomeOf(page, only)
      : choice(
          { name: 'organisationCode', label: say('organisation') },
          offered.map((book) => ({ value: book.code, text: nameOf(page, book) })),
        ),
    field({ name: 'name', label: say('name'), autocomplete: 'name', maxLength: 60 }),
    ...volunteerFields(page),
    field({
      name: 'loginName',
      label: say('loginName'),
      hint: say('loginNameRule'),
      autocomplete: 'username',
      maxLength: 64,
    }),
    field({
      name: 'password',
      label: say('password'),
      hint: say('passwordRule'),
      type: 'password',
      autocomplete: 'new-password',
    }),
    element('details', {}, element('summary', {}, say('more')), ...wishFields(page)),
  );
  form.lang = language === 'zh' ? 'zh-CN' : 'en';
  return [heading(say('registerTitle')), element('p', {}, say('registerLead')), form, back(page)];
}

function welcomeOf(page: Page, book: OpenBook): HTMLElement {
  const welcome = page.language === 'en' && book.welcomeEn !== '' ? book.welcomeEn : book.welcome;
  return element('p', { class: 'told' }, element('strong', {}, nameOf(page, book)), ' ', welcome);
}

function back({ say }: Page): HTMLElement {
  return element('nav', {}, step(say('back'), '#'));
}
