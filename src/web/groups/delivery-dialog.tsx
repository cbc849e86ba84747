import { useQueryClient } from '@tanstack/react-query';
import { Checkbox, Form, type FormInstance, Input, InputNumber, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { DeliverSession } from '../../contract/groups.ts';
import { instantOf } from '../../domain/calendar/clock-time.ts';
import type { Session } from '../../domain/playbooks/playbook.ts';
import { useFormats } from '../base/formats.ts';
import { newId } from '../base/ids.ts';
import { useSession } from '../base/session-context.ts';
import { HelpersField } from '../volunteers/public.ts';
import { isProblem } from '../base/problem.ts';
import { useColleagues } from '../identity/public.ts';
import { SessionGuide } from '../playbooks/public.ts';
import { DayInput } from '../ui/day-input.tsx';
import { FormProblem } from '../ui/form-problem.tsx';
import { DraftOffer, type FormDraft, useDraft } from '../ui/use-draft.tsx';
import { type Attendance, AttendanceInput, undecided } from './attendance-input.tsx';
import { groupQuery, type GroupSessionView, type GroupView } from './queries.ts';
import { deliveryOf, type DeliveryValues, isIn, membersOn, valuesOf } from './delivery-values.ts';
import { useGroupChange } from './use-group-change.ts';
import styles from './groups.module.css';

interface DeliveryDialogProps {
  readonly group: GroupView;
  readonly session: GroupSessionView;
  readonly plan: Session;
  readonly onClose: () => void;
}

/** A session as it was held, written down between two lessons. Who came is said by a person, of each. */
export function DeliveryDialog(props: DeliveryDialogProps) {
  const { group, session, plan, onClose } = props;
  const { t } = useTranslation('groups');
  const { textOf, today } = useFormats();
  const [form] = Form.useForm<DeliveryValues>();
  const draft = useDraft(form, `group.${group.id}.${session.sessionId}`);
  const deliver = useDelivery(form, draft, props);
  return (
    <Modal
      open
      width={720}
      title={t('group.recordTitle', { title: textOf(plan.title) })}
      mask={{ closable: false }}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('action.save')}
      confirmLoading={deliver.isPending}
    >
      <DraftOffer draft={draft} />
      <details className={styles['fold']}>
        <summary>{t('group.guide')}</summary>
        <SessionGuide session={plan} />
      </details>
      <Form<DeliveryValues>
        form={form}
        layout="vertical"
        initialValues={valuesOf(session, plan, today)}
        onValuesChange={draft.keep}
        onFinish={(values) => deliver.mutate(values)}
        scrollToFirstError
      >
        <DeliveryFields group={group} plan={plan} session={session} />
        {isProblem(deliver.error, 'version_conflict') ? (
          <ChangedMeanwhile session={session} />
        ) : (
          <FormProblem error={deliver.error} />
        )}
      </Form>
    </Modal>
  );
}

function useDelivery(
  form: FormInstance<DeliveryValues>,
  draft: FormDraft<DeliveryValues>,
  { group, session, onClose }: DeliveryDialogProps,
) {
  const { t } = useTranslation('groups');
  const queryClient = useQueryClient();
  return useGroupChange<DeliveryValues>({
    change: (values) =>
      draft
        .send(DeliverSession, {
          params: { id: group.id, sessionId: session.sessionId },
          version: session.version,
          body: deliveryOf(group, session, values),
        })
        .catch(async (error: unknown) => {
          // somebody else recorded it meanwhile: shown, and the next saving is made knowing it
          if (isProblem(error, 'version_conflict'))
            await queryClient.invalidateQueries({ queryKey: groupQuery(group.id).queryKey });
          // whom somebody took out meanwhile is said under another id, else no saving would go through any more
          if (isProblem(error, 'id_taken'))
            form.setFieldValue(
              'helpers',
              values.helpers?.map((one) => (isIn(session, one) ? one : { ...one, id: newId() })),
            );
          throw error;
        }),
    form,
    said: () => t('group.recorded'),
    onDone: () => {
      draft.drop();
      onClose();
    },
  });
}

/** Of a session that was planned for a time of day, that time; else nobody knows it but whoever was there. */
function HelpersHere({ group, session }: { group: GroupView; session: GroupSessionView }) {
  const { may } = useSession();
  const { zone, today } = useFormats();
  const heldOn = Form.useWatch<string | null | undefined>('heldOn') ?? today;
  const minutes = Form.useWatch<number | null | undefined>('minutes');
  if (!may('helper.find')) return null;
  const from = session.plannedTime === null ? null : instantOf(zone, `${heldOn}T${session.plannedTime}`);
  const until = from === null ? null : new Date(Date.parse(from) + (minutes ?? 0) * MINUTE_MS).toISOString();
  return <HelpersField on={heldOn} isWithMinors={group.isWithMinors} usual={{ from, until }} />;
}

const MINUTE_MS = 60_000;

function DeliveryFields({ group, plan, session }: Omit<DeliveryDialogProps, 'onClose'>) {
  const { t } = useTranslation('groups');
  const { textOf, today } = useFormats();
  const heldOn = Form.useWatch<string | null | undefined>('heldOn');
  const required = [{ required: true, message: t('state.required') }];
  const members = membersOn(group, heldOn ?? today);
  const everybodyDecided = (_: unknown, attendance: Attendance = {}) => {
    const names = undecided(members, attendance).map(({ name }) => name);
    return names.length === 0
      ? Promise.resolve()
      : Promise.reject(new Error(t('group.stillUndecided', { names: names.join(t('state.comma')) })));
  };
  return (
    <>
      <div className="form-grid">
        <Form.Item name="heldOn" label={t('group.heldDay')} rules={required}>
          <DayInput max={today} />
        </Form.Item>
        <Form.Item name="minutes" label={t('group.lasted')} rules={required}>
          <InputNumber min={1} max={480} inputMode="numeric" className="narrow" />
        </Form.Item>
      </div>
      <Form.Item
        name="attendance"
        label={t('group.attendance')}
        rules={[{ validator: everybodyDecided }]}
        validateTrigger="onSubmit"
      >
        <AttendanceInput members={members} />
      </Form.Item>
      <Form.Item name="done" label={t('group.checklist')} extra={t('group.checklistHint')}>
        <Checkbox.Group
          className="choices-column"
          options={plan.checklist.map(({ id, text }) => ({ value: id, label: textOf(text) }))}
        />
      </Form.Item>
      <HelpersHere group={group} session={session} />
      <Form.Item name="helpersSeen" noStyle>
        <Unseen />
      </Form.Item>
      <Form.Item name="note" label={`${t('group.note')} (${t('state.optional')})`}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={4000} />
      </Form.Item>
    </>
  );
}

function ChangedMeanwhile({ session }: { session: GroupSessionView }) {
  const { t } = useTranslation('groups');
  const { instant } = useFormats();
  const { nameOf } = useColleagues();
  const { recordedBy, recordedAt } = session;
  return (
    <p className="notice notice-warning" role="alert">
      {t('group.changedMeanwhile', {
        name: recordedBy === null ? '—' : nameOf(recordedBy),
        time: recordedAt === null ? '—' : instant(recordedAt),
      })}
    </p>
  );
}

/** Kept with what is typed, and shown to nobody. */
function Unseen() {
  return null;
}
