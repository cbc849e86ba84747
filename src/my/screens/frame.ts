import type { Language } from '../../domain/language.ts';
import { button, element } from '../../plain/element.ts';
import { say } from '../words.ts';

const page = document.getElementById('page') ?? document.body;

/** Puts a screen on the page. The heading gets the focus, so that a screen reader begins with it. */
export function show(
  language: Language,
  { told, onLanguage }: { told: string; onLanguage: () => void },
  ...content: readonly HTMLElement[]
): void {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  const header = element(
    'header',
    {},
    element('a', { class: 'brand', href: '#' }, say(language, 'title')),
    button(say(language, 'languageName'), { 'aria-label': say(language, 'languageSwitch') }, onLanguage),
  );
  const note = told === '' ? [] : [element('p', { class: 'told', role: 'status' }, told)];
  page.textContent = '';
  page.append(header, element('main', {}, ...note, ...content));
  const heading = page.querySelector<HTMLElement>('[data-heading]');
  document.title = `${heading?.textContent ?? ''} · ${say(language, 'title')}`;
  heading?.focus({ preventScroll: true });
  window.scrollTo(0, 0);
}

/** The heading of a screen. */
export function heading(text: string): HTMLHeadingElement {
  return element('h1', { tabindex: -1, 'data-heading': true }, text);
}

export function section(title: string, ...content: readonly (HTMLElement | undefined)[]): HTMLElement {
  return element('section', {}, element('h2', {}, title), ...content);
}

/** A link to another place of this page that looks like a button. */
export function step(text: string, hash: string, isMain = false): HTMLAnchorElement {
  return element('a', { class: isMain ? 'step main' : 'step', href: hash }, text);
}
