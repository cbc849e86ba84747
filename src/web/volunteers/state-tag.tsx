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

export function StateTag({ state }: { state: EntryState }) {
  const { t } = useTranslation('volunteers');
  return <Tag tone={tones[state]}>{t(`states.${state}`)}</Tag>;
}
