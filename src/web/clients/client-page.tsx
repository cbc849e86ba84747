import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { useColleagues } from '../identity/public.ts';
import { useSiteNames } from '../organisations/public.ts';
import { Definitions } from '../ui/definitions.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Place } from '../ui/place.tsx';
import { Section } from '../ui/section.tsx';
import { ClientEditor } from './client-editor.tsx';
import { ClientStatusTag, ConsentTag, RiskTag } from './client-tags.tsx';
import { Consents } from './consents.tsx';
import { EraseClientButton } from './erase-client.tsx';
import { Guardians } from './guardians.tsx';
import { type ClientView, clientQuery, consentsQuery } from './queries.ts';
import { Relatives } from './relatives.tsx';
import { useClassNames } from './use-class-names.ts';

declare module '../base/slice.ts' {
  interface Places {
    /** beside the person's name */
    personAction: { client: ClientView };
    /** what is urgent about the person */
    personNotice: { clientId: string };
    /** what was done with the person and for the person */
    person: { client: ClientView; clientId: string };
  }
}

/** What the server puts in the place of a person whose key was destroyed. */
const ERASED_NAME = '—';

export function ClientPage() {
  const { t } = useTranslation('clients');
  const { clientId } = useParams({ from: '/staff/clients/$clientId' });
  const { may } = useSession();
  const query = useQuery(clientQuery(clientId));
  const [isEditing, setEditing] = useState(false);
  if (query.error !== null && query.data === undefined) {
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (query.data === undefined) return <LoadingState rows={8} />;
  const client = query.data;
  if (client.name === ERASED_NAME) return <PageHeader title={ERASED_NAME} lead={t('person.erased')} />;
  return (
    <>
      <ClientHeader client={client} />
      <Place name="personNotice" of={{ clientId: client.id }} waitsUnseen />
      <div className="columns columns-main">
        <div className="stack">
          <ClientDetails client={client} isEditing={isEditing} onEditing={setEditing} />
          <Place name="person" of={{ client, clientId: client.id }} />
        </div>
        <div className="stack">
          <Consents client={client} />
          <Guardians client={client} />
          <Relatives client={client} />
          {may('client.erase') && (
            <div>
              <EraseClientButton client={client} />
            </div>
          )}
        </div>
      </div>
    </>
  );
}

function ClientHeader({ client }: { client: ClientView }) {
  const { t } = useTranslation('clients');
  const { age } = useFormats();
  const consents = useQuery(consentsQuery(client.id));
  const facts = [age(client.birthDate), client.sex === null ? undefined : t(`client.sexes.${client.sex}`)];
  return (
    <header className="stack">
      <div className="row">
        <h1>{client.name}</h1>
        <span className="quiet">{facts.filter(Boolean).join(' · ')}</span>
        <span className="push">
          <Place name="personAction" of={{ client }} waitsUnseen />
        </span>
      </div>
      <div className="row">
        <RiskTag level={client.riskLevel} />
        {consents.data !== undefined && <ConsentTag standing={consents.data.standing.service} isNamed />}
        <ClientStatusTag status={client.status} />
      </div>
    </header>
  );
}

function ClientDetails(props: {
  client: ClientView;
  isEditing: boolean;
  onEditing: (isEditing: boolean) => void;
}) {
  const { client, isEditing, onEditing } = props;
  const { t } = useTranslation('clients');
  const { may } = useSession();
  const { day, instant } = useFormats();
  const classNameOf = useClassNames();
  const siteNameOf = useSiteNames();
  const { namesOf } = useColleagues();
  if (isEditing) return <ClientEditor client={client} onDone={() => onEditing(false)} />;
  const rows = [
    { term: t('client.idKind'), value: client.idKind === null ? null : t(`client.idKinds.${client.idKind}`) },
    {
      term: t('client.idNumber'),
      value: client.idNumberConfirmed
        ? t('client.idNumberConfirmed', { number: client.idNumber })
        : client.idNumber,
    },
    ...(client.idCountry === null ? [] : [{ term: t('client.idCountry'), value: client.idCountry }]),
    { term: t('client.birthDate'), value: client.birthDate === null ? null : day(client.birthDate) },
    { term: t('client.phone'), value: client.phone },
    { term: t('client.studentNumber'), value: client.studentNumber },
    { term: t('client.site'), value: siteNameOf(client.siteId) },
    { term: t('person.class'), value: classNameOf(client.classId) },
    { term: t('client.address'), value: client.address },
    { term: t('client.workers'), value: namesOf(client.workerIds) },
    { term: t('client.note'), value: client.note },
    { term: t('client.updated'), value: instant(client.updatedAt) },
  ];
  return (
    <Section
      title={t('client.details')}
      action={may('client.update') && <Button onClick={() => onEditing(true)}>{t('action.edit')}</Button>}
    >
      <Definitions rows={rows} />
    </Section>
  );
}
