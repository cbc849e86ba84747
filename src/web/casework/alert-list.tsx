import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { alertOutcomes, CloseAlert, TakeAlert } from '../../contract/casework.ts';
import { call } from '../app/api.ts';
import { useFormats } from '../app/formats.ts';
import { useSession } from '../app/session-context.ts';
import { useColleagues } from '../identity/use-colleagues.ts';
import { Choices } from '../ui/choices.tsx';
import { FormProblem, markFields } from '../ui/form-problem.tsx';
import { Tag } from '../ui/tag.tsx';
import { DraftOffer, useDraft } from '../ui/use-draft.tsx';
import { type AlertView, alertsKey, casesKey } from './queries.ts';
import { useNow } from './use-now.ts';

const MINUTE = 60_000;

/** Alerts with their clocks; taken first, then closed with what came of it. */
export function AlertList({ alerts }: { alerts: readonly AlertView[] }) {
  const [closing, setClosing] = useState<AlertView>();
  return (
    <>
      <ul className="items">
        {alerts.map((alert) => (
          <AlertRow key={alert.id} alert={alert} onClose={() => setClosing(alert)} />
        ))}
      </ul>
      {closing !== undefined && <CloseAlertDialog alert={closing} onClose={() => setClosing(undefined)} />}
    </>
  );
}

function AlertRow({ alert, onClose }: { alert: AlertView; onClose: () => void }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const { instant, duration } = useFormats();
  const { nameOf } = useColleagues();
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const minutesLeft = (Date.parse(alert.dueAt) - useNow()) / MINUTE;
  const isOpen = alert.closedAt === null;
  const isLate = isOpen && minutesLeft < 0;
  const take = useMutation({
    mutationFn: () => call(TakeAlert, { params: { id: alert.id } }),
    onSuccess: () => void message.success(t('alert.taken')),
    onError: (error) => void message.error(error.message),
    onSettled: () => queryClient.invalidateQueries({ queryKey: alertsKey }),
  });
  return (
    <li className={isLate ? 'item item-late' : 'item'}>
      <div className="item-main">
        <Link to="/clients/$clientId" params={{ clientId: alert.clientId }}>
          {alert.clientName}
        </Link>{' '}
        <span>{t(`alert.kinds.${alert.kind}`)}</span>
        <p className="quiet small">
          {instant(alert.raisedAt)}
          {alert.ownerId !== null &&
            ` · ${alert.ownerId === me.user.id ? t('alert.taken') : t('alert.takenBy', { name: nameOf(alert.ownerId) })}`}
        </p>
        {alert.note !== null && <p className="prose">{alert.note}</p>}
      </div>
      {alert.outcome !== null && <Tag tone="good">{t(`alert.outcomes.${alert.outcome}`)}</Tag>}
      {isOpen && (
        <Tag tone={isLate ? 'danger' : 'warning'}>
          {isLate
            ? t('alert.overdueBy', { time: duration(-minutesLeft) })
            : t('alert.dueIn', { time: duration(minutesLeft) })}
        </Tag>
      )}
      {isOpen && alert.ownerId === null && (
        <Button type="primary" onClick={() => take.mutate()} loading={take.isPending}>
          {t('alert.take')}
        </Button>
      )}
      {isOpen && alert.ownerId === me.user.id && alert.kind !== 'mandatory_report' && (
        <Button onClick={onClose}>{t('alert.close')}</Button>
      )}
    </li>
  );
}

interface OutcomeValues {
  outcome: (typeof alertOutcomes)[number];
  note: string;
}

function CloseAlertDialog({ alert, onClose }: { alert: AlertView; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [form] = Form.useForm<OutcomeValues>();
  const draft = useDraft(form, `alert.${alert.id}`);
  const close = useMutation({
    mutationFn: (body: OutcomeValues) => call(CloseAlert, { params: { id: alert.id }, body }),
    onError: (error) => markFields(form, error),
    onSuccess: async () => {
      draft.drop();
      void message.success(t('alert.closed'));
      onClose();
      await queryClient.invalidateQueries({ queryKey: alertsKey });
      await queryClient.invalidateQueries({ queryKey: casesKey });
    },
  });
  return (
    <Modal
      open
      title={t('alert.closeTitle', { name: alert.clientName })}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('action.save')}
      confirmLoading={close.isPending}
    >
      <DraftOffer draft={draft} />
      <Form
        form={form}
        layout="vertical"
        onValuesChange={draft.keep}
        onFinish={(values) => close.mutate(values)}
      >
        <FormProblem error={close.error} />
        <Form.Item
          name="outcome"
          label={t('alert.outcome')}
          rules={[{ required: true, message: t('record.required') }]}
        >
          <Choices values={alertOutcomes} labelOf={(outcome) => t(`alert.outcomes.${outcome}`)} />
        </Form.Item>
        <Form.Item
          name="note"
          label={t('alert.note')}
          rules={[{ required: true, whitespace: true, message: t('record.required') }]}
        >
          <Input.TextArea
            autoSize={{ minRows: 3, maxRows: 10 }}
            placeholder={t('alert.noteHint')}
            maxLength={8000}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
