import type { Language } from '../../domain/language.ts';
import type { Said } from '../door.ts';
import { button, element } from '../element.ts';
import { say } from '../words.ts';

export type TalkUrgency = 'soon' | 'urgent';
export type Ask = (urgency: TalkUrgency, words: string) => Promise<Said<unknown>>;

const LONGEST_WORDS = 1000;

/** Asks a social worker to come, with own words or without. What was written stays until it is there. */
export function talkForm(language: Language, ask: Ask): HTMLElement {
  const words = element('textarea', { id: 'talk-words', rows: 2, maxlength: LONGEST_WORDS });
  const said = element('p', { role: 'status' });
  const send = async (urgency: TalkUrgency) => {
    for (const choice of choices) choice.disabled = true;
    said.textContent = say(language, 'sending');
    const answer = await ask(urgency, words.value.trim());
    if (answer.kind === 'answer' || (answer.kind === 'refusal' && answer.code === 'asked_often')) {
      // without replaceChildren, which phones of before 2021 do not know
      form.textContent = '';
      form.append(said);
      said.textContent = say(language, urgency === 'urgent' ? 'talkUrgentAsked' : 'talkAsked');
      return;
    }
    for (const choice of choices) choice.disabled = false;
    said.textContent = say(language, 'talkNotSent');
  };
  const choices = [
    button(say(language, 'talkSoon'), {}, () => void send('soon')),
    button(say(language, 'talkUrgent'), {}, () => void send('urgent')),
  ];
  const form = element(
    'section',
    { class: 'talk', 'aria-labelledby': 'talk-title' },
    element('h2', { id: 'talk-title' }, say(language, 'talkTitle')),
    element('label', { for: 'talk-words' }, say(language, 'talkWords')),
    words,
    element('div', { class: 'choices' }, ...choices),
    said,
  );
  return form;
}
