import type { Texts } from '../language.ts';
import type { Instrument, Item } from './instrument.ts';

/** Texts that an organisation holds a licence for, or has validated: they replace a rendering or fill a bare key. */
export interface OwnWording {
  readonly instruction?: Texts;
  /** One text for each choice item, by its id. */
  readonly items: Readonly<Record<string, Texts>>;
  /** One label for each number of the range, lowest first; the same for all items. */
  readonly labels: readonly Texts[];
}

export type WordingFaultCode = 'item_missing' | 'unknown_item' | 'labels_do_not_match_range';

export interface WordingFault {
  readonly code: WordingFaultCode;
  /** Item id; empty for the labels. */
  readonly itemId: string;
}

/** Everything that keeps a wording from fitting a key; empty when it fits. */
export function findWordingFaults(instrument: Instrument, wording: OwnWording): WordingFault[] {
  const choices = instrument.items.filter((item) => item.kind === 'choice');
  const ids = new Set(choices.map(({ id }) => id));
  const missing = choices.filter(({ id }) => !Object.hasOwn(wording.items, id));
  const unknown = Object.keys(wording.items).filter((id) => !ids.has(id));
  const fitsLabels = choices.every(({ minimum, maximum }) => wording.labels.length === maximum - minimum + 1);
  return [
    ...missing.map(({ id }) => ({ code: 'item_missing' as const, itemId: id })),
    ...unknown.map((itemId) => ({ code: 'unknown_item' as const, itemId })),
    ...(fitsLabels ? [] : [{ code: 'labels_do_not_match_range' as const, itemId: '' }]),
  ];
}

/** The instrument in an organisation's own words; its key stays what it is. The wording must fit. */
export function withOwnWording(instrument: Instrument, wording: OwnWording): Instrument {
  const items = instrument.items.map((item): Item => {
    const text = wording.items[item.id];
    return item.kind === 'choice' && text !== undefined ? { ...item, text, labels: wording.labels } : item;
  });
  const { instruction = instrument.instruction } = wording;
  return {
    ...instrument,
    items,
    wording: 'licensed',
    ...(instruction === undefined ? {} : { instruction }),
  };
}
