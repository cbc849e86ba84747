import type { AlertKind, Instrument, Item } from '../../domain/scoring/instrument.ts';
import type { Answer, Answers } from '../../domain/scoring/score.ts';

export interface AnswerRow {
  readonly item: Item;
  readonly answer: Answer;
  /** What the answer calls for help with. */
  readonly alert: AlertKind | undefined;
}

/**
 * All items of a questionnaire: what calls for help first, then own words, then the rest in the order of asking. What was
 * sent under an item that the questionnaire does not have stands with the own words, under the name that it came with.
 */
export function answerRows(
  { items }: Pick<Instrument, 'items'>,
  answers: Answers,
  alerts: ReadonlyArray<{ readonly itemId: string; readonly kind: AlertKind }>,
): AnswerRow[] {
  const known = new Set(items.map(({ id }) => id));
  const others = Object.entries(answers).filter(([id]) => !known.has(id));
  const unknown = others.map(([id, answer]): AnswerRow => ({
    item: { kind: 'text', id, text: { zh: id, en: id }, longest: 0 },
    answer,
    alert: undefined,
  }));
  const rows = items.map((item): AnswerRow => ({
    item,
    answer: answers[item.id] ?? null,
    alert: alerts.find(({ itemId }) => itemId === item.id)?.kind,
  }));
  const rank = ({ item, answer, alert }: AnswerRow): number =>
    alert !== undefined ? 0 : item.kind === 'text' && answer !== null ? 1 : 2;
  return [...rows, ...unknown].toSorted((left, right) => rank(left) - rank(right));
}
