import { helpLines } from '../domain/campaigns/help-lines.ts';
import type { TalkUrgency } from '../domain/casework/asking-for-help.ts';
import type { Language } from '../domain/language.ts';
import type { Answer } from '../domain/scoring/score.ts';
import {
  deliver,
  isJudged,
  isLossToTell,
  isSettled,
  outgoing,
  type Outgoing,
  waitBefore,
} from './deliver.ts';
import { fetchForm, sendTalkRequest } from './door.ts';
import {
  hasRisk,
  isRisk,
  type Journey,
  questionsOf,
  roundFormOf,
  startJourney,
  submissionsOf,
  withAnswer,
  withKnownForm,
} from './journey.ts';
import {
  dropDraft,
  dropOldDrafts,
  dropOutgoing,
  findDraft,
  findWaitingForm,
  forgetLink,
  IDLE_MS,
  isWholeLink,
  keepDraft,
  keepOutgoing,
  listOutgoing,
  takeLink,
} from './local-copy.ts';
import { newId } from '../plain/new-id.ts';
import { closeDialogs, heading, show } from './screens/frame.ts';
import { type Helpers, isHelpWithoutAsking, showHelp } from './screens/help.ts';
import {
  endScreen,
  nextScreen,
  noLinkScreen,
  notMeScreen,
  refusalScreen,
  sendingScreen,
  waitingScreen,
} from './screens/outcome.ts';
import { questionScreen } from './screens/question.ts';
import type { Ask } from './screens/talk.ts';
import { welcomeScreen } from './screens/welcome.ts';
import { languageOfReader } from '../plain/words.ts';
import { say, sayInstant } from './words.ts';

/** Before a form was loaded there is no station to name, yet help there must be. */
const anybody: Helpers = { contact: null, helpLines: [...helpLines], station: { zh: '', en: '' } };

let language = languageOfReader();
let token = '';
/**
 * In whose name help is asked for: of the person of the slip while it is theirs, then of the class, since somebody else
 * may hold the device; nobody while the server does not know the link.
 */
let asksAs: Ask['as'] | undefined;
/** What was submitted from this screen: it is sent by its own. */
let submittedId: string | undefined;
let attempt = 0;
let retryTimer: ReturnType<typeof setTimeout> | undefined;
let redraw: () => void = () => undefined;

/** Shows a screen again whenever the language changes. */
function draw(helpers: Helpers, makeScreen: (language: Language) => HTMLElement[]): void {
  const openHelp = () => showHelp(language, helpers, { ask: asker() });
  redraw = () =>
    show(
      language,
      helpers.station[language],
      {
        onLanguage: () => {
          language = language === 'zh' ? 'en' : 'zh';
          redraw();
        },
        onHelp: openHelp,
      },
      ...makeScreen(language),
    );
  redraw();
  // a pupil who asked for help before the link was known need not ask twice
  if (asksAs !== undefined && isHelpWithoutAsking()) openHelp();
}

/** Each wish has its own id for as long as the page is open: sent again, it is the same. */
const askIds = new Map<string, string>();
function asker(as: Ask['as'] | undefined = asksAs): Ask | undefined {
  if (as === undefined || token === '') return undefined;
  const invitationToken = token;
  const send = (urgency: TalkUrgency, words: string) => {
    const wish = `${invitationToken} ${as} ${urgency} ${words}`;
    const id = askIds.get(wish) ?? newId();
    askIds.set(wish, id);
    const own = words === '' ? {} : { words };
    return sendTalkRequest({ id, invitationToken, urgency, ...own, isMine: as === 'respondent' });
  };
  return { as, send };
}

async function open(isNew: boolean): Promise<void> {
  dropOldDrafts(Date.now());
  if (token === '') return wasReloaded() ? showNext() : showNoLink();
  if (!isWholeLink(token)) return showBrokenLink();
  draw(anybody, () => [heading(say(language, 'loading'))]);
  // the server says by what it has whether the slip was answered
  for (const one of listOutgoing()) if (one.token === token) settle(await deliver(one, settle));
  const draft = findDraft(token, Date.now());
  if (draft !== undefined) {
    ({ language } = draft);
    asksAs = draft.form.respondent === null ? 'class' : 'respondent';
  }
  const said = await fetchForm(token);
  if (said.kind === 'answer') {
    asksAs = 'respondent';
    if (draft === undefined) return welcome(startJourney(said.value, language, newId));
    // begun without a connection: now it is known whose the slip is, and what it asks
    if (draft.form.respondent !== null) return resume(draft, isNew);
    return resume(withKnownForm(draft, said.value, newId), true);
  }
  // without a connection what was begun goes on
  // and so it does where nobody judged the slip
  const isHeard = said.kind !== 'unreachable' && isJudged(said.code);
  if (draft !== undefined && !isHeard) return resume(draft, isNew);
  if (said.kind === 'unreachable') {
    const form = findWaitingForm(token, Date.now());
    if (form !== undefined) {
      asksAs = 'class';
      return welcome(startJourney({ ...form, respondent: null, answeredIds: [] }, language, newId));
    }
    later(() => void open(isNew));
    return draw(anybody, () => refusalScreen(language, 'offline'));
  }
  leave();
  // a void link tells the class, and any other may be in the hands of somebody else by now
  asksAs = 'class';
  const { code, opensAt, timeZone } = said;
  draw(anybody, () => {
    const day = opensAt === undefined ? '' : sayInstant(language, opensAt, timeZone ?? 'UTC');
    return refusalScreen(language, code, { day, ask: asker(), helpers: anybody });
  });
}

/** A slip that is scanned again asks again who holds it; a reload goes on where it was. */
function resume(journey: Journey, isNew: boolean): void {
  if (isNew || journey.step === 0) welcome(journey);
  else goTo(journey, journey.step);
}

function welcome(journey: Journey): void {
  draw(journey.form, () =>
    welcomeScreen(
      { ...journey, language },
      {
        isWaiting: listOutgoing().some((one) => one.token === token && !isSettled(one)),
        onBegin: () => goTo(journey, Math.max(1, journey.step)),
        onNotMe: () => refuseSlip(journey.form),
      },
    ),
  );
}

/** Nothing of the person of this slip is left on the device; submitted answers stay until the server has them. */
function leave(): void {
  dropDraft(token);
  forgetLink();
  closeDialogs();
  asksAs = undefined;
}

function refuseSlip(helpers: Helpers): void {
  leave();
  asksAs = 'class';
  const ask = asker();
  if (ask !== undefined) draw(helpers, () => notMeScreen(language, helpers, ask));
}

function showNext(): void {
  leave();
  token = '';
  draw(anybody, () => nextScreen(language, listOutgoing()));
}

/** Opened by hand, or by a link that lost its secret on the way. */
function showNoLink(): void {
  draw(anybody, () => noLinkScreen(language, anybody, listOutgoing()));
}

function showBrokenLink(): void {
  leave();
  token = '';
  draw(anybody, () => refusalScreen(language, 'link_broken', { helpers: anybody }));
}

/** A reload of the screen that ends a journey is no link that was opened. */
function wasReloaded(): boolean {
  const [opened] = performance.getEntriesByType('navigation');
  return opened instanceof PerformanceNavigationTiming && opened.type === 'reload';
}

/** Behind the last question it is submitted. */
function goTo(from: Journey, step: number): void {
  if (step > questionsOf(from).length) {
    void submit(from);
    return;
  }
  if (step === 0) return welcome({ ...from, step });
  let journey = { ...from, step };
  keepDraft(token, { ...journey, language }, Date.now());
  draw(journey.form, () =>
    questionScreen(
      { ...journey, language },
      {
        onAnswer: (answer) => {
          journey = answerStep(journey, answer);
        },
        onBack: () => goTo(journey, step - 1),
        onNext: () => goTo(journey, step + 1),
        onNotMe: () => refuseSlip(journey.form),
      },
    ),
  );
}

/** Kept first, and help shown in the same moment: before anything is submitted, with or without a connection. */
function answerStep(journey: Journey, answer: Answer): Journey {
  const question = questionsOf(journey)[journey.step - 1];
  if (question === undefined) return journey;
  const opensHelp = isRisk(question, answer) && journey.isHelpShown !== true;
  const answered = withAnswer(journey, question, answer);
  const kept = opensHelp ? { ...answered, isHelpShown: true } : answered;
  keepDraft(token, { ...kept, language }, Date.now());
  if (opensHelp) {
    const notYet = journey.form.respondent === null ? 'helpKept' : 'helpNotYet';
    showHelp(language, journey.form, { notYet, ask: asker() });
  }
  return kept;
}

async function submit(journey: Journey): Promise<void> {
  const all = outgoing({
    id: newId(),
    token,
    form: roundFormOf(journey.form),
    submissions: submissionsOf(journey, token, new Date().toISOString()),
  });
  submittedId = all.id;
  keepOutgoing(all);
  leave();
  draw(journey.form, sendingScreen);
  await send(all, journey);
}

async function send(from: Outgoing, { form, ...answered }: Journey): Promise<void> {
  const left = await deliver(from, settle);
  // somebody else has the device by now
  if (left.token !== token || left.id !== submittedId) return;
  const journey = { ...answered, form };
  const risk = hasRisk(journey);
  if (left.submissions.length > 0) {
    const again = () => void send(left, journey);
    later(again);
    return draw(form, () =>
      waitingScreen(language, form, { isRisk: risk, onRetry: again, onDone: showNext }),
    );
  }
  asksAs = 'class';
  const ask = asker();
  if (ask === undefined) return showNext();
  draw(form, () => endScreen(language, form, { told: left.told, isRisk: risk, ask, onDone: showNext }));
}

/** What is still to be sent stays, and that something was lost; the rest leaves the device. */
function settle(left: Outgoing): void {
  if (isSettled(left) && !isLossToTell(left)) dropOutgoing(left);
  else keepOutgoing(left);
}

/** What others submitted on this device without a connection. */
async function sendOthers(): Promise<void> {
  const others = listOutgoing().filter(({ id }) => token === '' || id !== submittedId);
  let isWaiting = false;
  for (const one of others) {
    const left = await deliver(one, settle);
    settle(left);
    isWaiting ||= left.submissions.length > 0;
  }
  if (isWaiting) setTimeout(() => void sendOthers(), waitBefore(3, Math.random()));
  if (others.length > 0 && token === '') redraw();
}

/** Again after a while, or at once when the connection is back. */
function later(run: () => void): void {
  clearTimeout(retryTimer);
  const runOnce = () => {
    clearTimeout(retryTimer);
    window.removeEventListener('online', runOnce);
    run();
  };
  retryTimer = setTimeout(runOnce, waitBefore(attempt, Math.random()));
  attempt += 1;
  window.addEventListener('online', runOnce);
}

/** Whoever does not touch the page for so long has gone: the next one must find nothing. */
function watchIdleness(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const restart = () => {
    clearTimeout(timer);
    timer = setTimeout(showNext, IDLE_MS);
  };
  for (const touch of ['pointerdown', 'keydown', 'touchstart', 'input']) {
    document.addEventListener(touch, restart, { passive: true });
  }
  // timers stand still while the device sleeps
  let hiddenAt = Date.now();
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) hiddenAt = Date.now();
    else if (Date.now() - hiddenAt > IDLE_MS) showNext();
  });
  restart();
}

/** From Back the page comes as it was left, with whoever was on it: it begins anew instead. */
window.addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload();
});
// a newly scanned link in the same tab; without one it is this page's own clearing of the address
window.addEventListener('hashchange', () => {
  if (location.hash !== '') location.reload();
});
window.addEventListener('online', () => void sendOthers());
if ('serviceWorker' in navigator) {
  // without it only a reload without a connection fails
  navigator.serviceWorker.register('/a/worker.js').catch(() => undefined);
}
const link = takeLink();
({ token } = link);
watchIdleness();
void open(link.isNew);
void sendOthers();
