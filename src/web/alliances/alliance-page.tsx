import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { AllianceView } from '../../contract/alliances.ts';
import { isIn } from '../../domain/alliances/alliance.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Place } from '../ui/place.tsx';
import { Agreement } from './agreement.tsx';
import { AllianceButtons } from './alliance-buttons.tsx';
import { Happened } from './happened.tsx';
import { Invitation } from './invitation.tsx';
import { Members } from './members.tsx';
import { OwnShares } from './own-shares.tsx';
import { allianceQuery } from './queries.ts';
import { OwnTag } from './standing-tag.tsx';

declare module '../base/slice.ts' {
  interface Places {
    /** what goes on in it */
    alliance: { readonly alliance: AllianceView };
  }
}

/** Who is in an alliance and shares what, what they agreed on, and what happened. */
export function AlliancePage() {
  const { t } = useTranslation('alliances');
  const { allianceId } = useParams({ from: '/staff/alliances/$allianceId' });
  const { inLanguage } = useFormats();
  const mayManage = useSession().may('alliance.manage');
  const query = useQuery(allianceQuery(allianceId));
  if (query.isPending) return <LoadingState />;
  if (query.error !== null) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const alliance = query.data;
  const { host, role, isClosed, standing } = alliance;
  const isActive = isIn(standing) && !isClosed;
  return (
    <>
      <PageHeader
        title={
          <>
            {alliance.name} <OwnTag alliance={alliance} />
          </>
        }
        lead={[t('list.host', { name: inLanguage(host.name, host.nameEn) }), t(`roles.${role}`)].join(' · ')}
        action={mayManage && isActive && <AllianceButtons alliance={alliance} />}
      />
      <div className="stack">
        <Over alliance={alliance} />
        {alliance.invitationId !== null && (
          <Invitation alliance={alliance} invitationId={alliance.invitationId} mayAnswer={mayManage} />
        )}
        {alliance.purpose !== '' && <p className="prose">{alliance.purpose}</p>}
        <Agreement alliance={alliance} maySign={mayManage && isActive} />
        <Members alliance={alliance} mayManage={mayManage && isActive} />
        <Place name="alliance" of={{ alliance }} />
        {isActive && <OwnShares key={alliance.version} alliance={alliance} mayChange={mayManage} />}
        <Happened alliance={alliance} />
      </div>
    </>
  );
}

/** Whoever is not in it any more, or not for long, is told so first. */
function Over({ alliance }: { alliance: AllianceView }) {
  const { t } = useTranslation('alliances');
  const { day } = useFormats();
  const { isClosed, standing, until } = alliance;
  if (isClosed) return <p className="notice notice-warning">{t('page.closed')}</p>;
  if (standing === 'leaving' && until !== null)
    return <p className="notice notice-warning">{t('page.leaving', { until: day(until) })}</p>;
  if (standing === 'left' || standing === 'removed' || standing === 'declined')
    return <p className="notice notice-warning">{t(`page.${standing}`)}</p>;
  return null;
}
