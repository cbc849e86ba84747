import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { consentPurposes } from '../../contract/clients.ts';
import { needsGuardian } from '../../domain/clients/consent.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { FilesOf } from '../files/public.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { Section } from '../ui/section.tsx';
import { ConsentTag } from './client-tags.tsx';
import { ConsentDialog, type ConsentPurpose } from './consent-dialog.tsx';
import { type ClientView, consentsQuery } from './queries.ts';
import { type ConsentView, WithdrawDialog } from './withdraw-dialog.tsx';

/** For each purpose whether consent holds today, and how to record or withdraw one. */
export function Consents({ client }: { client: ClientView }) {
  const { t } = useTranslation('clients');
  const { today } = useFormats();
  const consents = useQuery(consentsQuery(client.id));
  const [recording, setRecording] = useState<ConsentPurpose>();
  const [withdrawing, setWithdrawing] = useState<ConsentView>();
  return (
    <Section title={t('consent.title')}>
      {needsGuardian(client.birthDate, today) && <p className="notice">{t('consent.under14')}</p>}
      {consents.error !== null && (
        <ErrorState error={consents.error} onRetry={() => void consents.refetch()} />
      )}
      {consents.isPending && <LoadingState />}
      <ul className="items">
        {consents.data !== undefined &&
          consentPurposes.map((purpose) => (
            <PurposeRow
              key={purpose}
              purpose={purpose}
              standing={consents.data.standing[purpose]}
              consents={consents.data.items.filter((item) => item.purpose === purpose)}
              clientId={client.id}
              onRecord={() => setRecording(purpose)}
              onWithdraw={setWithdrawing}
            />
          ))}
      </ul>
      {recording !== undefined && (
        <ConsentDialog client={client} purpose={recording} onClose={() => setRecording(undefined)} />
      )}
      {withdrawing !== undefined && (
        <WithdrawDialog
          clientId={client.id}
          consent={withdrawing}
          onClose={() => setWithdrawing(undefined)}
        />
      )}
    </Section>
  );
}

function PurposeRow(props: {
  purpose: ConsentPurpose;
  standing: Parameters<typeof ConsentTag>[0]['standing'];
  consents: readonly ConsentView[];
  clientId: string;
  onRecord: () => void;
  onWithdraw: (consent: ConsentView) => void;
}) {
  const { t } = useTranslation('clients');
  const { may } = useSession();
  const { day } = useFormats();
  const { purpose, standing, consents, clientId } = props;
  const holding = consents.find(({ withdrawnOn }) => withdrawnOn === null);
  const word = t(`consent.purposes.${purpose}`);
  return (
    <li className="item item-tight">
      <div className="item-main">
        <span className="row">
          {word} <ConsentTag standing={standing} isOptional={purpose !== 'service'} />
        </span>
        {holding !== undefined && (
          <p className="quiet small">
            {t('consent.item', {
              giver: t(`consent.givers.${holding.givenBy}`),
              evidence: t(`consent.evidences.${holding.evidence}`),
              day: day(holding.givenOn),
            })}
          </p>
        )}
      </div>
      {may('consent.record') &&
        (standing === 'given' && holding !== undefined ? (
          <Button
            aria-label={t('consent.withdrawTitle', { purpose: word })}
            onClick={() => props.onWithdraw(holding)}
          >
            {t('consent.withdraw')}
          </Button>
        ) : (
          <Button aria-label={t('consent.recordFor', { purpose: word })} onClick={props.onRecord}>
            {t('consent.record')}
          </Button>
        ))}
      {holding !== undefined && (
        <FilesOf
          owner={{ kind: 'consent', ownerId: holding.id }}
          recordId={clientId}
          of={t('consent.filesOf', { purpose: word })}
          mayAdd={may('consent.record')}
        />
      )}
    </li>
  );
}
