import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AllianceView, CloseAlliance, LeaveAlliance, TakeBackNotice } from '../../contract/alliances.ts';
import { call } from '../base/api.ts';
import { useSession } from '../base/session-context.ts';
import { Place } from '../ui/place.tsx';
import { useChange } from '../ui/use-change.ts';
import { ProposeDialog } from './propose-dialog.tsx';
import { keepAlliance } from './queries.ts';
import { ReasonDialog } from './reason-dialog.tsx';

declare module '../base/slice.ts' {
  interface Places {
    /** what is under way in it, for whoever leaves or closes it */
    allianceLeaving: { readonly alliance: AllianceView };
  }
}

/** What the host, or a member, does with an alliance. */
export function AllianceButtons({ alliance }: { alliance: AllianceView }) {
  const { t } = useTranslation('alliances');
  const [dialog, setDialog] = useState<'propose' | 'close' | 'leave'>();
  const { organisation } = useSession().me;
  const close = () => setDialog(undefined);
  const { id, role, agreements } = alliance;
  // notice is as long as the version says that one's own organisation signed last
  const own = agreements.find(({ signatures }) =>
    signatures.some(({ organisationId }) => organisationId === organisation.id),
  );
  const notice = role === 'observer' ? 0 : (own?.noticeDays ?? 0);
  return (
    <div className="row">
      {role === 'host' ? (
        <>
          <Button onClick={() => setDialog('propose')}>{t('propose.title')}</Button>
          <Button danger onClick={() => setDialog('close')}>
            {t('close.title')}
          </Button>
        </>
      ) : (
        <MemberButtons alliance={alliance} onLeave={() => setDialog('leave')} />
      )}
      {dialog === 'propose' && <ProposeDialog alliance={alliance} onClose={close} />}
      {dialog === 'close' && (
        <ReasonDialog
          title={t('close.title')}
          hint={t('close.hint')}
          said={t('close.done')}
          change={(reason) => call(CloseAlliance, { params: { id }, body: { reason } })}
          onClose={close}
        >
          <Place name="allianceLeaving" of={{ alliance }} waitsUnseen />
        </ReasonDialog>
      )}
      {dialog === 'leave' && (
        <ReasonDialog
          title={t('leave.title')}
          hint={notice === 0 ? t('leave.hint') : t('leave.hintNotice', { count: notice })}
          said={t(notice === 0 ? 'leave.done' : 'leave.doneNotice')}
          change={(reason) => call(LeaveAlliance, { params: { id }, body: { reason } })}
          onClose={close}
        >
          <Place name="allianceLeaving" of={{ alliance }} waitsUnseen />
        </ReasonDialog>
      )}
    </div>
  );
}

function MemberButtons({ alliance, onLeave }: { alliance: AllianceView; onLeave: () => void }) {
  const { t } = useTranslation('alliances');
  const stay = useChange<void, AllianceView>(
    {
      change: () => call(TakeBackNotice, { params: { id: alliance.id } }),
      said: () => t('leave.takenBack'),
      onDone: () => undefined,
    },
    keepAlliance,
  );
  if (alliance.standing === 'member') return <Button onClick={onLeave}>{t('leave.title')}</Button>;
  if (alliance.standing !== 'leaving') return null;
  return (
    <Button loading={stay.isPending} onClick={() => stay.mutate()}>
      {t('leave.takeBack')}
    </Button>
  );
}
