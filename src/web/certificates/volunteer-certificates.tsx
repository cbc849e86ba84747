import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CertificateView } from '../../contract/certificates.ts';
import { revocationNames } from '../../domain/certificates/certificate-life.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { Section } from '../ui/section.tsx';
import { CertificateStateTag } from './certificate-state-tag.tsx';
import { FileButtons } from './file-buttons.tsx';
import { IssueDialog } from './issue-dialog.tsx';
import { certificatesQuery } from './queries.ts';
import { RevokeDialog } from './revoke-dialog.tsx';

/** On a volunteer's page: what was certified of their service. */
export function VolunteerCertificates({ volunteerId }: { volunteerId: string }) {
  const { t } = useTranslation('certificates');
  const { may } = useSession();
  const [isIssuing, setIssuing] = useState(false);
  const query = useQuery(certificatesQuery(volunteerId));
  return (
    <Section
      title={t('of')}
      action={
        may('volunteer.manage') && <Button onClick={() => setIssuing(true)}>{t('issue.action')}</Button>
      }
    >
      {query.isPending && <LoadingState rows={2} />}
      {query.error !== null && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data?.items.length === 0 && <p className="quiet">{t('none')}</p>}
      {query.data !== undefined && query.data.items.length > 0 && (
        <ul className="items">
          {query.data.items.map((certificate) => (
            <CertificateRow key={certificate.id} certificate={certificate} />
          ))}
        </ul>
      )}
      {isIssuing && <IssueDialog volunteerId={volunteerId} onClose={() => setIssuing(false)} />}
    </Section>
  );
}

function CertificateRow({ certificate }: { certificate: CertificateView }) {
  const { t } = useTranslation('certificates');
  const { day, dayOf, textOf, minutesOf } = useFormats();
  const { number, from, to, minutes, state, issuedAt, revokedAt, revokedBecause } = certificate;
  return (
    <li className="item">
      <div className="item-main">
        <strong className="figures">{number}</strong> <CertificateStateTag state={state} />
        <p>
          <span className="figures">{minutesOf(minutes)}</span> ·{' '}
          {t('row.period', { from: day(from), to: day(to) })}
        </p>
        {state === 'failed' ? (
          <p className="small">{t('row.failed')}</p>
        ) : (
          <p className="quiet small">{t('row.issued', { day: dayOf(issuedAt) })}</p>
        )}
        {revokedAt !== null && revokedBecause !== null && (
          <p className="small">
            {t('row.revoked', { day: dayOf(revokedAt), reason: textOf(revocationNames[revokedBecause]) })}
          </p>
        )}
      </div>
      <CertificateActions certificate={certificate} />
    </li>
  );
}

function CertificateActions({
  certificate: { id, number, verifyUrl, state },
}: {
  certificate: CertificateView;
}) {
  const { t } = useTranslation('certificates');
  const { may } = useSession();
  const [isRevoking, setRevoking] = useState(false);
  const nameOf = (action: string) => t('action.of', { action, whose: number });
  if (state !== 'issued' && state !== 'revoked') return null;
  return (
    <div className="row">
      {state === 'issued' && <FileButtons id={id} number={number} />}
      <a href={verifyUrl} target="_blank" rel="noreferrer" aria-label={nameOf(t('row.verify'))}>
        {t('row.verify')}
      </a>
      {state === 'issued' && may('volunteer.manage') && (
        <Button danger aria-label={nameOf(t('row.revoke'))} onClick={() => setRevoking(true)}>
          {t('row.revoke')}
        </Button>
      )}
      {isRevoking && <RevokeDialog id={id} number={number} onClose={() => setRevoking(false)} />}
    </div>
  );
}
