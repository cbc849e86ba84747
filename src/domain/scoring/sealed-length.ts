import type { Instrument, Item } from './instrument.ts';
import type { Answer, Answers } from './score.ts';

/** As long as any number that JSON writes of a score. */
const LONGEST_NUMBER = 24;
const TEXT_STEP = 256;

/**
 * Bytes that the JSON `{answers, scores}` of one person to one instrument takes at most, whatever was chosen: a seal
 * hides what it holds and not how long that is, and 9 is shorter than 10. Own words count in steps of 256 bytes.
 */
export function sealedLength(instrument: Instrument, answers: Answers): number {
  const texts = instrument.items.filter(({ kind }) => kind === 'text').map(({ id }) => answers[id]);
  return closedLength(instrument) + texts.reduce((sum: number, text) => sum + textLength(text), 0);
}

const closedLengths = new WeakMap<Instrument, number>();

function closedLength(instrument: Instrument): number {
  const known = closedLengths.get(instrument);
  if (known !== undefined) return known;
  const answers = instrument.items.map((item) => [item.id, longestAnswer(item)]);
  const count = String(instrument.items.length).length;
  const scores = instrument.scales.map(({ id }) => [id, { value: '', answered: '', missing: '' }]);
  const longest = { answers: Object.fromEntries(answers), scores: Object.fromEntries(scores) };
  const length = bytesOf(longest) + instrument.scales.length * (LONGEST_NUMBER + 2 * count);
  closedLengths.set(instrument, length);
  return length;
}

function longestAnswer(item: Item): Answer {
  switch (item.kind) {
    case 'choice':
      return longestOf([String(item.minimum), String(item.maximum)]);
    case 'text':
      return '';
    default:
      return item.options
        .map(({ id }) => id)
        .toSorted((left, right) => right.length - left.length)
        .slice(0, item.most);
  }
}

function bytesOf(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}

function longestOf(texts: readonly string[]): string {
  return texts.reduce((longest, text) => (text.length > longest.length ? text : longest), '');
}

function textLength(text: Answer | undefined): number {
  if (typeof text !== 'string') return 0;
  return Math.ceil(bytesOf(text) / TEXT_STEP) * TEXT_STEP;
}
