import { type Language, spokenLanguage } from '../domain/language.ts';
import { button, element } from '../plain/element.ts';
import { languageOfReader } from '../plain/words.ts';
import type { OwnCertificateView } from '../contract/certificates.ts';
import { Attendance } from './attendance.ts';
import {
  type Account,
  Door,
  type OpenBook,
  type OwnHours,
  type OwnRecognition,
  type OwnShift,
  type OwnVolunteer,
  type PublicOpportunity,
  Refusal,
  type Way,
} from './door.ts';
import { hashOf, type Page, type Place, placeOf } from './page.ts';
import { readTyped, typeAgain } from './form.ts';
import { draftOf } from './screens/availability.ts';
import {
  type AtShift,
  checkInByQr,
  checkInScreen,
  type OwnTime,
  shiftsAtStation,
  stationScreen,
  wasThere,
} from './screens/attendance.ts';
import { noNetworkScreen } from './screens/no-network.ts';
import { certificatesScreen } from './screens/certificates.ts';
import { arrivalScreen } from './screens/door.ts';
import { evaluateScreen } from './screens/evaluate.ts';
import { findScreen, joinScreen } from './screens/find.ts';
import { heading, show, step } from './screens/frame.ts';
import { claimScreen, hoursScreen } from './screens/hours.ts';
import { opportunitiesScreen, opportunityScreen } from './screens/opportunities.ts';
import { recognitionScreen } from './screens/recognition.ts';
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
const attendance = new Attendance(door, { onSent, noShiftThen: () => say(language, 'noShiftThen') });
let account: Account | undefined;
let ways: readonly Way[] | undefined;
let books: readonly OpenBook[] | undefined;
/** as the server says at each arrival there */
let volunteer: OwnVolunteer | undefined;
let availability = draftOf(undefined);
/** as they stood at the last arrival at a screen that shows them */
let ownShifts: readonly OwnShift[] | undefined;
let hours: OwnHours | undefined;
let certificates: readonly OwnCertificateView[] = [];
let recognition: readonly OwnRecognition[] = [];
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
    attendance,
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
      attendance.forget();
      be(undefined);
      told = done;
      if (place.at === 'home') open();
      else go({ at: 'home' });
    },
  };
}

function be(holder: Account | undefined): void {
  if (holder?.id !== account?.id) {
    ownShifts = undefined;
    hours = undefined;
    recognition = [];
  }
  account = holder;
  door.accountId = holder?.id;
  if (holder !== undefined) attendance.belongTo(holder.id);
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
    ways = await arrive();
    if (ways === undefined) return drawWithoutNetwork(place);
  }
  // answers of organisations, and what was done on another device
  if (account !== undefined && !isFresh) be(await orLast(place, door.findAccount(), account));
  isFresh = false;
  const isOfBooks = place.at === 'find' || place.at === 'join';
  if (account !== undefined && isOfBooks) books ??= await door.listBooks();
  if (account === undefined) {
    if (place.at === 'volunteer') books ??= await door.listBooks();
  } else {
    // where they live says what is near
    if (place.at === 'volunteer' || place.at === 'opportunities') volunteer = await door.readVolunteer();
    if (place.at === 'volunteer') availability = draftOf(volunteer?.profile?.availability);
    await readShifts(place);
    void attendance.send();
  }
  if (isLeft(place)) return;
  const arrival = { place, ways };
  const holder = account;
  if (holder !== undefined && (place.at === 'check-in' || place.at === 'station'))
    return place.at === 'station' ? drawStation(place) : drawCheckIn(holder, place);
  const isRegistering = place.at === 'volunteer' && holder === undefined;
  const registration = isRegistering ? newRegistration(books ?? [], place.code) : undefined;
  draw(place, (page) => {
    if (registration !== undefined) return registerScreen(page, registration);
    return holder === undefined ? arrivalScreen(page, arrival) : screenOf(page, holder, place);
  });
}

/** Who is signed in. @returns how one may be; undefined: the server cannot be reached, and whose telephone it is is known */
async function arrive(): Promise<readonly Way[] | undefined> {
  // what the page knew without a network is not to be taken for what the server says
  door.accountId = undefined;
  const spoken = language;
  try {
    const [there, holder] = await Promise.all([door.listWays(), door.findAccount()]);
    be(holder);
    isFresh = true;
    // whoever chose another one meanwhile has it
    if (holder !== undefined && language === spoken) speak(spokenLanguage(holder.language));
    return there;
  } catch (error) {
    if (!isUnreachable(error) || attendance.holderId === undefined) throw error;
    door.accountId = attendance.holderId;
    return undefined;
  }
}

/** With the code of a QR it is kept by itself, as it would be sent. */
async function drawWithoutNetwork(place: Place): Promise<void> {
  let next = place;
  if ((place.at === 'check-in' || place.at === 'station') && place.code !== undefined) {
    const shiftId = place.at === 'check-in' ? place.shiftId : null;
    next = shiftId === null ? { at: 'home' } : { at: 'check-in', shiftId };
    history.replaceState(null, '', hashOf(next));
    await attendance.arrive(shiftId, { code: place.code });
  }
  const shiftId = next.at === 'check-in' ? next.shiftId : null;
  // sent at once, it was no more without a network
  const onDone = () => void (attendance.waiting.length === 0 ? open() : drawWithoutNetwork(next));
  draw(next, (page) => noNetworkScreen(page, { shiftId, onDone, onAgain: open }));
}

/** Another place was asked for meanwhile. */
const isLeft = (place: Place) => hashOf(placeOf(location.hash)) !== hashOf(place);
const ownTime = (): OwnTime => ({ shifts: ownShifts ?? [], hours });

function drawStation(place: Place & { at: 'station' }): void {
  const { siteId, code } = place;
  const found = shiftsAtStation(pageOf(place), ownTime(), siteId);
  const [only] = found;
  if (only !== undefined && found.length === 1)
    location.replace(hashOf({ at: 'check-in', shiftId: only.shiftId, code }));
  else draw(place, (page) => stationScreen(page, found, code));
}

/** With the code of a QR it checks in by itself, once: the code leaves the address, so that neither Back nor a reload sends it again. */
async function drawCheckIn(holder: Account, place: Place & { at: 'check-in' }): Promise<void> {
  const { shiftId, code } = place;
  const at: AtShift = { own: ownTime(), shiftId, code, problem: '' };
  if (code === undefined || wasThere(pageOf(place), at.own, shiftId)) {
    draw(place, (page) => checkInScreen(page, holder, at));
    return;
  }
  const typed: Place = { at: 'check-in', shiftId };
  history.replaceState(null, '', hashOf(typed));
  draw(typed, ({ say: word }) => [heading(word('checkingIn'))]);
  const problem = (await checkInByQr(pageOf(typed), at, code)) ?? '';
  await readShifts(typed);
  if (isLeft(typed)) return;
  const own = ownTime();
  draw(typed, (page) => checkInScreen(page, holder, { ...at, own, problem }));
}

/** Whose screens do with what was read last where there is no network: whoever stands at the door of a shift checks in all the same. */
const WITHOUT_NETWORK = new Set<Place['at']>(['home', 'shifts', 'check-in', 'station', 'hours']);

const isUnreachable = (error: unknown) => error instanceof Refusal && error.code === 'unreachable';

async function orLast<Value>(place: Place, asked: Promise<Value>, last: Value | undefined): Promise<Value> {
  try {
    return await asked;
  } catch (error) {
    if (!isUnreachable(error) || last === undefined || !WITHOUT_NETWORK.has(place.at)) throw error;
    return last;
  }
}

const SHOW_HOURS = new Set<Place['at']>([...WITHOUT_NETWORK, 'leave', 'claim', 'certificates']);

const SHOW_RECOGNITION = new Set<Place['at']>(['hours', 'recognition', 'evaluate']);

async function readShifts(place: Place): Promise<void> {
  const showsHours = SHOW_HOURS.has(place.at);
  const showsShifts = showsHours || place.at === 'opportunity';
  const listed = () => {
    if (place.at === 'opportunities') return door.listOpportunities();
    return place.at === 'opportunity' ? door.findOpportunity(place.id).then((one) => (one ? [one] : [])) : [];
  };
  [ownShifts, hours, opportunities, certificates, recognition] = await Promise.all([
    showsShifts ? orLast(place, door.listOwnShifts(), ownShifts) : ownShifts,
    showsHours ? orLast(place, door.readHours(), hours) : hours,
    listed(),
    place.at === 'certificates' ? door.listCertificates() : [],
    SHOW_RECOGNITION.has(place.at) ? orLast(place, door.readRecognition(), recognition) : recognition,
  ]);
}

function screenOf(page: Page, holder: Account, place: Place): readonly HTMLElement[] {
  const proving = { account: holder, ways: ways ?? [] };
  switch (place.at) {
    case 'find':
      return findScreen(page, holder, books ?? []);
    case 'join':
      return joinScreen(page, holder, books ?? [], place.organisationId) ?? gone(page);
    case 'leave':
      return leaveScreen(page, holder, place.organisationId) ?? homeScreen(page, holder, ownTime());
    case 'shifts':
      return shiftsScreen(page, holder, ownTime());
    case 'opportunities':
      return opportunitiesScreen(page, opportunities, volunteer?.profile?.regionCode ?? null);
    case 'opportunity':
      return opportunityScreen(page, holder, { found: opportunities[0], own: ownShifts ?? [] });
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
    case 'hours':
      return hoursScreen(page, ownTime(), recognition);
    case 'claim': {
      const { shiftId, serviceId } = place;
      return (
        claimScreen(page, holder, { own: ownTime(), shiftId, serviceId }) ??
        hoursScreen(page, ownTime(), recognition)
      );
    }
    case 'recognition':
      return recognitionScreen(page, holder, recognition);
    case 'evaluate':
      return (
        evaluateScreen(page, holder, { recognition, shiftId: place.shiftId }) ??
        recognitionScreen(page, holder, recognition)
      );
    case 'certificates':
      return certificatesScreen(page, holder, { certificates, hours });
    default:
      return homeScreen(page, holder, ownTime());
  }
}

/** A link to an organisation that takes nobody any more. */
function gone({ say: word }: Page): HTMLElement[] {
  return [heading(word('findTitle')), element('p', {}, word('findNone')), step(word('back'), '#')];
}

/** What the screen says of it is not so any more. */
function onSent(): void {
  if (account !== undefined && WITHOUT_NETWORK.has(shown.place.at) && !isTyping()) open();
}

const isTyping = () => [...readTyped().values()].some((value) => value !== '' && value !== false);

/** Whether the server is there by now, without a word on the screen; then what it says. */
async function lookAgain(): Promise<void> {
  const isThere = await door.listWays().then(
    () => true,
    () => false,
  );
  if (isThere && ways === undefined && !isTyping()) open();
}

const AGAIN_MS = 30_000;
const send = () => {
  if (account !== undefined) void attendance.send();
  else if (ways === undefined) void lookAgain();
};
setInterval(send, AGAIN_MS);
window.addEventListener('online', send);
// whoever comes back to the page finds what has happened meanwhile, where nothing is being typed
document.addEventListener('visibilitychange', () => {
  if (document.hidden) return;
  if (account !== undefined && shown.place.at === 'home') open();
  else send();
});
window.addEventListener('hashchange', () => {
  books = undefined;
  open();
});
// from Back the page comes as it was left, perhaps with somebody who signed out since
window.addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload();
});
if ('serviceWorker' in navigator) {
  // without it the page opens only where there is a network
  navigator.serviceWorker.register('/my/worker.js').catch(() => undefined);
}
open();
