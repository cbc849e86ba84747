import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AgreementView, type AllianceView, SignAgreement } from '../../contract/alliances.ts';
import { signs } from '../../domain/alliances/alliance.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { isProblem } from '../base/problem.ts';
import { Section } from '../ui/section.tsx';
import { Tag } from '../ui/tag.tsx';
import { useChange } from '../ui/use-change.ts';
import styles from './alliances.module.css';
import { keepAlliance } from './queries.ts';

/** The newest version with who signed it, and those before. */
export function Agreement({ alliance, maySign }: { alliance: AllianceView; maySign: boolean }) {
  const { t } = useTranslation('alliances');
  const { id, agreements, toSign } = alliance;
  // the version that stood here first: what is revised meanwhile is signed once it was shown
  const [shown, setShown] = useState(toSign);
  const sign = useChange<number, AllianceView>(
    {
      change: (number) =>
        call(SignAgreement, { params: { id }, body: { number } }).catch((error: unknown) => {
          if (isProblem(error, 'agreement_newer')) setShown(toSign);
          throw error;
        }),
      said: () => t('agreement.signedNow'),
      onDone: () => undefined,
    },
    keepAlliance,
  );
  const [newest, ...earlier] = agreements;
  const binding = earlier.find(({ isInForce }) => isInForce);
  return (
    <Section title={t('agreement.title')}>
      {newest !== undefined && (
        <>
          <Version alliance={alliance} agreement={newest} />
          <Unsigned alliance={alliance} agreement={newest} />
        </>
      )}
      {toSign !== null && maySign && (
        <div className="notice notice-warning">
          <p>{t('agreement.toSign', { number: toSign })}</p>
          <Button type="primary" loading={sign.isPending} onClick={() => sign.mutate(shown ?? toSign)}>
            {t('agreement.sign')}
          </Button>
        </div>
      )}
      {earlier.length > 0 && (
        <details>
          <summary>
            {t('agreement.earlier', { count: earlier.length })}
            {binding !== undefined && t('agreement.binding', { number: binding.number })}
          </summary>
          {earlier.map((agreement) => (
            <Version key={agreement.number} alliance={alliance} agreement={agreement} />
          ))}
        </details>
      )}
    </Section>
  );
}

/** Whose signature the newest version waits for. */
function Unsigned({ alliance, agreement }: { alliance: AllianceView; agreement: AgreementView }) {
  const { t } = useTranslation('alliances');
  const { inLanguage } = useFormats();
  const signed = new Set(agreement.signatures.map(({ organisationId }) => organisationId));
  const names = alliance.parties
    .filter((party) => signs(party) && !signed.has(party.organisationId))
    .map(({ name, nameEn }) => inLanguage(name, nameEn));
  if (names.length === 0) return null;
  return <p className="small">{t('agreement.unsigned', { names: names.join(t('state.comma')) })}</p>;
}

function Version({ alliance, agreement }: { alliance: AllianceView; agreement: AgreementView }) {
  const { t } = useTranslation('alliances');
  const { instant, inLanguage } = useFormats();
  const { number, terms, noticeDays, proposedBy, proposedAt, isInForce, signatures } = agreement;
  const partyOf = (id: string) => alliance.parties.find(({ organisationId }) => organisationId === id);
  return (
    <div className={styles['version']}>
      <p>
        <strong>{t('agreement.number', { number })}</strong>{' '}
        {isInForce && <Tag tone="good">{t('agreement.inForce')}</Tag>}
      </p>
      <p className="quiet small">
        {[
          t('agreement.proposed', { name: proposedBy, at: instant(proposedAt) }),
          noticeDays === 0 ? t('agreement.noNotice') : t('agreement.notice', { count: noticeDays }),
        ].join(' · ')}
      </p>
      <p className={`prose ${styles['terms']}`}>{terms ?? t('agreement.before')}</p>
      <ul className={styles['signatures']} aria-label={t('agreement.signatures')}>
        {signatures.map(({ organisationId, signerName, signedAt, isValid }) => {
          const party = partyOf(organisationId);
          return (
            <li key={organisationId}>
              <Tag tone={isValid ? 'good' : 'danger'}>
                {t(isValid ? 'agreement.signed' : 'agreement.broken')}
              </Tag>{' '}
              {t('agreement.by', {
                organisation: party === undefined ? '' : inLanguage(party.name, party.nameEn),
                name: signerName,
                at: instant(signedAt),
              })}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
