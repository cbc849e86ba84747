import { button, element } from '../../plain/element.ts';
import { type Journey, questionsOf } from '../journey.ts';
import { say, sayInstant } from '../words.ts';
import { heading } from './frame.ts';

const SECONDS_PER_QUESTION = 15;

/**
 * Who is meant, what this is, who sees it, and that nothing has to be answered: before the first question, and again
 * before what was begun goes on.
 */
export function welcomeScreen(
  journey: Journey,
  { isWaiting, onBegin, onNotMe }: { isWaiting: boolean; onBegin: () => void; onNotMe: () => void },
): HTMLElement[] {
  const { language, form } = journey;
  const count = questionsOf(journey).length;
  const minutes = Math.max(1, Math.round((count * SECONDS_PER_QUESTION) / 60));
  const isKnown = form.respondent !== null;
  const hasBegun = Object.keys(journey.answers).length > 0;
  const sentences = [
    say(language, 'welcomeAsk', { station: form.station[language] }),
    say(language, 'welcomeLength', { count, minutes }),
    say(language, 'welcomeRight'),
    say(language, isKnown ? 'welcomeWho' : 'welcomeKept'),
  ];
  return [
    heading(form.title[language]),
    whoIsMeant(journey),
    ...(isWaiting ? [element('p', {}, say(language, 'welcomeWaiting'))] : []),
    ...sentences.map((sentence) => element('p', {}, sentence)),
    // what another slip asked may not be what this one asks, and the day may be another
    form.isOfAnother !== true
      ? element(
          'p',
          { class: 'quiet' },
          say(language, 'welcomeUntil', { day: sayInstant(language, form.closesAt, form.timeZone) }),
        )
      : element('p', { class: 'quiet' }, say(language, 'welcomeOther')),
    element(
      'nav',
      {},
      button(say(language, 'notMe'), {}, onNotMe),
      button(say(language, hasBegun ? 'resume' : 'begin'), { class: 'main' }, onBegin),
    ),
  ];
}

function whoIsMeant({ language, form: { respondent } }: Journey): HTMLElement {
  if (respondent === null) return element('p', { class: 'who' }, say(language, 'whoUnknown'));
  const { surname, className, seat } = respondent;
  return element(
    'p',
    { class: 'who' },
    say(language, 'whoAsk', { surname, className }),
    seat === null ? undefined : element('span', {}, say(language, 'whoSeat', { seat })),
  );
}
