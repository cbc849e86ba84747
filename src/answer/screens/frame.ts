import type { Language } from '../../domain/language.ts';
import { button, element } from '../../plain/element.ts';
import { say } from '../words.ts';

export interface FrameActions {
  readonly onLanguage: () => void;
  readonly onHelp: () => void;
}

const page = document.getElementById('page') ?? document.body;

/**
 * Puts a screen on the page, with help and the other language in one tap. The heading gets the focus, so that a screen
 * reader begins with it.
 */
export function show(
  language: Language,
  station: string,
  { onLanguage, onHelp }: FrameActions,
  ...content: readonly HTMLElement[]
): void {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  const header = element(
    'header',
    {},
    element('span', { class: 'station' }, station),
    button(say(language, 'languageName'), { 'aria-label': say(language, 'languageSwitch') }, onLanguage),
    button(say(language, 'help'), { class: 'help' }, onHelp),
  );
  page.textContent = '';
  page.append(header, element('main', {}, ...content));
  const heading = page.querySelector<HTMLElement>('[data-heading]');
  document.title = heading?.textContent ?? '';
  heading?.focus({ preventScroll: true });
  window.scrollTo(0, 0);
}

/** Whatever lies over the screen belonged to whoever was there. */
export function closeDialogs(): void {
  for (const dialog of document.querySelectorAll('dialog')) dialog.remove();
}

/** The heading of a screen. */
export function heading(text: string): HTMLHeadingElement {
  return element('h1', { tabindex: -1, 'data-heading': true }, text);
}
