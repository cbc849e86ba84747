import type { Language } from '../../domain/language.ts';
import { button, element } from '../element.ts';
import type { AnswerForm } from '../journey.ts';
import { say } from '../words.ts';

export type Helpers = Pick<AnswerForm, 'contact' | 'helpLines' | 'station'>;

/** Whom to turn to, each number one tap away: the station's own worker first. */
export function helperList(language: Language, { contact, helpLines, station }: Helpers): HTMLElement {
  const own = element(
    'li',
    {},
    element('strong', {}, contact?.name ?? say(language, 'helpStation')),
    element('span', {}, contact === null ? station[language] : say(language, 'helpStation')),
    contact?.phone ? callLink(language, contact.phone) : undefined,
  );
  const lines = helpLines.map(({ number, name, when }) =>
    element(
      'li',
      {},
      element('strong', {}, name[language]),
      element('span', {}, when[language]),
      callLink(language, number),
    ),
  );
  return element(
    'div',
    {},
    element('ul', { class: 'helpers' }, own, ...lines),
    element('p', {}, say(language, 'helpAdult')),
  );
}

function callLink(language: Language, number: string): HTMLAnchorElement {
  const href = `tel:${number.replace(/[^0-9+]/g, '')}`;
  return element('a', { class: 'call', href }, say(language, 'call', { number }));
}

/** Opens over the question, which is still there afterwards. `isRisk`: an answer asked for it, not a tap on help. */
export function showHelp(language: Language, helpers: Helpers, isRisk: boolean): void {
  document.querySelector('dialog')?.remove();
  const title = element(
    'h2',
    { id: 'help-title', tabindex: -1 },
    say(language, isRisk ? 'riskTitle' : 'helpTitle'),
  );
  const dialog = element(
    'dialog',
    { 'aria-labelledby': 'help-title' },
    title,
    element('p', {}, say(language, isRisk ? 'riskText' : 'helpText')),
    helperList(language, helpers),
    isRisk ? element('p', { class: 'quiet' }, say(language, 'helpNotYet')) : undefined,
    button(say(language, 'close'), { class: 'main' }, () => {
      dialog.remove();
      opener?.focus();
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
