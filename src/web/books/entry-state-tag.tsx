import { useTranslation } from 'react-i18next';
import type { EntryState } from '../../domain/books/entry-life.ts';
import { Tag, type Tone } from '../ui/tag.tsx';

const tones: Readonly<Record<EntryState, Tone>> = {
  asked: 'warning',
  accepted: 'good',
  declined: 'plain',
  ended: 'plain',
  left: 'plain',
};

export function EntryStateTag({ state }: { state: EntryState }) {
  const { t } = useTranslation('books');
  return <Tag tone={tones[state]}>{t(`states.${state}`)}</Tag>;
}
