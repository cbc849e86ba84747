import type { EnterWording } from '../../contract/instruments.ts';
import type { BodyOf } from '../../contract/operation.ts';
import type { Instrument } from '../../domain/scoring/instrument.ts';

export interface WordingValues {
  instrumentId: string;
  instruction?: string;
  /** a line each */
  items: string;
  labels: string;
  englishItems?: string;
  englishLabels?: string;
  licenceNote: string;
}

/** Lines that say something, without the numbers that a copied list has in front. */
export function linesOf(text = ''): string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/^\s*\d{1,2}\s*[.、．)）]\s*/, '').trim())
    .filter((line) => line !== '');
}

/** What was pasted, as the server takes it; where nobody wrote the English, the Chinese stands for both. */
export function wordingOf(instrument: Instrument, values: WordingValues): BodyOf<typeof EnterWording> {
  const choices = instrument.items.filter((item) => item.kind === 'choice');
  const items = bothOf(values.items, values.englishItems);
  const instruction = values.instruction?.trim() ?? '';
  return {
    ...(instruction === '' ? {} : { instruction: { zh: instruction, en: instruction } }),
    items: Object.fromEntries(
      choices.flatMap(({ id }, index) => {
        const text = items[index];
        return text === undefined ? [] : [[id, text] as const];
      }),
    ),
    labels: bothOf(values.labels, values.englishLabels),
    licenceNote: values.licenceNote.trim(),
  };
}

function bothOf(chinese: string, english: string | undefined) {
  const other = linesOf(english);
  return linesOf(chinese).map((zh, index) => ({ zh, en: other[index] ?? zh }));
}
