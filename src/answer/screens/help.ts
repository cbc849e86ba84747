import type { Language } from '../../domain/language.ts';
import { button, element } from '../../plain/element.ts';
import type { AnswerForm } from '../journey.ts';
import { say } from '../words.ts';
import { type Ask, talkForm } from './talk.ts';

export type Helpers = Pick<AnswerForm, 'contact' | 'helpLines' | 'station'>;

/** Whom to turn to, each number one tap away: the station's own worker first. */
export function helperList(language: Language, { contact, helpLines, station }: Helpers): HTMLElement {
  const worker = say(language, 'helpStation');
  const own =
    contact === null
      ? helper(language, worker, station[language], null)
      : helper(language, contact.name, worker, contact.phone);
  const lines = helpLines.map(({ number, name, when }) =>
    helper(language, name[language], when[language], number),
  );
  return element(
    'div',
    {},
    element('ul', { class: 'helpers' }, own, ...lines),
    element('p', {}, say(language, 'helpAdult')),
  );
}

function helper(language: Language, name: string, when: string, number: string | null): HTMLElement {
  const who = element('div', {}, element('strong', {}, name), element('span', {}, when));
  if (number === null) return element('li', {}, who);
  const href = `tel:${number.replace(/[^0-9+]/g, '')}`;
  const call = element('a', { class: 'call', href }, say(language, 'call', { number }));
  return element('li', {}, who, call);
}

/** Whether help is open that could not offer to ask for a social worker yet. */
export function isHelpWithoutAsking(): boolean {
  return document.querySelector('dialog[data-without-asking]') !== null;
}

/**
 * Opens over the question, which is still there afterwards.
 * @param notYet what is said of the answer that asked for it; undefined: a tap on help did
 * @param ask undefined while the server does not know the link
 */
export function showHelp(
  language: Language,
  helpers: Helpers,
  { notYet, ask }: { notYet?: 'helpNotYet' | 'helpKept'; ask: Ask | undefined },
): void {
  document.querySelector('dialog')?.remove();
  const isRisk = notYet !== undefined;
  const title = element(
    'h2',
    { id: 'help-title', tabindex: -1 },
    say(language, isRisk ? 'riskTitle' : 'helpTitle'),
  );
  const dialog = element(
    'dialog',
    { 'aria-labelledby': 'help-title', 'data-without-asking': ask === undefined },
    title,
    element('p', {}, say(language, isRisk ? 'riskText' : 'helpText')),
    helperList(language, helpers),
    ask === undefined ? undefined : talkForm(language, ask),
    isRisk ? element('p', { class: 'quiet' }, say(language, notYet)) : undefined,
    button(say(language, 'close'), { class: 'main' }, () => {
      dialog.remove();
      // the screen may have been drawn anew meanwhile
      if (opener?.isConnected === true) opener.focus();
      else document.querySelector<HTMLElement>('header .help')?.focus();
    }),
  );
  const opener = document.activeElement instanceof HTMLElement ? document.activeElement : undefined;
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  // phones of before 2022 do not know it; the style sheet puts an open dialog over everything there too
  if (typeof dialog.showModal === 'function') dialog.showModal();
  else dialog.setAttribute('open', '');
  title.focus();
}
