import { useQuery } from '@tanstack/react-query';
import { useFormats } from '../base/formats.ts';
import { instrumentsQuery } from './queries.ts';

/** Titles of questionnaires, scales and options in the reader's language; ids until they are loaded. */
export function useInstruments() {
  const { textOf } = useFormats();
  const instruments = useQuery(instrumentsQuery).data?.items ?? [];
  const find = (id: string) => instruments.find((instrument) => instrument.id === id);
  const titled = (title: { zh: string; en: string } | undefined, id: string) =>
    title === undefined ? id : textOf(title);
  return {
    instruments,
    titleOf: (id: string) => titled(find(id)?.title, id),
    scaleOf: (id: string, scaleId: string) =>
      titled(find(id)?.scales.find((scale) => scale.id === scaleId)?.title, scaleId),
    optionOf: (id: string, itemId: string, optionId: string) => {
      const item = find(id)?.items.find((candidate) => candidate.id === itemId);
      const options = item !== undefined && 'options' in item ? item.options : [];
      return titled(options.find((option) => option.id === optionId)?.text, optionId);
    },
  };
}
