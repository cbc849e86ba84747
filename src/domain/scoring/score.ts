import type { AlertKind, ChoiceItem, Instrument, Item, Scale, SelectionItem } from './instrument.ts';

/** A number for a choice, option ids (in order, for a ranking) for a selection, a text; null or absent when unanswered. */
export type Answer = number | string | readonly string[] | null;
export type Answers = Readonly<Record<string, Answer>>;

export type AnswerErrorCode =
  | 'unknown_item'
  | 'wrong_type'
  | 'not_a_whole_number'
  | 'out_of_range'
  | 'unknown_option'
  | 'repeated_option'
  | 'too_many_options'
  | 'not_together'
  | 'too_long';

export interface ScaleScore {
  scale: string;
  /** Null when more items lack an answer than the scale tolerates. */
  value: number | null;
  answered: number;
  missing: number;
}

export interface ScoredResponse {
  scores: ScaleScore[];
  alerts: { itemId: string; kind: AlertKind }[];
  errors: { itemId: string; code: AnswerErrorCode }[];
}

/**
 * Scores the answers of one person to one instrument. The server and the page that is answered both call this, so that
 * they cannot disagree. An answer with an error counts as missing for the scores. Missing answers, up to the number that
 * the scale tolerates, are replaced by the mean of the person's other answers of that scale (after reversing), so a sum
 * may then have a fraction. Alerts are raised by each answer on its own, whatever else is missing or wrong, and as far as
 * the answer itself can be read: a number above the range, one in a text, or one option among others that are unknown,
 * calls for help too.
 */
export function scoreResponse(instrument: Instrument, answers: Answers): ScoredResponse {
  const items = new Map(instrument.items.map((item) => [item.id, item]));
  const given = Object.entries(answers).filter(([, answer]) => !isUnanswered(answer));
  const errors = given.flatMap(([itemId, answer]) => {
    const code = findAnswerError(items.get(itemId), answer);
    return code === undefined ? [] : [{ itemId, code }];
  });
  const wrong = new Set(errors.map(({ itemId }) => itemId));
  const valid = new Map(given.filter(([itemId]) => !wrong.has(itemId)));
  const readable = new Map(given);
  const alerts = instrument.items.flatMap((item) =>
    findAlerts(item, readable.get(item.id)).map((kind) => ({ itemId: item.id, kind })),
  );
  return { scores: instrument.scales.map((scale) => scoreScale(scale, items, valid)), alerts, errors };
}

/** The lowest and highest score that a scale can take. */
export function scaleRange(instrument: Instrument, scale: Scale): { lowest: number; highest: number } {
  const items = choiceItems(scale, new Map(instrument.items.map((item) => [item.id, item])));
  const combine = (values: number[]): number => combineValues(scale, values);
  return {
    lowest: combine(items.map(({ minimum }) => minimum)),
    highest: combine(items.map(({ maximum }) => maximum)),
  };
}

function isUnanswered(answer: Answer | undefined): boolean {
  return answer === null || answer === undefined || (typeof answer !== 'number' && answer.length === 0);
}

function scoreScale(
  scale: Scale,
  items: ReadonlyMap<string, Item>,
  valid: ReadonlyMap<string, Answer>,
): ScaleScore {
  const all = choiceItems(scale, items);
  const values = all.flatMap((item) => {
    const answer = valid.get(item.id);
    if (typeof answer !== 'number') return [];
    return [keyedValue(item, answer)];
  });
  const missing = all.length - values.length;
  const isScorable = values.length > 0 && missing <= scale.mostMissing;
  if (!isScorable) return { scale: scale.id, value: null, answered: values.length, missing };
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const completed = [...values, ...Array.from({ length: missing }, () => mean)];
  return { scale: scale.id, value: combineValues(scale, completed), answered: values.length, missing };
}

function combineValues(scale: Scale, values: readonly number[]): number {
  const sum = values.reduce((total, value) => total + value, 0);
  return (scale.method === 'mean' ? sum / values.length : sum) * (scale.factor ?? 1);
}

/** The answer in the direction of the scale: reverse items are turned. */
export function keyedValue({ isReverse, minimum, maximum }: ChoiceItem, answer: number): number {
  return isReverse ? minimum + maximum - answer : answer;
}

/** The items that a scale is scored from. */
export function choiceItems(scale: Scale, items: ReadonlyMap<string, Item>): ChoiceItem[] {
  return scale.items.map((id) => items.get(id)).filter((item) => item?.kind === 'choice');
}

function findAnswerError(item: Item | undefined, answer: Answer): AnswerErrorCode | undefined {
  if (item === undefined) return 'unknown_item';
  switch (item.kind) {
    case 'choice':
      return findChoiceError(item, answer);
    case 'text':
      if (typeof answer !== 'string') return 'wrong_type';
      return Array.from(answer).length > item.longest ? 'too_long' : undefined;
    default:
      return findSelectionError(item, answer);
  }
}

function findChoiceError(item: ChoiceItem, answer: Answer): AnswerErrorCode | undefined {
  if (typeof answer !== 'number') return 'wrong_type';
  if (!Number.isInteger(answer)) return 'not_a_whole_number';
  return answer < item.minimum || answer > item.maximum ? 'out_of_range' : undefined;
}

function findSelectionError(item: SelectionItem, answer: Answer): AnswerErrorCode | undefined {
  if (!Array.isArray(answer)) return 'wrong_type';
  const chosen = answer.map((id) => item.options.find((option) => option.id === id));
  if (chosen.includes(undefined)) return 'unknown_option';
  if (new Set(answer).size < answer.length) return 'repeated_option';
  if (answer.length > item.most) return 'too_many_options';
  return answer.length > 1 && chosen.some((option) => option?.isExclusive) ? 'not_together' : undefined;
}

function findAlerts(item: Item, answer: Answer | undefined): AlertKind[] {
  if (answer === undefined || item.kind === 'text') return [];
  if (item.kind === 'choice') {
    const { alert } = item;
    const isReached = alert !== undefined && numbersIn(answer).some((number) => number >= alert.atLeast);
    return isReached ? [alert.kind] : [];
  }
  const said = new Set(textsIn(answer).flatMap((text) => [text, ...text.split(/[^A-Za-z0-9_-]+/)]));
  return item.options.flatMap(({ id, alert }) => (said.has(id) ? (alert ?? []) : []));
}

function textsIn(answer: Answer): readonly string[] {
  if (answer === null) return [];
  return typeof answer === 'object' ? answer : [String(answer)];
}

/** What a choice may mean: `3分`, `["3"]` and `{"value":3}` are 3, and yes is the first step above no. */
function numbersIn(answer: Answer): number[] {
  if (typeof answer === 'number') return [answer];
  return textsIn(answer).map((text) =>
    text === 'true' ? 1 : Number(/-?\d+(?:\.\d+)?/.exec(text.normalize('NFKC'))?.[0] ?? Number.NaN),
  );
}
