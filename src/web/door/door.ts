import type { ChangeMe, SignIn } from '../../contract/identity.ts';
import { type Language, languages } from '../../contract/language.ts';
import type { AnswerOf } from '../../contract/operation.ts';
import { button, element } from '../../plain/element.ts';
import { fetchAnswer, setCallLanguage } from '../base/api.ts';
import { keepChosenLanguage, languageNames, readChosenLanguage } from '../base/chosen-language.ts';
import { readWords } from '../base/word-files.ts';
import styles from '../ui/door.module.css';
import { type DoorWords, focusFirst, signInForm } from './sign-in-form.ts';

type Me = AnswerOf<typeof SignIn>;

interface DoorOptions {
  readonly root: HTMLElement;
  /** Called when somebody begins to type: what is needed behind the door can be fetched meanwhile. */
  readonly onTyping: () => void;
  readonly onSignedIn: (me: Me) => Promise<void>;
}

/** The page before one is signed in: a few kilobytes, there within two seconds on a slow telephone. */
export async function showDoor({ root, onTyping, onSignedIn }: DoorOptions): Promise<void> {
  const languageAtFirst = readChosenLanguage();
  const draw = async (language: Language) => {
    const words = (await readWords(language, 'door')) as DoorWords;
    const typed = [...root.querySelectorAll('input')].map(({ name, value }) => [name, value] as const);
    document.documentElement.lang = language;
    document.title = words.product;
    setCallLanguage(language);
    const form = signInForm({
      words,
      // a language that is chosen at the door is a wish for the account too
      onSignedIn: async (me) =>
        onSignedIn(language === languageAtFirst ? me : await inLanguage(me, language)),
    });
    form.addEventListener('input', onTyping, { once: true });
    root.replaceChildren(page(words, form, language, choose));
    for (const [name, value] of typed) {
      const input = form.querySelector<HTMLInputElement>(`input[name="${name}"]`);
      if (input !== null) input.value = value;
    }
    focusFirst(form);
  };
  const choose = (language: Language) => {
    // another form would sign in a second time, with a code that is taken already
    if (root.querySelector('[aria-busy="true"]') !== null) return;
    // what cannot be fetched leaves the language as it was
    draw(language).then(
      () => keepChosenLanguage(language),
      () => undefined,
    );
  };
  await draw(languageAtFirst);
}

async function inLanguage(me: Me, language: Language): Promise<Me> {
  if (me.user.language === language) return me;
  const answer = await fetchAnswer('/api/v1/me', {
    method: 'PATCH',
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify({ language }),
  }).catch(() => undefined);
  return answer === undefined ? me : ((await answer.json()) as AnswerOf<typeof ChangeMe>);
}

function page(
  words: DoorWords,
  form: HTMLFormElement,
  language: Language,
  choose: (language: Language) => void,
): HTMLElement {
  const other = languages.find((known) => known !== language) ?? 'en';
  return element(
    'main',
    { class: styles['door'] ?? '' },
    element(
      'div',
      { class: styles['card'] ?? '' },
      element(
        'div',
        { class: styles['head'] ?? '' },
        element('img', { src: '/icon.svg', alt: words.product }),
        element('h1', {}, words.title),
        element('p', { class: 'quiet' }, words.lead),
      ),
      form,
      element('p', { class: 'quiet small' }, words.forgot),
      element(
        'div',
        { class: styles['foot'] ?? '' },
        element('span', { class: 'quiet' }, words.product),
        button(languageNames[other], { class: styles['language'] ?? '', lang: other }, () => choose(other)),
      ),
    ),
  );
}
