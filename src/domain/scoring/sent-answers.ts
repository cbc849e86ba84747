import { keptAnyway } from '../written-text.ts';
import type { Answer, Answers } from './score.ts';

/** What is nested deeper is not kept: no questionnaire asks so, and each level costs a call on the stack. */
const DEEPEST = 8;

/**
 * What a page sent, whatever it is, as answers that can be scored, kept and shown. A value of a kind that no item takes
 * becomes a list of its JSON text: no item reads it as an answer, and a person still reads what it says.
 */
export function answersOf(sent: Readonly<Record<string, unknown>>): Answers {
  return Object.fromEntries(Object.entries(sent).map(([itemId, value]) => [itemId, answerOf(value)]));
}

function answerOf(value: unknown): Answer {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return keptAnyway(value);
  // JSON can write numbers that are none here (1e999)
  if (typeof value === 'number') {
    return Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, value));
  }
  return Array.isArray(value) ? value.map(textOf) : [textOf(value)];
}

function textOf(value: unknown): string {
  return keptAnyway(typeof value === 'string' ? value : JSON.stringify(cutBelow(value, DEEPEST)));
}

function cutBelow(value: unknown, levels: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (levels === 0) return '…';
  if (Array.isArray(value)) return value.map((member) => cutBelow(member, levels - 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, cutBelow(member, levels - 1)]),
  );
}
