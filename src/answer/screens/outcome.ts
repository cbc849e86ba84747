import type { Language } from '../../domain/language.ts';
import { button, element } from '../../plain/element.ts';
import { HELD, isLossToTell, isSettled, LOST, type Outgoing, type Told } from '../deliver.ts';
import { say, type Word } from '../words.ts';
import { heading } from './frame.ts';
import { helperList, type Helpers } from './help.ts';
import { type Ask, talkForm } from './talk.ts';

export function sendingScreen(language: Language): HTMLElement[] {
  return [heading(say(language, 'sending'))];
}

/** Nobody knows yet: said plainly to whoever wrote what calls for help. */
export function waitingScreen(
  language: Language,
  helpers: Helpers,
  { isRisk, onRetry, onDone }: { isRisk: boolean; onRetry: () => void; onDone: () => void },
): HTMLElement[] {
  return [
    heading(say(language, 'waitingTitle')),
    element('p', {}, say(language, 'waitingText')),
    ...(isRisk ? [element('p', {}, say(language, 'waitingRisk')), helperList(language, helpers)] : []),
    element(
      'nav',
      {},
      button(say(language, 'done'), {}, onDone),
      button(say(language, 'retry'), { class: 'main' }, onRetry),
    ),
  ];
}

interface End {
  readonly told: Told;
  /** Whether something was answered that calls for help. */
  readonly isRisk: boolean;
  readonly ask: Ask;
  readonly onDone: () => void;
}

/** Thanks without a score, and of what was answered only what the server confirmed. */
export function endScreen(language: Language, helpers: Helpers, end: End): HTMLElement[] {
  const { told, isRisk, ask, onDone } = end;
  const risk = told.alerts > 0 ? 'thanksRisk' : 'untoldRisk';
  return [
    ...receivedWords(language, told),
    ...(isRisk || told.alerts > 0
      ? [element('p', {}, say(language, risk)), helperList(language, helpers)]
      : []),
    talkForm(language, ask),
    element('nav', {}, button(say(language, 'done'), { class: 'main' }, onDone)),
  ];
}

/** What is still here and heard by nobody, else why it does not count, else the first refusal, else thanks. */
function receivedWords(language: Language, { keptApart, refusals: codes }: Told): HTMLElement[] {
  const [apart] = keptApart;
  for (const unheard of [HELD, LOST]) if (codes.includes(unheard)) return refusalWords(language, unheard, '');
  if (apart !== undefined) {
    const known = (
      ['already_answered', 'link_void', 'other_form', 'answering_closed', 'answers_invalid'] as const
    ).find((one) => one === apart);
    return [
      heading(say(language, 'apartTitle')),
      element('p', {}, say(language, known === undefined ? 'apart_risk' : `apart_${known}`)),
    ];
  }
  const [code] = codes;
  if (code !== undefined) return refusalWords(language, code, '');
  return [heading(say(language, 'thanksTitle')), element('p', {}, say(language, 'thanksText'))];
}

/** The slip is another child's: what was begun is gone, and help is there. */
export function notMeScreen(language: Language, helpers: Helpers, ask: Ask): HTMLElement[] {
  return [
    heading(say(language, 'notMeTitle')),
    element('p', {}, say(language, 'notMeText')),
    talkForm(language, ask),
    helperList(language, helpers),
  ];
}

/** Nothing of anybody is on the screen. */
export function nextScreen(language: Language, kept: readonly Outgoing[]): HTMLElement[] {
  return [
    heading(say(language, 'nextTitle')),
    element('p', {}, say(language, 'nextText')),
    ...keptWords(language, kept),
  ];
}

/** The page came without a slip: how it is meant to be opened, and whom to turn to. */
export function noLinkScreen(language: Language, helpers: Helpers, kept: readonly Outgoing[]): HTMLElement[] {
  return [
    heading(say(language, 'noLink')),
    element('p', {}, say(language, 'noLink_text')),
    ...keptWords(language, kept),
    element('p', {}, say(language, 'helpText')),
    helperList(language, helpers),
  ];
}

/** Of what others answered on this device, how much has not arrived. */
function keptWords(language: Language, kept: readonly Outgoing[]): HTMLElement[] {
  const waiting = kept.filter(({ submissions }) => submissions.length > 0).length;
  const lost = kept.filter((one) => isSettled(one) && isLossToTell(one)).length;
  const told = (word: Word, count: number) =>
    count === 0 ? [] : [element('p', { class: 'quiet' }, say(language, word, { count }))];
  return [
    ...told('nextWaiting', waiting),
    ...told('nextHeld', kept.length - waiting - lost),
    ...told('nextLost', lost),
  ];
}

const refusals = {
  link_broken: ['link_broken', 'link_broken_text'],
  link_invalid: ['link_invalid', 'link_invalid_text'],
  answering_not_open: ['answering_not_open', 'answering_not_open_text'],
  answering_closed: ['answering_closed', 'answering_closed_text'],
  already_answered: ['already_answered', 'already_answered_text'],
  consent_not_given: ['consent_not_given', 'consent_not_given_text'],
  [HELD]: ['held', 'held_text'],
  [LOST]: ['held', 'lost_text'],
  offline: ['offline', 'offline_text'],
} as const satisfies Record<string, readonly [Word, Word]>;

function refusalWords(language: Language, code: string, day: string): HTMLElement[] {
  const known = Object.entries(refusals).find(([name]) => name === code)?.[1];
  const [title, text] = known ?? (['failed', 'failed_text'] as const);
  return [heading(say(language, title)), element('p', {}, say(language, text, { day }))];
}

/** Why there is nothing to answer, and what to do about it. */
export function refusalScreen(
  language: Language,
  code: string,
  { day = '', ask, helpers }: { day?: string; ask?: Ask | undefined; helpers?: Helpers } = {},
): HTMLElement[] {
  return [
    ...refusalWords(language, code, day),
    ...(ask === undefined ? [] : [talkForm(language, ask)]),
    ...(helpers === undefined
      ? []
      : [element('p', {}, say(language, 'helpText')), helperList(language, helpers)]),
  ];
}
