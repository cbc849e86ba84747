import { useQueries, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { type GuardianView, guardiansQuery, relativesQuery } from './queries.ts';

type Known = Pick<GuardianView, 'name' | 'phone'> & Partial<Pick<GuardianView, 'relation'>>;

/** Guardians of the client's relatives, to be taken over and not typed once more. */
export function FamilyGuardians(props: { clientId: string; onChosen: (guardian: Known) => void }) {
  const { clientId, onChosen } = props;
  const { t } = useTranslation('clients');
  const own = useQuery(guardiansQuery(clientId)).data?.items ?? [];
  const relatives = useQuery(relativesQuery(clientId)).data?.items ?? [];
  const seen = relatives.flatMap(({ client, relation }) => (client === null ? [] : [{ client, relation }]));
  const lists = useQueries({ queries: seen.map(({ client }) => guardiansQuery(client.id)) });
  const offered = seen.flatMap(({ client, relation }, index) =>
    (lists[index]?.data?.items ?? [])
      .filter((guardian) => !own.some((one) => isSame(one, guardian)))
      .map((guardian) => ({ guardian, of: client.name, isSibling: relation === 'sibling' })),
  );
  if (offered.length === 0) return null;
  return (
    <div className="notice stack">
      <p>{t('guardian.fromFamily')}</p>
      <div className="row">
        {offered.map(({ guardian, of, isSibling }) => (
          <Button
            key={guardian.id}
            onClick={() => {
              const { name, phone, relation } = guardian;
              // a sister's mother is one's own; a cousin's is an aunt, who says herself what she is
              onChosen({ name, phone, ...(isSibling ? { relation } : {}) });
            }}
          >
            {t('guardian.ofRelative', {
              name: guardian.name,
              relation: t(`guardian.relations.${guardian.relation}`),
              of,
            })}
          </Button>
        ))}
      </div>
    </div>
  );
}

function isSame(left: GuardianView, right: GuardianView): boolean {
  return left.name === right.name && left.phone === right.phone;
}
