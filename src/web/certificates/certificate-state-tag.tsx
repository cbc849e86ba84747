import { useTranslation } from 'react-i18next';
import type { CertificateState } from '../../domain/certificates/certificate-life.ts';
import { Tag, type Tone } from '../ui/tag.tsx';

const tones: Readonly<Record<CertificateState, Tone>> = {
  queued: 'plain',
  issued: 'good',
  failed: 'warning',
  revoked: 'danger',
};

export function CertificateStateTag({ state }: { state: CertificateState }) {
  const { t } = useTranslation('certificates');
  return <Tag tone={tones[state]}>{t(`states.${state}`)}</Tag>;
}
