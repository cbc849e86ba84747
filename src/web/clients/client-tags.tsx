import { useTranslation } from 'react-i18next';
import type { ConsentStanding } from '../../domain/clients/consent.ts';
import { Tag, type Tone } from '../ui/tag.tsx';
import type { ClientItemView } from './queries.ts';

const riskTones: Readonly<Record<ClientItemView['riskLevel'], Tone>> = {
  unknown: 'plain',
  low: 'good',
  medium: 'warning',
  high: 'danger',
  urgent: 'danger',
};

export function RiskTag({ level }: { level: ClientItemView['riskLevel'] }) {
  const { t } = useTranslation('clients');
  return <Tag tone={riskTones[level]}>{t('client.risk', { level: t(`person.risks.${level}`) })}</Tag>;
}

export function ClientStatusTag({ status }: { status: ClientItemView['status'] }) {
  const { t } = useTranslation('clients');
  return <Tag tone={status === 'in_service' ? 'accent' : 'plain'}>{t(`client.statuses.${status}`)}</Tag>;
}

const standingTones: Readonly<Record<ConsentStanding, Tone>> = {
  given: 'good',
  missing: 'warning',
  guardian_required: 'warning',
  expired: 'warning',
  withdrawn: 'danger',
};

/** For one purpose; in a header it names the purpose, in a list it stands beside it. */
export function ConsentTag(props: {
  standing: ConsentStanding;
  isNamed?: boolean;
  /** the work can go on without it: not having it is nothing to worry about */
  isOptional?: boolean;
}) {
  const { standing, isNamed = false, isOptional = false } = props;
  const { t } = useTranslation('clients');
  const words = t(`consent.standings.${standing}`);
  return (
    <Tag tone={isOptional && standing === 'missing' ? 'plain' : standingTones[standing]}>
      {isNamed ? t('consent.standing', { standing: words }) : words}
    </Tag>
  );
}
