import { useQuery } from '@tanstack/react-query';
import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../base/formats.ts';
import { useColleagues } from '../identity/public.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { alertHistoryQuery, type AlertEventView, type AlertView } from './queries.ts';

/** What happened to an alert: when, by whom, from whom to whom, why. */
export function AlertHistory({ alert, onClose }: { alert: AlertView; onClose: () => void }) {
  const { t } = useTranslation('casework');
  const history = useQuery(alertHistoryQuery(alert.id));
  return (
    <Modal open title={t('alert.historyOf', { name: alert.clientName })} onCancel={onClose} footer={null}>
      {history.error !== null && <ErrorState error={history.error} onRetry={() => void history.refetch()} />}
      {history.isPending && <LoadingState rows={3} />}
      <ol className="items">
        {history.data?.items.map((event) => (
          <EventRow key={`${event.at} ${event.kind}`} event={event} />
        ))}
      </ol>
    </Modal>
  );
}

function EventRow({ event }: { event: AlertEventView }) {
  const { t } = useTranslation('casework');
  const { instant } = useFormats();
  const { nameOf, namesOf } = useColleagues();
  const { kind, at, actorId, fromId, toIds, cause, words } = event;
  const names = {
    actor: actorId === null ? t('alert.bySystem') : nameOf(actorId),
    from: fromId === null ? t('alert.nobody') : nameOf(fromId),
    to: toIds.length === 0 ? t('alert.nobody') : namesOf(toIds),
  };
  return (
    <li className="item">
      <div className="item-main">
        <p>{t(`alert.events.${kind}`, names)}</p>
        <p className="quiet small">
          {instant(at)}
          {cause !== null && ` · ${t(`alert.causes.${cause}`)}`}
        </p>
        {words !== null && <p className="prose">{words}</p>}
      </div>
    </li>
  );
}
