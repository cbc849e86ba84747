import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ListPupilReferrals } from '../../contract/casework.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { Section } from '../ui/section.tsx';
import { Tag } from '../ui/tag.tsx';

export const ownReferralsKey = ['pupil-referrals'] as const;

/** What the reader referred, and no more of it than whether it was taken up. */
export function OwnReferrals({ action }: { action?: ReactNode }) {
  const { t } = useTranslation('casework');
  const { instant } = useFormats();
  const list = useQuery({
    queryKey: ownReferralsKey,
    queryFn: ({ signal }) => call(ListPupilReferrals, { signal }),
  });
  return (
    <Section title={t('pupilReferral.mine')} action={action}>
      {list.error !== null && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <LoadingState rows={2} />}
      {list.data?.items.length === 0 && (
        <p className="quiet">{t(action === undefined ? 'pupilReferral.none' : 'pupilReferral.noneYet')}</p>
      )}
      <ul className="items">
        {list.data?.items.map(({ id, pupilName, urgency, status, createdAt }) => (
          <li key={id} className="item item-tight">
            <div className="item-main">
              <strong>{pupilName}</strong>
              <p className="quiet">
                {instant(createdAt)}
                {urgency !== null && ` · ${t(`referral.urgencies.${urgency}`)}`}
              </p>
            </div>
            <Tag tone={status === 'open' ? 'primary' : status === 'accepted' ? 'good' : 'plain'}>
              {t(`pupilReferral.statuses.${status}`)}
            </Tag>
          </li>
        ))}
      </ul>
    </Section>
  );
}
