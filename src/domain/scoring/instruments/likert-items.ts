import type { Texts } from '../../language.ts';
import type { AlertKind, ChoiceItem } from '../instrument.ts';

export interface LikertKey {
  /** Items become `prefix-1`, `prefix-2` and so on. */
  prefix: string;
  minimum: number;
  maximum: number;
  /** Numbers of the reversed items, counted from 1 as in publications. */
  reverse?: readonly number[];
  alerts?: Readonly<Record<number, { atLeast: number; kind: AlertKind }>>;
}

/** Chinese first, English second. */
export type Wording = readonly [zh: string, en: string];

/**
 * The items of a key without wording.
 * @throws RangeError when a reversed item does not exist
 */
export function keyItems(count: number, key: LikertKey): ChoiceItem[] {
  const reverse = new Set(key.reverse);
  if ([...reverse].some((number) => number < 1 || number > count))
    throw new RangeError('no such item to reverse');
  return Array.from({ length: count }, (_, index) => {
    const alert = key.alerts?.[index + 1];
    return {
      kind: 'choice' as const,
      id: `${key.prefix}-${index + 1}`,
      minimum: key.minimum,
      maximum: key.maximum,
      isReverse: reverse.has(index + 1),
      ...(alert === undefined ? {} : { alert }),
    };
  });
}

/** The items of a key with their wording; every item has the same labels. */
export function wordedItems(
  key: LikertKey,
  labels: readonly Wording[],
  texts: readonly Wording[],
): ChoiceItem[] {
  const shared = labels.map(toTexts);
  const worded = texts.map(toTexts);
  return keyItems(texts.length, key).flatMap((item, index) => {
    const text = worded[index];
    return text === undefined ? [] : [{ ...item, text, labels: shared }];
  });
}

/** `prefix-3`, `prefix-4` for the numbers 3 and 4; all of `count` items when no numbers are given. */
export function itemIds(prefix: string, numbers: readonly number[] | { count: number }): string[] {
  const list = 'count' in numbers ? Array.from({ length: numbers.count }, (_, index) => index + 1) : numbers;
  return list.map((number) => `${prefix}-${number}`);
}

function toTexts([zh, en]: Wording): Texts {
  return { zh, en };
}
