import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AllianceMemberView, type AllianceView, RemoveMember } from '../../contract/alliances.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { useRegions } from '../organisations/public.ts';
import { Section } from '../ui/section.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { mayBeRemoved } from './may-be-removed.ts';
import { ReasonDialog } from './reason-dialog.tsx';
import { StandingTag } from './standing-tag.tsx';

/** Who is or was in it, and what each shares. */
export function Members({ alliance, mayManage }: { alliance: AllianceView; mayManage: boolean }) {
  const { t } = useTranslation('alliances');
  const { inLanguage } = useFormats();
  const { nameOf } = useRegions(alliance.parties.map(({ regionCode }) => regionCode));
  const [isInviting, setInviting] = useState(false);
  const [leaving, setLeaving] = useState<AllianceMemberView>();
  const isHost = alliance.role === 'host' && mayManage;
  return (
    <Section
      title={t('parties.title')}
      action={isHost && <Button onClick={() => setInviting(true)}>{t('parties.invite')}</Button>}
    >
      <ul className="items">
        {alliance.parties.map((party) => (
          <Party
            key={party.organisationId}
            party={party}
            region={nameOf(party.regionCode)}
            onRemove={
              isHost && party.role !== 'host' && mayBeRemoved(party) ? () => setLeaving(party) : undefined
            }
          />
        ))}
      </ul>
      {isInviting && <InviteDialog alliance={alliance} onClose={() => setInviting(false)} />}
      {leaving !== undefined && (
        <ReasonDialog
          title={t(leaving.standing === 'invited' ? 'parties.takeBack' : 'parties.remove')}
          hint={t(leaving.standing === 'invited' ? 'parties.takeBackHint' : 'parties.removeHint', {
            name: inLanguage(leaving.name, leaving.nameEn),
          })}
          said={t(leaving.standing === 'invited' ? 'parties.takenBack' : 'parties.removed')}
          change={(reason) =>
            call(RemoveMember, {
              params: { id: alliance.id },
              body: { organisationId: leaving.organisationId, reason },
            })
          }
          onClose={() => setLeaving(undefined)}
        />
      )}
    </Section>
  );
}

function Party({
  party,
  region,
  onRemove,
}: {
  party: AllianceMemberView;
  region: string;
  onRemove: (() => void) | undefined;
}) {
  const { t } = useTranslation('alliances');
  const { inLanguage, day, instant } = useFormats();
  const { role, standing, shares, since, until } = party;
  const what = t(standing === 'invited' ? 'parties.takeBack' : 'parties.remove');
  const times = [
    ...(since === null ? [] : [t('parties.since', { at: instant(since) })]),
    ...(until === null ? [] : [t('parties.until', { day: day(until) })]),
  ];
  return (
    <li className="item">
      <div className="item-main">
        <strong>{inLanguage(party.name, party.nameEn)}</strong> <StandingTag standing={standing} />
        <p className="quiet small">{[region, t(`roles.${role}`), ...times].join(' · ')}</p>
        {shares.length > 0 && (
          <p className="small">
            {t('parties.shares', {
              shares: shares.map((kind) => t(`shares.${kind}`)).join(t('state.comma')),
            })}
          </p>
        )}
      </div>
      {onRemove !== undefined && (
        <Button
          onClick={onRemove}
          aria-label={t('parties.removeOf', { what, name: inLanguage(party.name, party.nameEn) })}
        >
          {what}
        </Button>
      )}
    </li>
  );
}
