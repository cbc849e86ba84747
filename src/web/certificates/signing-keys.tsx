import { useQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnswerOf } from '../../contract/operation.ts';
import { type ListSigningKeys, RenewSigningKey } from '../../contract/certificates.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { Section } from '../ui/section.tsx';
import { Tag } from '../ui/tag.tsx';
import { useChange } from '../ui/use-change.ts';
import { readKeysAnew, signingKeysQuery } from './queries.ts';
import { RevokeKeyDialog } from './revoke-key-dialog.tsx';

type SigningKey = AnswerOf<typeof ListSigningKeys>['items'][number];

/** The keys that the organisation's certificates are signed with. */
export function SigningKeys() {
  const { t } = useTranslation('certificates');
  const keys = useQuery(signingKeysQuery);
  return (
    <Section title={t('keys.title')} action={<RenewButton />}>
      <p>{t('keys.lead')}</p>
      {keys.isPending && <LoadingState rows={2} />}
      {keys.error !== null && <ErrorState error={keys.error} onRetry={() => void keys.refetch()} />}
      {keys.data?.items.length === 0 && <p className="quiet">{t('keys.none')}</p>}
      {keys.data !== undefined && keys.data.items.length > 0 && (
        <ul className="items">
          {keys.data.items.map((signingKey, at, all) => (
            <KeyRow key={signingKey.id} signingKey={signingKey} n={all.length - at} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function RenewButton() {
  const { t } = useTranslation('certificates');
  const { modal } = App.useApp();
  const renew = useChange<void, unknown>(
    { change: () => call(RenewSigningKey, {}), said: () => t('keys.renewed'), onDone: () => undefined },
    readKeysAnew,
  );
  const ask = () =>
    void modal.confirm({
      title: t('keys.renewSure'),
      content: t('keys.renewHint'),
      okText: t('keys.renew'),
      onOk: () => renew.mutateAsync().catch(() => undefined),
    });
  return <Button onClick={ask}>{t('keys.renew')}</Button>;
}

/** @param props.n the first that there was is 1 */
function KeyRow({ signingKey, n }: { signingKey: SigningKey; n: number }) {
  const { id, createdAt, isCurrent, revokedAt } = signingKey;
  const { t } = useTranslation('certificates');
  const { instant } = useFormats();
  const [isRevoking, setRevoking] = useState(false);
  const standing = revokedAt !== null ? 'revoked' : isCurrent ? 'current' : 'former';
  return (
    <li className="item">
      <div className="item-main">
        <strong>{t('keys.one', { n })}</strong>{' '}
        <Tag tone={revokedAt !== null ? 'danger' : isCurrent ? 'good' : 'plain'}>{t(`keys.${standing}`)}</Tag>
        <p className="quiet small">
          {t('keys.since', { time: instant(createdAt) })}
          {revokedAt !== null && ` · ${t('keys.revokedAt', { time: instant(revokedAt) })}`}
        </p>
      </div>
      {revokedAt === null && (
        <Button
          danger
          aria-label={t('action.of', { action: t('keys.revoke'), whose: t('keys.one', { n }) })}
          onClick={() => setRevoking(true)}
        >
          {t('keys.revoke')}
        </Button>
      )}
      {isRevoking && <RevokeKeyDialog id={id} n={n} onClose={() => setRevoking(false)} />}
    </li>
  );
}
