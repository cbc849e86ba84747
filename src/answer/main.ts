import { helpLines } from '../domain/campaigns/help-lines.ts';
import type { Language } from '../domain/language.ts';
import type { Answer } from '../domain/scoring/score.ts';
import { deliver, waitBefore } from './deliver.ts';
import { fetchForm, type Said, sendTalkRequest } from './door.ts';
import { hasRisk, isRisk, type Journey, questionsOf, startJourney, withAnswer } from './journey.ts';
import { type Done, findLocalCopy, saveLocalCopy } from './local-copy.ts';
import { makeResponseId } from './response-id.ts';
import { heading, show } from './screens/frame.ts';
import { type Helpers, isHelpWithoutAsking, showHelp } from './screens/help.ts';
import { refusalScreen, sendingScreen, thanksScreen, waitingScreen } from './screens/outcome.ts';
import { questionScreen } from './screens/question.ts';
import type { Ask, TalkUrgency } from './screens/talk.ts';
import { welcomeScreen } from './screens/welcome.ts';
import { say } from './words.ts';

const token = location.hash.slice(1);
/** Before a form was loaded there is no station to name, yet help there must be. */
const anybody: Helpers = { contact: null, helpLines: [...helpLines], station: { zh: '', en: '' } };

let language: Language =
  /^zh\b/i.test(navigator.language) || !/^en\b/i.test(navigator.language) ? 'zh' : 'en';
/** Whether the server knows the link: then a pupil may ask for a social worker by it. */
let isKnown = false;
let attempt = 0;
let retryTimer: ReturnType<typeof setTimeout> | undefined;
let redraw: () => void = () => undefined;

/** Shows a screen again whenever the language changes. */
function draw(helpers: Helpers, makeScreen: (language: Language) => HTMLElement[]): void {
  const openHelp = () => showHelp(language, helpers, { isRisk: false, ask: askIfKnown() });
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
  if (isKnown && isHelpWithoutAsking()) openHelp();
}

/** Each wish has its own id for as long as the page is open: sent again, it is the same. */
const askIds = new Map<string, string>();
const ask: Ask = (urgency: TalkUrgency, words: string): Promise<Said<unknown>> => {
  const wish = `${urgency} ${words}`;
  const id = askIds.get(wish) ?? newId();
  askIds.set(wish, id);
  return sendTalkRequest({ id, invitationToken: token, urgency, ...(words === '' ? {} : { words }) });
};
const askIfKnown = (): Ask | undefined => (isKnown ? ask : undefined);

function newId(): string {
  return makeResponseId(Date.now(), crypto.getRandomValues(new Uint8Array(10)));
}

/** The journey on the screen is always the one on the phone. */
function keep(journey: Journey): Journey {
  const kept = { ...journey, language };
  saveLocalCopy(token, kept);
  return kept;
}

async function open(): Promise<void> {
  draw(anybody, () => [heading(say(language, 'loading'))]);
  const copy = findLocalCopy(token);
  if (copy !== undefined) language = 'done' in copy ? copy.journey.language : copy.language;
  isKnown = copy !== undefined;
  if (copy !== undefined && 'done' in copy) return thank(copy);
  if (copy !== undefined && copy.finishedAt !== null) return submit(copy);
  const said = await fetchForm(token);
  if (said.kind !== 'unreachable') isKnown = said.kind === 'answer' || said.code !== 'link_invalid';
  if (said.kind === 'answer') {
    return copy === undefined ? goTo(begin(said.value), 0) : goTo(copy, copy.step === 0 ? 0 : copy.step);
  }
  // without a connection what was begun goes on
  if (said.kind === 'unreachable' && copy !== undefined) return goTo(copy, copy.step);
  if (said.kind === 'unreachable') {
    later(() => void open());
    return draw(anybody, () => refusalScreen(language, 'offline'));
  }
  draw(copy?.form ?? anybody, () =>
    refusalScreen(language, said.code, { opensAt: said.opensAt, ask: askIfKnown() }),
  );
}

function begin(form: Journey['form']): Journey {
  return startJourney(form, language, newId);
}

/** Step 0 is the welcome; behind the last question it is submitted. */
function goTo(from: Journey, step: number): void {
  if (step > questionsOf(from).length) {
    void submit({ ...from, finishedAt: new Date().toISOString() });
    return;
  }
  let journey = keep({ ...from, step });
  draw(journey.form, () => {
    const current = { ...journey, language };
    if (step === 0) return welcomeScreen(current, () => goTo(journey, 1));
    return questionScreen(current, {
      onAnswer: (answer) => {
        journey = answerStep(journey, answer);
      },
      onBack: () => goTo(journey, step - 1),
      onNext: () => goTo(journey, step + 1),
    });
  });
}

/** Kept first, and help shown in the same moment: before anything is submitted, with or without a connection. */
function answerStep(journey: Journey, answer: Answer): Journey {
  const question = questionsOf(journey)[journey.step - 1];
  if (question === undefined) return journey;
  const answered = keep(withAnswer(journey, question, answer));
  if (isRisk(question, answer)) showHelp(language, journey.form, { isRisk: true, ask });
  return answered;
}

async function submit(finished: Journey): Promise<void> {
  const journey = keep(finished);
  draw(journey.form, sendingScreen);
  const delivery = await deliver(token, journey, keep);
  if (delivery.kind === 'waiting') {
    const again = () => void submit(delivery.journey);
    later(again);
    return draw(journey.form, () => waitingScreen(language, again));
  }
  if (delivery.kind === 'refused') {
    return draw(journey.form, () => refusalScreen(language, delivery.code, { ask }));
  }
  const { contact, helpLines: lines, station, title } = journey.form;
  const done: Done = {
    done: true,
    journey: { language, form: { contact, helpLines: lines, station, title } },
    isRisk: hasRisk(journey),
  };
  // the answers leave the phone: others may use it after
  saveLocalCopy(token, done);
  thank(done);
}

function thank({ journey, isRisk: wasRisk }: Done): void {
  draw(journey.form, () => thanksScreen(language, journey.form, { isRisk: wasRisk, ask }));
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

// a newly scanned link in the same tab
window.addEventListener('hashchange', () => location.reload());
if ('serviceWorker' in navigator) {
  // without it only a reload without a connection fails
  navigator.serviceWorker.register('/a/worker.js').catch(() => undefined);
}
void open();
