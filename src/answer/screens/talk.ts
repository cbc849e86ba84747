import type { Language } from '../../domain/language.ts';
import type { TalkUrgency } from '../../domain/casework/asking-for-help.ts';
import type { Said } from '../door.ts';
import { button, element } from '../../plain/element.ts';
import { say } from '../words.ts';

export interface Ask {
  /** Whose name the request bears: the slip's, or that of the class since nobody knows who holds the slip. */
  readonly as: 'respondent' | 'class';
  readonly send: (urgency: TalkUrgency, words: string) => Promise<Said<unknown>>;
}

const LONGEST_WORDS = 1000;

/** Never a promise: nobody was told. */
function notSentWords(answer: Exclude<Said<unknown>, { kind: 'answer' }>) {
  if (answer.kind !== 'refusal') return 'talkNotSent';
  return answer.code === 'asked_often' ? 'talkTooMany' : 'talkImpossible';
}

/** Asks a social worker to come, with own words or without. What was written stays until it is there. */
export function talkForm(language: Language, ask: Ask): HTMLElement {
  const words = element('textarea', {
    id: 'talk-words',
    rows: 2,
    maxlength: LONGEST_WORDS,
    autocomplete: 'off',
  });
  const said = element('p', { role: 'status' });
  const tell = (text: string) => {
    said.textContent = text;
    // the button at the foot of a small screen covers what lies at its edge
    said.scrollIntoView({ block: 'center' });
  };
  const send = async (urgency: TalkUrgency) => {
    for (const choice of choices) choice.disabled = true;
    said.textContent = say(language, 'sending');
    const answer = await ask.send(urgency, words.value.trim());
    if (answer.kind === 'answer') {
      // without replaceChildren, which phones of before 2021 do not know
      form.textContent = '';
      form.append(said);
      const known = urgency === 'urgent' ? 'talkUrgentAsked' : 'talkAsked';
      tell(say(language, ask.as === 'class' ? 'talkClassAsked' : known));
      return;
    }
    for (const choice of choices) choice.disabled = false;
    tell(say(language, notSentWords(answer)));
  };
  const choices = [
    button(say(language, 'talkSoon'), {}, () => void send('soon')),
    button(say(language, 'talkUrgent'), {}, () => void send('urgent')),
  ];
  const form = element(
    'section',
    { class: 'talk', 'aria-labelledby': 'talk-title' },
    element('h2', { id: 'talk-title' }, say(language, 'talkTitle')),
    element('label', { for: 'talk-words' }, say(language, ask.as === 'class' ? 'talkClass' : 'talkWords')),
    words,
    element('div', { class: 'choices' }, ...choices),
    said,
  );
  return form;
}
