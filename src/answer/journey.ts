import type { AnswerOf, BodyOf } from '../contract/operation.ts';
import type { CreateResponse, OpenAnswerForm } from '../contract/responses.ts';
import type { Language } from '../domain/language.ts';
import type { Instrument, Item, SelectionItem } from '../domain/scoring/instrument.ts';
import { type Answer, type Answers, scoreResponse } from '../domain/scoring/score.ts';
import { keptAnyway } from '../domain/written-text.ts';

export type Submission = BodyOf<typeof CreateResponse>;
export type AnswerForm = AnswerOf<typeof OpenAnswerForm>;

/** What a round asks, without anything of whoever was asked. */
export type RoundForm = Omit<AnswerForm, 'respondent' | 'answeredIds'>;
/** Without a connection nobody knows whose a slip is. */
export type JourneyForm = RoundForm & {
  readonly respondent: AnswerForm['respondent'] | null;
  readonly answeredIds: AnswerForm['answeredIds'];
  /** of another slip that was answered here: this one may ask something else */
  readonly isOfAnother?: boolean;
};

/** Everything that this device knows of one link while it is answered. */
export interface Journey {
  /** As it was first shown: what is answered stays what was asked. */
  readonly form: JourneyForm;
  readonly language: Language;
  /** 0 is the welcome, 1 the first question. */
  readonly step: number;
  readonly answers: Readonly<Record<string, Answers>>;
  readonly responseIds: Readonly<Record<string, string>>;
  /** Help opened by itself once: it stays a tap away, and does not stand in the way of each answer after. */
  readonly isHelpShown?: boolean;
}

export interface Question {
  readonly instrument: Instrument;
  readonly item: Item;
}

/** Every member by name: what a form may say of a person one day stays behind. */
export function roundFormOf(form: JourneyForm): RoundForm {
  const { title, station, timeZone, contact, helpLines, closesAt, instruments } = form;
  return { title, station, timeZone, contact, helpLines, closesAt, instruments };
}

export function startJourney(form: JourneyForm, language: Language, makeId: () => string): Journey {
  const ids = form.instruments.map(({ id }) => [id, makeId()] as const);
  return {
    form,
    language,
    step: 0,
    answers: {},
    responseIds: Object.fromEntries(ids),
  };
}

/**
 * What was begun without a connection, once the server says what the slip asks. What was answered stays, even where the
 * slip's own round does not ask it; what was not is asked only if it does.
 */
export function withKnownForm(journey: Journey, known: AnswerForm, makeId: () => string): Journey {
  const begun = journey.form.instruments.filter(
    ({ id }) =>
      known.instruments.some((one) => one.id === id) || Object.keys(journey.answers[id] ?? {}).length > 0,
  );
  const missing = known.instruments.filter(({ id }) => !begun.some((one) => one.id === id));
  const form = { ...known, instruments: [...begun, ...missing] };
  const ids = form.instruments.map(({ id }) => [id, journey.responseIds[id] ?? makeId()] as const);
  const joined = { ...journey, form, responseIds: Object.fromEntries(ids) };
  const list = (one: Journey) => questionsOf(one).map(({ item }) => item.id);
  // a step counts questions: where others are asked it would lead to another, or behind the last one
  const isSame = list(joined).slice(0, journey.step).join() === list(journey).slice(0, journey.step).join();
  return isSame ? joined : { ...joined, step: Math.min(1, journey.step) };
}

/** Questions in order, one a screen; without instruments that the server had before. */
export function questionsOf({ form }: Journey): Question[] {
  return form.instruments
    .filter(({ id }) => !form.answeredIds.includes(id))
    .flatMap((instrument) => instrument.items.map((item) => ({ instrument, item })));
}

export function answerTo({ answers }: Journey, { instrument, item }: Question): Answer {
  return answers[instrument.id]?.[item.id] ?? null;
}

export function withAnswer(journey: Journey, { instrument, item }: Question, answer: Answer): Journey {
  const plain = typeof answer === 'string' ? keptAnyway(answer) : answer;
  const own = { ...journey.answers[instrument.id], [item.id]: plain };
  return { ...journey, answers: { ...journey.answers, [instrument.id]: own } };
}

/** Whether an answer asks for help at once: by the same scoring as the server's. */
export function isRisk({ instrument, item }: Question, answer: Answer): boolean {
  return scoreResponse(instrument, { [item.id]: answer }).alerts.length > 0;
}

/** Whether anything that was answered asks for help. */
export function hasRisk(journey: Journey): boolean {
  return questionsOf(journey).some((question) => isRisk(question, answerTo(journey, question)));
}

/** What is submitted: each instrument under the id that it got here, so that sending it again is harmless. */
export function submissionsOf(
  { form, answers, responseIds }: Journey,
  invitationToken: string,
  answeredAt: string,
): Submission[] {
  return form.instruments
    .filter(({ id }) => !form.answeredIds.includes(id))
    .map(({ id: instrumentId }) => ({
      id: responseIds[instrumentId] ?? '',
      instrumentId,
      invitationToken,
      answers: answers[instrumentId] ?? {},
      answeredAt,
    }));
}

export interface Toggled {
  readonly selection: readonly string[];
  /** Nothing was added since as many as allowed are chosen. */
  readonly isFull: boolean;
}

/** Chooses an option or takes it back; one that stands alone ("nothing of these") clears the others, and they it. */
export function toggle(item: SelectionItem, selection: readonly string[], optionId: string): Toggled {
  if (selection.includes(optionId)) {
    return { selection: selection.filter((id) => id !== optionId), isFull: false };
  }
  const isExclusive = (id: string) => item.options.some((option) => option.id === id && option.isExclusive);
  if (isExclusive(optionId)) return { selection: [optionId], isFull: false };
  const kept = selection.filter((id) => !isExclusive(id));
  if (kept.length >= item.most) return { selection: kept, isFull: true };
  return { selection: [...kept, optionId], isFull: false };
}
