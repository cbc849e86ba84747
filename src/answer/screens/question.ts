import type { Language } from '../../domain/language.ts';
import type { ChoiceItem, SelectionItem, TextItem } from '../../domain/scoring/instrument.ts';
import type { Answer } from '../../domain/scoring/score.ts';
import { button, element } from '../../plain/element.ts';
import { answerTo, type Journey, type Question, questionsOf, toggle } from '../journey.ts';
import { say } from '../words.ts';
import { heading } from './frame.ts';

export interface QuestionActions {
  readonly onAnswer: (answer: Answer) => void;
  readonly onBack: () => void;
  readonly onNext: () => void;
  readonly onNotMe: () => void;
}

/** One question with its progress; what is chosen is kept at once, so back and reload lose nothing. */
export function questionScreen(journey: Journey, actions: QuestionActions): HTMLElement[] {
  const questions = questionsOf(journey);
  const question = questions[journey.step - 1];
  if (question === undefined) return [];
  const { language, step } = journey;
  const count = questions.length;
  const next = button('', { class: 'main' }, actions.onNext);
  const nameNext = (answer: Answer) => {
    const isSkipped = isEmpty(answer) && step < count;
    next.textContent = say(language, step === count ? 'submit' : isSkipped ? 'skip' : 'next');
  };
  nameNext(answerTo(journey, question));
  const answered = (answer: Answer) => {
    nameNext(answer);
    actions.onAnswer(answer);
  };
  return [
    progress(language, step, count),
    ...explanation(language, question),
    field(language, question, answerTo(journey, question), answered),
    button(notMeWords(journey), { class: 'clear' }, actions.onNotMe),
    element('nav', {}, button(say(language, 'back'), {}, actions.onBack), next),
  ];
}

function isEmpty(answer: Answer): boolean {
  return answer === null || (typeof answer !== 'number' && answer.length === 0);
}

function progress(language: Language, step: number, count: number): HTMLElement {
  const text = say(language, 'progress', { step, count });
  return element(
    'div',
    { class: 'progress' },
    element('progress', { max: count, value: step, 'aria-label': text }),
    element('span', {}, text),
  );
}

function explanation(language: Language, { instrument }: Question): HTMLElement[] {
  const { instruction, wording } = instrument;
  return [
    ...(instruction === undefined ? [] : [element('p', { class: 'quiet' }, instruction[language])]),
    ...(wording === 'rendering' ? [element('p', { class: 'fine' }, say(language, 'rendering'))] : []),
  ];
}

function field(
  language: Language,
  { item }: Question,
  answer: Answer,
  onAnswer: (answer: Answer) => void,
): HTMLElement {
  switch (item.kind) {
    case 'choice':
      return choiceField(language, item, answer, onAnswer);
    case 'text':
      return textField(language, item, typeof answer === 'string' ? answer : '', onAnswer);
    default:
      return selectionField(language, item, typeof answer === 'object' ? (answer ?? []) : [], onAnswer);
  }
}

function legend(text: string): HTMLLegendElement {
  return element('legend', {}, heading(text));
}

function choiceField(
  language: Language,
  item: ChoiceItem,
  answer: Answer,
  onAnswer: (answer: Answer) => void,
): HTMLElement {
  const clear = button(say(language, 'clear'), { class: 'clear' }, () => {
    for (const input of inputs) input.checked = false;
    clear.hidden = true;
    onAnswer(null);
  });
  clear.hidden = answer === null;
  const labels = item.labels ?? [];
  const inputs = labels.map((_, index) => {
    const value = item.minimum + index;
    const input = element('input', { type: 'radio', name: item.id, value, checked: answer === value });
    input.addEventListener('change', () => {
      clear.hidden = false;
      onAnswer(value);
    });
    return input;
  });
  const options = labels.map((label, index) => element('label', {}, inputs[index], label[language]));
  return element('fieldset', {}, legend(item.text?.[language] ?? ''), ...options, clear);
}

function selectionField(
  language: Language,
  item: SelectionItem,
  answer: readonly string[],
  onAnswer: (answer: Answer) => void,
): HTMLElement {
  let selection = answer;
  const status = element('p', { class: 'quiet', role: 'status' });
  const options = item.options.map(({ id, text }) => {
    const badge = element('span', { class: 'badge', 'aria-hidden': 'true' });
    const choose = button('', { class: 'option' }, () => {
      const toggled = toggle(item, selection, id);
      ({ selection } = toggled);
      mark();
      status.textContent = toggled.isFull ? say(language, 'rankFull', { most: item.most }) : '';
      if (!toggled.isFull) onAnswer(selection);
    });
    const placed = element('span', { class: 'unseen' });
    choose.append(badge, text[language], placed);
    return { id, badge, choose, placed };
  });
  const mark = () => {
    for (const { id, badge, choose, placed } of options) {
      const place = selection.indexOf(id) + 1;
      choose.setAttribute('aria-pressed', String(place > 0));
      const isPlaced = place > 0 && item.kind === 'ranking';
      badge.textContent = isPlaced ? String(place) : place > 0 ? '✓' : '';
      placed.textContent = isPlaced ? `, ${say(language, 'rankPlace', { place })}` : '';
    }
  };
  mark();
  const hint = item.kind === 'ranking' ? 'rankHint' : 'multipleHint';
  return element(
    'fieldset',
    {},
    legend(item.text[language]),
    element('p', { class: 'quiet' }, say(language, hint, { most: item.most })),
    ...options.map(({ choose }) => choose),
    status,
  );
}

function textField(
  language: Language,
  item: TextItem,
  answer: string,
  onAnswer: (answer: Answer) => void,
): HTMLElement {
  const left = element('p', { class: 'quiet', id: 'letters-left' });
  const count = (text: string) => {
    left.textContent = say(language, 'lettersLeft', { count: item.longest - Array.from(text).length });
  };
  const box = element('textarea', {
    rows: 6,
    maxlength: item.longest,
    // a browser must not offer or restore what the one before wrote
    autocomplete: 'off',
    'aria-label': item.text[language],
    'aria-describedby': 'letters-left',
  });
  box.value = answer;
  box.addEventListener('input', () => {
    count(box.value);
    onAnswer(box.value);
  });
  count(answer);
  return element('fieldset', {}, legend(item.text[language]), box, left);
}

function notMeWords({ language, form: { respondent } }: Journey): string {
  return respondent === null
    ? say(language, 'notMySlip')
    : say(language, 'notMeNow', { surname: respondent.surname });
}
