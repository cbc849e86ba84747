import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TakeAlert } from '../../contract/alerts.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { useColleagues } from '../identity/public.ts';
import { DueClock } from '../ui/due-clock.tsx';
import { Tag } from '../ui/tag.tsx';
import { AlertHistory } from './alert-history.tsx';
import { AlertMatter } from './alert-matter.tsx';
import { CloseAlertDialog } from './close-alert-dialog.tsx';
import { PassAlertDialog } from './pass-alert-dialog.tsx';
import { type AlertView, alertsKey } from './queries.ts';
import { ReportButton } from './report-button.tsx';
import { useNow } from '../ui/use-now.ts';

type AlertDialog = 'close' | 'hand_over' | 'take_over' | 'history';

/** Alerts with their clocks and what they are about; taken first, then closed with what came of it. */
export function AlertList({ alerts }: { alerts: readonly AlertView[] }) {
  const [open, setOpen] = useState<{ alert: AlertView; dialog: AlertDialog }>();
  const close = () => setOpen(undefined);
  return (
    <>
      <ul className="items">
        {alerts.map((alert) => (
          <AlertRow key={alert.id} alert={alert} onOpen={(dialog) => setOpen({ alert, dialog })} />
        ))}
      </ul>
      {open?.dialog === 'close' && <CloseAlertDialog alert={open.alert} onClose={close} />}
      {open?.dialog === 'history' && <AlertHistory alert={open.alert} onClose={close} />}
      {(open?.dialog === 'hand_over' || open?.dialog === 'take_over') && (
        <PassAlertDialog alert={open.alert} way={open.dialog} onClose={close} />
      )}
    </>
  );
}

interface AlertRowProps {
  alert: AlertView;
  onOpen: (dialog: AlertDialog) => void;
}

function AlertRow({ alert, onOpen }: AlertRowProps) {
  const { t } = useTranslation('casework');
  const now = useNow();
  const isOpen = alert.closedAt === null;
  return (
    <li className={isOpen && Date.parse(alert.dueAt) < now ? 'item item-late' : 'item'}>
      <div className="item-main">
        <Link to="/clients/$clientId" params={{ clientId: alert.clientId }}>
          {alert.clientName}
        </Link>{' '}
        {alert.kind !== null && <span>{t(`alert.kinds.${alert.kind}`)}</span>}
        {alert.isUnreadable && <p className="danger-text">{t('alert.unreadable')}</p>}
        <AlertStanding alert={alert} />
        <AlertMatter alert={alert} />
        {alert.note !== null && <p className="prose">{alert.note}</p>}
        <span className="row">
          <Button
            type="link"
            className="inline-link"
            aria-label={t('action.of', { action: t('alert.history'), whose: alert.clientName })}
            onClick={() => onOpen('history')}
          >
            {t('alert.history')}
          </Button>
          {isOpen && alert.kind !== 'mandatory_report' && (
            <ReportButton isLink client={{ id: alert.clientId, name: alert.clientName }} />
          )}
        </span>
      </div>
      {alert.outcome !== null && <Tag tone="good">{t(`alert.outcomes.${alert.outcome}`)}</Tag>}
      {isOpen && <DueClock dueAt={alert.dueAt} now={now} />}
      {isOpen && <AlertActions alert={alert} onOpen={onOpen} />}
    </li>
  );
}

/** Since when, how often it came again, who has it, and who was called because nobody came to an end. */
function AlertStanding({ alert }: { alert: AlertView }) {
  const { t } = useTranslation('casework');
  const { me } = useSession();
  const { instant } = useFormats();
  const { nameOf, namesOf } = useColleagues();
  const { ownerId, calledIds, repeats, lastAt, escalatedAt, closedAt } = alert;
  const isWaiting = ownerId === null && closedAt === null && escalatedAt !== null;
  return (
    <>
      <p className="quiet small">
        {instant(alert.raisedAt)}
        {repeats > 0 && ` · ${t('alert.repeated', { n: repeats, time: instant(lastAt) })}`}
        {ownerId !== null &&
          closedAt === null &&
          ` · ${ownerId === me.user.id ? t('alert.taken') : t('alert.takenBy', { name: nameOf(ownerId) })}`}
        {closedAt !== null &&
          ` · ${t('alert.closedBy', { name: ownerId === null ? t('alert.nobody') : nameOf(ownerId), time: instant(closedAt) })}`}
      </p>
      {isWaiting && (
        <p className="small danger-text">
          {calledIds.length === 0
            ? t('alert.calledNobody')
            : calledIds.includes(me.user.id)
              ? t('alert.calledYou')
              : t('alert.called', { names: namesOf(calledIds) })}
        </p>
      )}
    </>
  );
}

function AlertActions({ alert, onOpen }: AlertRowProps) {
  const { t } = useTranslation('casework');
  const { me, may } = useSession();
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const take = useMutation({
    mutationFn: () => call(TakeAlert, { params: { id: alert.id } }),
    onSuccess: () => void message.success(t('alert.taken')),
    onError: (error) => void message.error(error.message),
    onSettled: () => queryClient.invalidateQueries({ queryKey: alertsKey }),
  });
  if (alert.ownerId === null) {
    return (
      <Button
        type="primary"
        onClick={() => take.mutate()}
        loading={take.isPending}
        aria-label={t('action.of', { action: t('alert.take'), whose: alert.clientName })}
      >
        {t('alert.take')}
      </Button>
    );
  }
  if (alert.ownerId !== me.user.id) {
    return (
      may('alert.take_over') && (
        <Button
          onClick={() => onOpen('take_over')}
          aria-label={t('action.of', { action: t('alert.takeOver'), whose: alert.clientName })}
        >
          {t('alert.takeOver')}
        </Button>
      )
    );
  }
  return <OwnAlertActions alert={alert} onOpen={onOpen} />;
}

function OwnAlertActions({ alert, onOpen }: AlertRowProps) {
  const { t } = useTranslation('casework');
  return (
    <span className="row">
      {alert.kind === 'mandatory_report' ? (
        // the alert ends with the report
        <Link
          to="/clients/$clientId"
          params={{ clientId: alert.clientId }}
          aria-label={t('action.of', { action: t('report.complete'), whose: alert.clientName })}
        >
          {t('report.complete')}
        </Link>
      ) : (
        <Button
          onClick={() => onOpen('close')}
          aria-label={t('action.of', { action: t('alert.close'), whose: alert.clientName })}
        >
          {t('alert.close')}
        </Button>
      )}
      <Button
        onClick={() => onOpen('hand_over')}
        aria-label={t('action.of', { action: t('alert.handOver'), whose: alert.clientName })}
      >
        {t('alert.handOver')}
      </Button>
    </span>
  );
}
