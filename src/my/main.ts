import type { Language } from '../domain/language.ts';
import { button, element } from '../plain/element.ts';
import { type Account, Door, type OpenBook, type Way } from './door.ts';
import { hashOf, type Page, type Place, placeOf } from './page.ts';
import { doorScreen } from './screens/door.ts';
import { findScreen, joinScreen } from './screens/find.ts';
import { heading, show, step } from './screens/frame.ts';
import { homeScreen, leaveScreen } from './screens/home.ts';
import { addressScreen, eraseScreen, passwordScreen, profileScreen } from './screens/profile.ts';
import { say, type Word } from './words.ts';

let language: Language =
  /^zh\b/i.test(navigator.language) || !/^en\b/i.test(navigator.language) ? 'zh' : 'en';
const door = new Door(language, () => say(language, 'unreachable'));
let account: Account | undefined;
let ways: readonly Way[] | undefined;
let books: readonly OpenBook[] | undefined;
/** what was done last, told once on the next screen */
let told: Word | undefined;

function pageOf(place: Place): Page {
  return {
    language,
    door,
    say: (word, parameters) => say(language, word, parameters),
    show: draw,
    go,
    enter: (entered, next, done) => {
      // whoever chose a language once has it at every device
      if (account === undefined) speak(entered.language === 'en' ? 'en' : 'zh');
      account = entered;
      told = done;
      if (hashOf(next) === hashOf(place)) open();
      else go(next);
    },
    leave: (done) => {
      account = undefined;
      told = done;
      if (place.at === 'home') open();
      else go({ at: 'home' });
    },
  };
}

function draw(...content: readonly HTMLElement[]): void {
  show(
    language,
    { told: told === undefined ? '' : say(language, told), onLanguage: () => void switchLanguage() },
    ...content,
  );
  told = undefined;
}

function speak(next: Language): void {
  language = next;
  door.language = next;
}

/** The account keeps it; where that fails it is this page's alone. */
async function switchLanguage(): Promise<void> {
  speak(language === 'zh' ? 'en' : 'zh');
  open();
  if (account === undefined) return;
  const changed = await door
    .change(account, { language: language === 'zh' ? 'zh-CN' : 'en' })
    .catch(() => undefined);
  if (changed !== undefined) account = changed;
}

function go(place: Place): void {
  location.hash = hashOf(place);
}

/** Shows where the address points to; without a session first the door, and then there. */
function open(): void {
  const place = placeOf(location.hash);
  const page = pageOf(place);
  drawPlace(page, place).catch((error: Error) => {
    draw(
      heading(say(language, 'title')),
      element('p', { class: 'problem', role: 'alert' }, error.message),
      button(say(language, 'again'), { class: 'step main' }, open),
    );
  });
}

async function drawPlace(page: Page, place: Place): Promise<void> {
  if (ways === undefined) {
    draw(heading(say(language, 'loading')));
    [ways, account] = await Promise.all([door.listWays(), door.findAccount()]);
    if (account !== undefined) speak(account.language === 'en' ? 'en' : 'zh');
    return open();
  }
  if (account === undefined) return draw(...doorScreen(page, { place, ways }));
  if (place.at === 'find' || place.at === 'join') books ??= await door.listBooks();
  // another place was asked for meanwhile
  if (hashOf(placeOf(location.hash)) !== hashOf(place)) return undefined;
  return draw(...screenOf(page, account, place));
}

function screenOf(page: Page, holder: Account, place: Place): readonly HTMLElement[] {
  const proving = { account: holder, ways: ways ?? [] };
  switch (place.at) {
    case 'find':
      return findScreen(page, holder, books ?? []);
    case 'join':
      return joinScreen(page, holder, books ?? [], place.organisationId) ?? gone(page);
    case 'leave':
      return leaveScreen(page, holder, place.organisationId) ?? homeScreen(page, holder);
    case 'profile':
      return profileScreen(page, proving);
    case 'address':
      return addressScreen(page, proving);
    case 'password':
      return passwordScreen(page, proving);
    case 'erase':
      return eraseScreen(page, proving);
    case 'home':
      return homeScreen(page, holder);
  }
}

/** A link to an organisation that takes nobody any more. */
function gone({ say: word }: Page): HTMLElement[] {
  return [heading(word('findTitle')), element('p', {}, word('findNone')), step(word('back'), '#')];
}

window.addEventListener('hashchange', () => {
  books = undefined;
  open();
});
// from Back the page comes as it was left, perhaps with somebody who signed out since
window.addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload();
});
open();
