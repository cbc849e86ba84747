import type { SignIn } from '../../contract/identity.ts';
import type { AnswerOf, BodyOf } from '../../contract/operation.ts';
import { button, element } from '../../plain/element.ts';
import { fetchAnswer } from '../base/api.ts';
import { Problem } from '../base/problem.ts';
import styles from './sign-in-form.module.css';
import type { zh } from './words.zh.ts';

export type DoorWords = typeof zh;
type SignedIn = AnswerOf<typeof SignIn>;

interface SignInFormOptions {
  readonly words: DoorWords;
  /** whose session is renewed; left out: anybody's */
  readonly username?: string;
  /** What follows; until it is there the form stands and rests. */
  readonly onSignedIn: (me: SignedIn) => Promise<void> | void;
}

/**
 * Name and password; the code of the authenticator only once the server asks for it. Without a framework, since it is the first
 * thing that anybody waits for.
 */
export function signInForm({ words, username = '', onSignedIn }: SignInFormOptions): HTMLFormElement {
  const name = field('username', words.username, {
    autocomplete: 'username',
    autocapitalize: 'none',
    spellcheck: 'false',
  });
  name.input.value = username;
  const password = field('password', words.password, { type: 'password', autocomplete: 'current-password' });
  password.line.append(revealButton(password.input, words));
  const code = field('code', words.code, { autocomplete: 'one-time-code' }, words.codeHint);
  // somebody else may have no code
  name.input.addEventListener('input', () => {
    code.box.remove();
    code.input.value = '';
  });
  const problem = element('p', { class: styles['problem'] ?? '', role: 'alert' });
  const submit = element('button', { type: 'submit', class: styles['submit'] ?? '' }, words.submit);
  const form = element('form', { class: styles['form'] ?? '', novalidate: true }, name.box, password.box);
  form.append(problem, submit);
  const missing = [
    [name, words.usernameMissing],
    [password, words.passwordMissing],
    [code, words.codeMissing],
  ] as const;

  const tell = (error: unknown) => {
    if (!(error instanceof Problem)) {
      problem.textContent = words.failed;
      throw error;
    }
    const isCodeWanted = error.code === 'code_required';
    if (isCodeWanted || error.code === 'code_invalid') {
      if (!code.box.isConnected) password.box.after(code.box);
      code.input.focus();
    }
    problem.textContent = isCodeWanted ? '' : error.title;
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (submit.disabled) return;
    problem.textContent = '';
    const shown = missing.filter(([{ box }]) => box.isConnected);
    for (const [part, sentence] of shown) part.mark(part.input.value.trim() === '' ? sentence : '');
    const first = shown.find(([{ input }]) => input.value.trim() === '');
    if (first !== undefined) {
      first[0].input.focus();
      return;
    }
    rest(submit, true);
    const given = code.box.isConnected ? { code: code.input.value.trim() } : {};
    signIn({ username: name.input.value.trim(), password: password.input.value, ...given })
      .then(onSignedIn)
      .catch(tell)
      .finally(() => rest(submit, false));
  });
  return form;
}

/** Where one begins to type: at the password where the name is known. */
export function focusFirst(form: HTMLFormElement): void {
  const inputs = [...form.querySelectorAll('input')];
  (inputs.find(({ value }) => value === '') ?? inputs[0])?.focus();
}

async function signIn(body: BodyOf<typeof SignIn>): Promise<SignedIn> {
  const answer = await fetchAnswer('/api/v1/auth/sign-in', {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await answer.json()) as SignedIn;
}

function rest(submit: HTMLButtonElement, isResting: boolean): void {
  submit.disabled = isResting;
  submit.setAttribute('aria-busy', String(isResting));
}

function field(name: string, label: string, attributes: Readonly<Record<string, string>>, hint?: string) {
  const input = element('input', {
    id: `sign-in-${name}`,
    name,
    'aria-describedby': `sign-in-${name}-note`,
    ...attributes,
  });
  const note = element('span', { id: `sign-in-${name}-note`, class: styles['note'] ?? '' }, hint);
  const line = element('span', { class: styles['line'] ?? '' }, input);
  const box = element(
    'div',
    { class: styles['field'] ?? '' },
    element('label', { for: input.id }, label),
    line,
    note,
  );
  const mark = (sentence: string) => {
    note.textContent = sentence === '' ? (hint ?? '') : sentence;
    input.toggleAttribute('aria-invalid', sentence !== '');
  };
  return { box, line, input, mark };
}

function revealButton(input: HTMLInputElement, words: DoorWords): HTMLButtonElement {
  const made = button(words.shown, { class: styles['reveal'] ?? '', 'aria-controls': input.id }, () => {
    const isShown = input.type === 'text';
    input.type = isShown ? 'password' : 'text';
    made.textContent = isShown ? words.shown : words.hidden;
    input.focus();
  });
  return made;
}
