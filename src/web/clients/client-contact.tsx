import { PhoneOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { clientQuery, guardiansQuery } from './queries.ts';
import { useClassNames } from './use-class-names.ts';

/** Of which class and school somebody is, and the telephone to call: a guardian's where they have none of their own. */
export function ClientContact({ clientId }: { clientId: string }) {
  const { t } = useTranslation('clients');
  const client = useQuery(clientQuery(clientId)).data;
  const hasNone = client !== undefined && client.phone === null;
  const guardians = useQuery({ ...guardiansQuery(clientId), enabled: hasNone });
  const classNameOf = useClassNames();
  if (client === undefined) return null;
  const className = classNameOf(client.classId);
  const guardian = (guardians.data?.items ?? []).find(({ phone }) => phone !== null);
  return (
    <p className="row small">
      <span className={className === undefined ? 'quiet' : undefined}>
        {className ?? t('client.noClass')}
      </span>
      {client.phone !== null && <Telephone phone={client.phone} />}
      {client.phone === null && guardian?.phone != null && (
        <span>
          {t(`guardian.relations.${guardian.relation}`)} {guardian.name} <Telephone phone={guardian.phone} />
        </span>
      )}
      {hasNone && guardians.isSuccess && guardian === undefined && (
        <span className="quiet">{t('client.noPhone')}</span>
      )}
    </p>
  );
}

function Telephone({ phone }: { phone: string }) {
  return (
    <a href={`tel:${phone}`}>
      <PhoneOutlined aria-hidden="true" /> {phone}
    </a>
  );
}
