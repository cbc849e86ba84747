import { App, Button, Form, Input, InputNumber, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  ConfirmPlacementHours,
  EnterPlacementHours,
  type PlacementView,
  WithdrawPlacementHours,
} from '../../contract/placements.ts';
import { isOpenPlacement } from '../../domain/placements/placement-life.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { useColleagues } from '../identity/public.ts';
import { DayInput } from '../ui/day-input.tsx';
import { FormProblem } from '../ui/form-problem.tsx';
import { Section } from '../ui/section.tsx';
import { Tag } from '../ui/tag.tsx';
import { useChange } from '../ui/use-change.ts';
import { DraftOffer, useDraft } from '../ui/use-draft.tsx';
import { keepPlacement } from './queries.ts';
import { usePlacementWords } from './use-placement-words.ts';

type HoursView = PlacementView['hours'][number];

/** What the student did day by day, and what of it counts. */
export function Hours({ placement }: { placement: PlacementView }) {
  const { t } = useTranslation('placements');
  const words = usePlacementWords();
  const [isAdding, setAdding] = useState(false);
  const { state, student, hours, waitingMinutes } = placement;
  return (
    <Section
      title={t('hours.title')}
      action={
        state === 'under_way' &&
        student !== null && <Button onClick={() => setAdding(true)}>{t('hours.add')}</Button>
      }
    >
      {isAdding && <HoursDialog placement={placement} onClose={() => setAdding(false)} />}
      <p>
        {words.sum(placement)}
        {waitingMinutes > 0 && ` · ${t('waiting', { minutes: words.minutes(waitingMinutes) })}`}
      </p>
      {hours.length === 0 ? (
        <p className="quiet">{t('hours.none')}</p>
      ) : (
        <ul className="items">
          {hours.map((one) => (
            <HoursRow key={one.id} placement={placement} hours={one} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function HoursRow({ placement, hours }: { placement: PlacementView; hours: HoursView }) {
  const { t } = useTranslation('placements');
  const { me } = useSession();
  const { day } = useFormats();
  const { nameOf } = useColleagues();
  const words = usePlacementWords();
  const { withdrawnAt, confirmedAt, confirmedBy, content } = hours;
  const isWithdrawn = withdrawnAt !== null;
  const mayChange = !isWithdrawn && placement.student !== null && isOpenPlacement(placement.state);
  const isMine = placement.supervisorId === me.user.id;
  return (
    <li className="item">
      <div className="item-main">
        <strong>{day(hours.day)}</strong> <span className="figures">{words.minutes(hours.minutes)}</span>{' '}
        {isWithdrawn ? (
          <Tag>{t('hours.withdrawn')}</Tag>
        ) : confirmedAt === null ? (
          <Tag tone="warning">{t('hours.waits')}</Tag>
        ) : (
          <span className="quiet small">{t('hours.confirmed', { name: nameOf(confirmedBy ?? '') })}</span>
        )}
        <p className="prose">{content ?? t('erased')}</p>
      </div>
      {mayChange && (
        <div className="row">
          {confirmedAt === null && isMine && <ConfirmButton hours={hours} />}
          <WithdrawButton hours={hours} />
        </div>
      )}
    </li>
  );
}

function ConfirmButton({ hours: { id, day: on } }: { hours: HoursView }) {
  const { t } = useTranslation('placements');
  const { day } = useFormats();
  const confirm = useChange<void, PlacementView>(
    {
      change: () => call(ConfirmPlacementHours, { params: { id } }),
      said: () => t('hours.confirmedNow'),
      onDone: () => undefined,
    },
    keepPlacement,
  );
  return (
    <Button
      type="primary"
      aria-label={t('action.of', { action: t('hours.confirm'), whose: day(on) })}
      loading={confirm.isPending}
      onClick={() => confirm.mutate()}
    >
      {t('hours.confirm')}
    </Button>
  );
}

function WithdrawButton({ hours: { id, day: on } }: { hours: HoursView }) {
  const { t } = useTranslation('placements');
  const { modal } = App.useApp();
  const { day } = useFormats();
  const withdraw = useChange<void, PlacementView>(
    {
      change: () => call(WithdrawPlacementHours, { params: { id } }),
      said: () => t('hours.withdrawn'),
      onDone: () => undefined,
    },
    keepPlacement,
  );
  const ask = () =>
    void modal.confirm({
      title: t('hours.withdrawSure', { day: day(on) }),
      content: t('hours.withdrawHint'),
      okText: t('hours.withdraw'),
      okButtonProps: { danger: true },
      onOk: () => withdraw.mutateAsync().catch(() => undefined),
    });
  return (
    <Button aria-label={t('action.of', { action: t('hours.withdraw'), whose: day(on) })} onClick={ask}>
      {t('hours.withdraw')}
    </Button>
  );
}

interface Values {
  day: string;
  minutes: number;
  content: string;
}

function HoursDialog({ placement, onClose }: { placement: PlacementView; onClose: () => void }) {
  const { t } = useTranslation('placements');
  const { me } = useSession();
  const { today } = useFormats();
  const [form] = Form.useForm<Values>();
  const { id, from, until, supervisorId } = placement;
  const draft = useDraft(form, `placement-hours.${id}`);
  const isOwn = supervisorId === me.user.id;
  const save = useChange<Values, PlacementView>(
    {
      change: (values) =>
        draft.send(EnterPlacementHours, { params: { id }, body: { id: draft.id, ...values } }),
      form,
      said: () => t(isOwn ? 'hours.entered' : 'hours.enteredWaits'),
      onDone: () => {
        draft.drop();
        onClose();
      },
    },
    keepPlacement,
  );
  const required = { required: true, message: t('state.required') };
  return (
    <Modal
      open
      title={t('hours.add')}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('action.save')}
      confirmLoading={save.isPending}
    >
      <DraftOffer draft={draft} />
      <Form<Values>
        name="hours"
        form={form}
        layout="vertical"
        initialValues={{ day: today < until ? today : until }}
        onValuesChange={draft.keep}
        onFinish={(values) => save.mutate(values)}
      >
        <Form.Item name="day" label={t('hours.day')} rules={[required]}>
          <DayInput min={from} max={today < until ? today : until} />
        </Form.Item>
        <Form.Item name="minutes" label={t('hours.minutes')} rules={[required]}>
          <InputNumber min={1} max={1440} precision={0} />
        </Form.Item>
        <Form.Item
          name="content"
          label={t('hours.content')}
          extra={t('hours.contentHint')}
          rules={[{ ...required, whitespace: true }]}
        >
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={1000} />
        </Form.Item>
        <FormProblem error={save.error} />
      </Form>
    </Modal>
  );
}
