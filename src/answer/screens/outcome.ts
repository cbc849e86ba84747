import type { Language } from '../../domain/language.ts';
import { button, element } from '../element.ts';
import { say, sayInstant, type Word } from '../words.ts';
import { heading } from './frame.ts';
import { helperList, type Helpers } from './help.ts';
import { type Ask, talkForm } from './talk.ts';

export function sendingScreen(language: Language): HTMLElement[] {
  return [heading(say(language, 'sending'))];
}

export function waitingScreen(language: Language, onRetry: () => void): HTMLElement[] {
  return [
    heading(say(language, 'waitingTitle')),
    element('p', {}, say(language, 'waitingText')),
    element('nav', {}, button(say(language, 'retry'), { class: 'main' }, onRetry)),
  ];
}

/** Thanks without a score: what the answers mean is told by a person. */
export function thanksScreen(
  language: Language,
  helpers: Helpers,
  { isRisk, ask }: { isRisk: boolean; ask: Ask },
): HTMLElement[] {
  return [
    heading(say(language, 'thanksTitle')),
    element('p', {}, say(language, 'thanksText')),
    ...(isRisk ? [element('p', {}, say(language, 'thanksRisk')), helperList(language, helpers)] : []),
    talkForm(language, ask),
  ];
}

const refusals = {
  link_invalid: ['link_invalid', 'link_invalid_text'],
  answering_not_open: ['answering_not_open', 'answering_not_open_text'],
  answering_closed: ['answering_closed', 'answering_closed_text'],
  already_answered: ['already_answered', 'already_answered_text'],
  consent_not_given: ['consent_not_given', 'consent_not_given_text'],
  offline: ['offline', 'offline_text'],
} as const satisfies Record<string, readonly [Word, Word]>;

/** Why there is nothing to answer, and what to do about it. */
export function refusalScreen(
  language: Language,
  code: string,
  { opensAt, ask }: { opensAt?: string | undefined; ask?: Ask | undefined } = {},
): HTMLElement[] {
  const known = Object.entries(refusals).find(([name]) => name === code)?.[1];
  const [title, text] = known ?? (['failed', 'failed_text'] as const);
  const day = opensAt === undefined ? '' : sayInstant(language, opensAt);
  return [
    heading(say(language, title)),
    element('p', {}, say(language, text, { day })),
    ...(ask === undefined ? [] : [talkForm(language, ask)]),
  ];
}
