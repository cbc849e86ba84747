import type { QualificationView } from '../../contract/volunteers.ts';
import { nameOfCode } from '../../domain/volunteers/qualification-words.ts';
import { useFormats } from '../base/formats.ts';

/** What a training, check or insurance is called: of a training the organisation's own words. */
export function useQualificationTitle(): (one: Pick<QualificationView, 'kind' | 'code' | 'title'>) => string {
  const { textOf } = useFormats();
  return ({ kind, code, title }) => {
    if (kind === 'training') return title === '' ? code : title;
    return textOf(nameOfCode(code));
  };
}
