import { button, element } from '../../plain/element.ts';
import { dropAsked, findAsked, keepAsked } from '../asked.ts';
import { type Asked, Refusal, type Way } from '../door.ts';
import { check, exactTextOf, field, formOf, Missing, textOf } from '../form.ts';
import type { Page, Place, Proving } from '../page.ts';
import { heading, step } from './frame.ts';

interface Arrival {
  /** where somebody wanted to go */
  readonly place: Place;
  readonly ways: readonly Way[];
}

/** One line for either, as people are used to. */
export function wayOf(address: string): Way {
  return address.normalize('NFKC').includes('@') ? 'mail' : 'sms';
}

/** @throws Missing where this platform cannot send there */
function reachable({ say }: Page, ways: readonly Way[], address: string): Way {
  const way = wayOf(address);
  if (!ways.includes(way)) throw new Missing(say(way === 'sms' ? 'wayMissing' : 'mailMissing'));
  return way;
}

export function addressField({ say }: Page, ways: readonly Way[]): HTMLElement {
  const [only] = ways.length === 1 ? ways : [];
  const word = only === undefined ? 'address' : only === 'mail' ? 'addressMailOnly' : 'addressSmsOnly';
  return field({ name: 'address', label: say(word), autocomplete: 'username' });
}

/** Whoever comes; whoever had asked for a code before this page was ended goes on with it. */
export function arrivalScreen(page: Page, arrival: Arrival): HTMLElement[] {
  const asked = findAsked(Date.now());
  if (asked === undefined) return doorScreen(page, arrival);
  return codeScreen(page, signingIn(page, arrival, asked));
}

/** By a code, which signs up as well, or by a password. */
function doorScreen(page: Page, arrival: Arrival): HTMLElement[] {
  const { say } = page;
  const toPassword = () => page.show((next) => passwordScreen(next, arrival));
  const staff = element(
    'p',
    { class: 'quiet' },
    say('doorWho'),
    ' ',
    element('a', { href: '/' }, say('doorStaff')),
  );
  if (arrival.ways.length === 0)
    return [
      heading(say('doorTitle')),
      element('p', { class: 'told' }, say('noWays')),
      button(say('byPassword'), { class: 'step main' }, toPassword),
      step(say('volunteerRegister'), '#volunteer'),
      staff,
    ];
  const form = formOf(
    say('getCode'),
    async (values) => {
      const address = textOf(values, 'address');
      const asked = await page.door.askForCode(reachable(page, arrival.ways, address), address);
      keepAsked(asked, Date.now());
      page.show((next) => codeScreen(next, signingIn(next, arrival, asked)));
    },
    addressField(page, arrival.ways),
  );
  return [
    heading(say('doorTitle')),
    form,
    button(say('byPassword'), { class: 'step' }, toPassword),
    step(say('volunteerRegister'), '#volunteer'),
    staff,
  ];
}

function signingIn(page: Page, arrival: Arrival, asked: Asked): Proving {
  return {
    asked,
    onBack: () => {
      dropAsked();
      page.show((next) => doorScreen(next, arrival));
    },
    onCode: async (by, code) => {
      try {
        const entered = await page.door.signInByCode(by, code);
        dropAsked();
        page.enter(entered, arrival.place);
      } catch (error) {
        if (!(error instanceof Refusal) || error.code !== 'public_account_unknown') throw error;
        page.show((next) => nameScreen(next, arrival, by, code));
      }
    },
  };
}

function passwordScreen(page: Page, arrival: Arrival): HTMLElement[] {
  const { say } = page;
  const form = formOf(
    say('signIn'),
    async (values) => {
      const address = textOf(values, 'address');
      const password = exactTextOf(values, 'password');
      page.enter(await enterByPassword(page, address, password), arrival.place);
    },
    field({ name: 'address', label: say('addressOrName'), autocomplete: 'username' }),
    field({ name: 'password', label: say('password'), type: 'password', autocomplete: 'current-password' }),
  );
  const other = arrival.ways.length === 0 ? 'back' : 'byCode';
  return [
    heading(say('byPassword')),
    form,
    button(say(other), { class: 'step' }, () => page.show((next) => doorScreen(next, arrival))),
  ];
}

/** By an address, or by the name that one registered under. @throws Refusal, Missing */
async function enterByPassword({ door, say }: Page, given: string, password: string) {
  const isAddress = /[@＠]|^\+?[\d\s-]{7,}$/u.test(given.normalize('NFKC'));
  if (isAddress) return door.signInByPassword(wayOf(given), given, password);
  const account = await door.signInByName(given, password);
  if (account === undefined) throw new Missing(say('staffName'));
  return account;
}

/** The six digits that came. */
export function codeScreen(page: Page, { asked, onCode, onBack }: Proving): HTMLElement[] {
  const { say, door } = page;
  let newest = asked;
  const told = element('p', { class: 'quiet', role: 'status' });
  const form = formOf(
    say('goOn'),
    (values) => onCode(newest, textOf(values, 'code')),
    field({ name: 'code', label: say('code'), autocomplete: 'one-time-code', numeric: true, maxLength: 6 }),
  );
  const sendAgain = async () => {
    try {
      newest = await door.askForCode(asked.way, asked.address);
      told.textContent = say('sentAgain');
    } catch (error) {
      told.textContent = error instanceof Refusal ? error.message : say('unreachable');
    }
  };
  return [
    heading(say('codeTitle')),
    element('p', {}, say('codeSent', { address: asked.address })),
    form,
    told,
    button(say('sendAgain'), { class: 'step' }, () => void sendAgain()),
    button(say('otherAddress'), { class: 'step' }, onBack),
  ];
}

/** Nobody has an account by the address yet: it is proven, and wants a name. */
function nameScreen(page: Page, arrival: Arrival, asked: Asked, code: string): HTMLElement[] {
  const { say, door } = page;
  const form = formOf(
    say('signUp'),
    async (values) => {
      if (values.get('isOfAge') === null) throw new Missing(say('ofAgeWanted'));
      const entered = await door.signUp(asked, code, textOf(values, 'name'));
      dropAsked();
      page.enter(entered, arrival.place);
    },
    field({ name: 'name', label: say('name'), autocomplete: 'name', maxLength: 60 }),
    check('isOfAge', say('ofAge')),
    element('p', { class: 'quiet' }, say('underAge')),
  );
  return [heading(say('nameTitle')), element('p', {}, say('nameWhy')), form];
}
