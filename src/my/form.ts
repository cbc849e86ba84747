import { button, element } from '../plain/element.ts';
import { Refusal } from './door.ts';

interface FieldOptions {
  readonly name: string;
  readonly label: string;
  readonly type?: 'text' | 'password' | 'date' | 'datetime-local' | 'tel';
  readonly autocomplete?: string;
  readonly numeric?: boolean;
  readonly value?: string;
  readonly optional?: boolean;
  readonly maxLength?: number;
  /** said below the label, before anything is typed */
  readonly hint?: string;
}

/** A labelled line to type into. The label is seen, and the error stands beside it. */
export function field({ name, label, type = 'text', value = '', maxLength = 200, ...more }: FieldOptions) {
  const { autocomplete = 'off', numeric = false, optional = false, hint } = more;
  const input = element('input', {
    id: name,
    name,
    type,
    maxlength: maxLength,
    autocomplete,
    required: !optional,
    'aria-describedby': `${name}-error`,
    ...(numeric ? { inputmode: 'numeric', pattern: '[0-9]*' } : {}),
  });
  input.value = value;
  return element(
    'p',
    { class: 'field' },
    element('label', { for: name }, label),
    hint === undefined ? undefined : element('span', { class: 'quiet' }, hint),
    input,
    element('span', { id: `${name}-error`, class: 'error' }),
  );
}

/** A labelled field for some sentences. */
export function longField(
  name: string,
  label: string,
  { value = '', rows = 3, maxLength = 500 } = {},
): HTMLElement {
  const area = element('textarea', {
    id: name,
    name,
    maxlength: maxLength,
    rows,
    'aria-describedby': `${name}-error`,
  });
  area.value = value;
  return element(
    'p',
    { class: 'field' },
    element('label', { for: name }, label),
    area,
    element('span', { id: `${name}-error`, class: 'error' }),
  );
}

/** One of several words, by the telephone's own list. */
export function choice(
  { name, label }: { name: string; label: string },
  options: readonly { readonly value: string; readonly text: string }[],
  value?: string,
): HTMLElement {
  const select = element(
    'select',
    { id: name, name, 'aria-describedby': `${name}-error` },
    ...options.map((one) => element('option', { value: one.value, selected: one.value === value }, one.text)),
  );
  const error = element('span', { id: `${name}-error`, class: 'error' });
  return element('p', { class: 'field' }, element('label', { for: name }, label), select, error);
}

export function check(
  name: string,
  label: string,
  { value = 'on', isChecked = false } = {},
): HTMLLabelElement {
  const box = element('input', { type: 'checkbox', name, value });
  box.checked = isChecked;
  return element('label', { class: 'check' }, box, element('span', {}, label));
}

/** A field that the page itself finds wanting. */
export class Missing extends Error {}

/**
 * A form whose one main button sends it. While it is under way the button rests; what the server refuses stands at its field, or
 * above the button, and what was typed stays.
 */
export function formOf(
  button: string,
  onSubmit: (values: FormData) => Promise<void>,
  ...content: readonly (HTMLElement | undefined)[]
): HTMLFormElement {
  const problem = element('p', { class: 'problem', role: 'alert' });
  const submit = element('button', { type: 'submit', class: 'main' }, button);
  const form = element('form', { novalidate: true }, ...content, problem, submit);
  const clear = () => {
    problem.textContent = '';
    for (const marked of form.querySelectorAll('.error')) marked.textContent = '';
    for (const input of form.querySelectorAll('[aria-invalid]')) input.removeAttribute('aria-invalid');
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (submit.disabled) return;
    clear();
    submit.disabled = true;
    onSubmit(new FormData(form))
      .catch((error: unknown) => tell(form, problem, error))
      .finally(() => {
        submit.disabled = false;
      });
  });
  return form;
}

function tell(form: HTMLFormElement, problem: HTMLElement, error: unknown): void {
  if (!(error instanceof Refusal) && !(error instanceof Missing)) throw error;
  const fields = error instanceof Refusal ? error.fields : [];
  for (const { path, message } of fields) {
    const name = path.slice(1).replaceAll('/', '.');
    const input = form.querySelector<Control>(`[name="${name}"]`);
    const place = document.getElementById(`${name}-error`);
    if (input === null || place === null || !form.contains(place)) continue;
    place.textContent = message;
    input.setAttribute('aria-invalid', 'true');
    input.focus();
    return;
  }
  problem.textContent = error.message;
}

/** What was typed, without spaces around. */
export function textOf(values: FormData, name: string): string {
  return exactTextOf(values, name).trim();
}

/** What was typed, letter by letter: of passwords. */
export function exactTextOf(values: FormData, name: string): string {
  const value = values.get(name);
  return typeof value === 'string' ? value : '';
}

type Typed = ReadonlyMap<string, string | boolean>;

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
// what has no name is kept by its own screen (see availability.ts)
const typedIn = () =>
  document.querySelectorAll<Control>('#page input[name], #page textarea[name], #page select[name]');
const isBox = (input: Control): input is HTMLInputElement => input.type === 'checkbox';
const keyOf = (input: Control) => (isBox(input) ? `${input.name} ${input.value}` : input.name);

/** What stands in the forms of the screen. */
export function readTyped(): Typed {
  return new Map([...typedIn()].map((input) => [keyOf(input), isBox(input) ? input.checked : input.value]));
}

/** Into the same forms, drawn again. */
export function typeAgain(typed: Typed): void {
  for (const input of typedIn()) {
    const value = typed.get(keyOf(input));
    if (isBox(input)) input.checked = value === true;
    else if (typeof value === 'string') input.value = value;
  }
}

/** A button that does something at once, and says beside it why it could not. */
export function acting(text: string, act: () => Promise<void>, isMain = false): HTMLElement {
  const problem = element('span', { class: 'problem', role: 'alert' });
  const made = button(text, { class: isMain ? 'step main' : 'step' }, () => {
    made.disabled = true;
    problem.textContent = '';
    act()
      .catch((error: Error) => {
        problem.textContent = error.message;
      })
      .finally(() => {
        made.disabled = false;
      });
  });
  return element('span', { class: 'acting' }, made, problem);
}
