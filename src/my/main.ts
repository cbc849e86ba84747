import { type Language, spokenLanguage } from '../domain/language.ts';
import { button, element } from '../plain/element.ts';
import { languageOfReader } from '../plain/words.ts';
import {
  type Account,
  Door,
  type OpenBook,
  type OwnShift,
  type OwnVolunteer,
  type PublicOpportunity,
  type Way,
} from './door.ts';
import { hashOf, type Page, type Place, placeOf } from './page.ts';
import { readTyped, typeAgain } from './form.ts';
import { draftOf } from './screens/availability.ts';
import { arrivalScreen } from './screens/door.ts';
import { findScreen, joinScreen } from './screens/find.ts';
import { heading, show, step } from './screens/frame.ts';
import { opportunitiesScreen, opportunityScreen } from './screens/opportunities.ts';
import { newRegistration, registerScreen } from './screens/register.ts';
import { shiftsScreen } from './screens/shifts.ts';
import { volunteerScreen } from './screens/volunteer.ts';
import { homeScreen, leaveScreen } from './screens/home.ts';
import { addressScreen, eraseScreen, passwordScreen, profileScreen } from './screens/profile.ts';
import { say, type Word } from './words.ts';

let language = languageOfReader();
const door = new Door(
  language,
  () => say(language, 'unreachable'),
  () => location.reload(),
);
let account: Account | undefined;
let ways: readonly Way[] | undefined;
let books: readonly OpenBook[] | undefined;
/** as the server says at each arrival there */
let volunteer: OwnVolunteer | undefined;
let availability = draftOf(undefined);
/** as they stood at the last arrival at a screen that shows them */
let ownShifts: readonly OwnShift[] = [];
let opportunities: readonly PublicOpportunity[] = [];
/** what was done last, told once on the next screen */
let told: Word | undefined;
/** the account is as the server said just now */
let isFresh = false;
type MakeScreen = (page: Page) => readonly HTMLElement[];
let shown: { readonly place: Place; readonly make: MakeScreen } = { place: { at: 'home' }, make: () => [] };

function pageOf(place: Place): Page {
  return {
    language,
    door,
    say: (word, parameters) => say(language, word, parameters),
    show: (make) => draw(place, make),
    remember: () => {
      const { make } = shown;
      const typed = readTyped();
      return (done) => {
        told = done;
        draw(place, make);
        typeAgain(typed);
      };
    },
    go,
    enter: (entered, next, done) => {
      // whoever chose a language once has it at every device
      if (account === undefined) speak(spokenLanguage(entered.language));
      be(entered);
      isFresh = true;
      told = done;
      if (hashOf(next) === hashOf(place)) open();
      else go(next);
    },
    leave: (done) => {
      be(undefined);
      told = done;
      if (place.at === 'home') open();
      else go({ at: 'home' });
    },
  };
}

function be(holder: Account | undefined): void {
  account = holder;
  door.accountId = holder?.id;
}

function draw(place: Place, make: MakeScreen): void {
  shown = { place, make };
  const onLanguage = () => void switchLanguage();
  show(language, { told: told === undefined ? '' : say(language, told), onLanguage }, ...make(pageOf(place)));
  told = undefined;
}

function speak(next: Language): void {
  language = next;
  door.language = next;
}

/** The same screen in the other language, with what was typed. The account keeps it; where that fails it is this page's alone. */
async function switchLanguage(): Promise<void> {
  speak(language === 'zh' ? 'en' : 'zh');
  const typed = readTyped();
  draw(shown.place, shown.make);
  typeAgain(typed);
  if (account === undefined) return;
  const changed = await door.change({ language: language === 'zh' ? 'zh-CN' : 'en' }).catch(() => undefined);
  if (changed !== undefined) be(changed);
}

function go(place: Place): void {
  location.hash = hashOf(place);
}

/** Shows where the address points to; without a session first the door, and then there. */
function open(): void {
  const place = placeOf(location.hash);
  drawPlace(place).catch((error: Error) =>
    draw(place, () => [
      heading(say(language, 'title')),
      element('p', { class: 'problem', role: 'alert' }, error.message),
      button(say(language, 'again'), { class: 'step main' }, open),
    ]),
  );
}

async function drawPlace(place: Place): Promise<void> {
  if (ways === undefined) {
    draw(place, () => [heading(say(language, 'loading'))]);
    const [there, holder] = await Promise.all([door.listWays(), door.findAccount()]);
    ways = there;
    be(holder);
    isFresh = true;
    if (holder !== undefined) speak(spokenLanguage(holder.language));
  }
  // answers of organisations, and what was done on another device
  if (account !== undefined && !isFresh) be(await door.findAccount());
  isFresh = false;
  const isOfBooks = place.at === 'find' || place.at === 'join';
  if (account !== undefined && isOfBooks) books ??= await door.listBooks();
  if (place.at === 'volunteer') {
    if (account === undefined) books ??= await door.listBooks();
    else {
      volunteer = await door.readVolunteer();
      availability = draftOf(volunteer.profile?.availability);
    }
  }
  if (account !== undefined) await readShifts(place);
  // another place was asked for meanwhile
  if (hashOf(placeOf(location.hash)) !== hashOf(place)) return;
  const arrival = { place, ways };
  const holder = account;
  const isRegistering = place.at === 'volunteer' && holder === undefined;
  const registration = isRegistering ? newRegistration(books ?? [], place.code) : undefined;
  draw(place, (page) => {
    if (registration !== undefined) return registerScreen(page, registration);
    return holder === undefined ? arrivalScreen(page, arrival) : screenOf(page, holder, place);
  });
}

async function readShifts(place: Place): Promise<void> {
  const isShown =
    place.at === 'home' || place.at === 'leave' || place.at === 'shifts' || place.at === 'opportunity';
  const listed = () => {
    if (place.at === 'opportunities') return door.listOpportunities();
    return place.at === 'opportunity' ? door.findOpportunity(place.id).then((one) => (one ? [one] : [])) : [];
  };
  [ownShifts, opportunities] = await Promise.all([isShown ? door.listOwnShifts() : [], listed()]);
}

function screenOf(page: Page, holder: Account, place: Place): readonly HTMLElement[] {
  const proving = { account: holder, ways: ways ?? [] };
  switch (place.at) {
    case 'find':
      return findScreen(page, holder, books ?? []);
    case 'join':
      return joinScreen(page, holder, books ?? [], place.organisationId) ?? gone(page);
    case 'leave':
      return leaveScreen(page, holder, place.organisationId) ?? homeScreen(page, holder, ownShifts);
    case 'shifts':
      return shiftsScreen(page, holder, ownShifts);
    case 'opportunities':
      return opportunitiesScreen(page, opportunities);
    case 'opportunity':
      return opportunityScreen(page, holder, { found: opportunities[0], own: ownShifts });
    case 'volunteer':
      return volunteerScreen(page, holder, volunteer, availability);
    case 'profile':
      return profileScreen(page, proving);
    case 'address':
      return addressScreen(page, proving);
    case 'password':
      return passwordScreen(page, proving);
    case 'erase':
      return eraseScreen(page, proving);
    case 'home':
      return homeScreen(page, holder, ownShifts);
  }
}

/** A link to an organisation that takes nobody any more. */
function gone({ say: word }: Page): HTMLElement[] {
  return [heading(word('findTitle')), element('p', {}, word('findNone')), step(word('back'), '#')];
}

// whoever comes back to the page finds what has happened meanwhile, where nothing is being typed
document.addEventListener('visibilitychange', () => {
  if (!document.hidden && account !== undefined && shown.place.at === 'home') open();
});
window.addEventListener('hashchange', () => {
  books = undefined;
  open();
});
// from Back the page comes as it was left, perhaps with somebody who signed out since
window.addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload();
});
open();
