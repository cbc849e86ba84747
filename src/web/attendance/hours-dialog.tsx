import { useQuery } from '@tanstack/react-query';
import { Form, type FormInstance, Input, InputNumber, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { BackFillService, type ServiceView } from '../../contract/attendance.ts';
import { categoryNames, serviceCategories } from '../../domain/volunteers/profile-words.ts';
import { minutesServed } from '../../domain/volunteers/service.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { shiftsOfVolunteer, useShiftTimes } from '../opportunities/public.ts';
import { Choices } from '../ui/choices.tsx';
import { CreationProblem } from '../ui/creation-problem.tsx';
import { InstantInput } from '../ui/instant-input.tsx';
import { useChange } from '../ui/use-change.ts';
import { DraftOffer, type FormDraft, useDraft } from '../ui/use-draft.tsx';
import { useNow } from '../ui/use-now.ts';
import { bodyOf, firstValues, type HoursValues, type ServedShift, serviceKinds } from './hours-form.ts';
import { readAttendanceAnew } from './queries.ts';

interface HoursDialogProps {
  readonly volunteerId: string;
  /** whose, where the page is about several people */
  readonly name?: string;
  /** of this shift, and no other */
  readonly shift?: ServedShift;
  /** what is recorded, and should be another */
  readonly replaces?: ServiceView;
  readonly onClose: () => void;
}

/** Enters hours afterwards, or what recorded ones should be; another person has to approve them. */
export function HoursDialog(props: HoursDialogProps) {
  const { volunteerId, name, shift, replaces, onClose } = props;
  const { t } = useTranslation('attendance');
  const { sites } = useSession().me;
  const [form] = Form.useForm<HoursValues>();
  const draft = useDraft(form, `service.${replaces?.id ?? `${volunteerId}.${shift?.id ?? 'new'}`}`);
  const save = useEntering(form, draft, props);
  const title = t(replaces === undefined ? 'people.hours' : 'hours.correct');
  return (
    <Modal
      open
      title={name === undefined ? title : t('action.of', { action: title, whose: name })}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('hours.send')}
      confirmLoading={save.isPending}
    >
      <DraftOffer draft={draft} />
      <p className="notice form-problem">{t('hours.another')}</p>
      <Form<HoursValues>
        form={form}
        layout="vertical"
        initialValues={firstValues({ shift, replaces }, sites)}
        onValuesChange={draft.keep}
        onFinish={(values) => save.mutate(values)}
        scrollToFirstError
      >
        {shift === undefined && (replaces?.shiftId ?? null) === null ? (
          <WhatFields form={form} volunteerId={volunteerId} />
        ) : (
          <OfShift title={shift?.title ?? replaces?.title ?? ''} />
        )}
        <TimeFields form={form} />
        <Form.Item
          name="reason"
          label={t('hours.reason')}
          extra={t('hours.reasonHint')}
          rules={[{ required: true, whitespace: true, message: t('state.required') }]}
        >
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
        <CreationProblem
          error={save.error}
          form={form}
          draft={draft}
          words={{ title: t('hours.title'), reason: t('hours.reason') }}
        />
      </Form>
    </Modal>
  );
}

function useEntering(
  form: FormInstance<HoursValues>,
  draft: FormDraft<HoursValues>,
  { volunteerId, replaces, onClose }: HoursDialogProps,
) {
  const { t } = useTranslation('attendance');
  return useChange<HoursValues, ServiceView | undefined>(
    {
      change: (values) =>
        draft.send(BackFillService, {
          params: { id: volunteerId },
          body: { id: draft.id, ...bodyOf(values, replaces?.id) },
        }),
      form,
      said: () => t('hours.sent'),
      onDone: () => {
        draft.drop();
        onClose();
      },
    },
    readAttendanceAnew,
  );
}

/** The shift stands; what is sent says which. */
function OfShift({ title }: { title: string }) {
  return (
    <>
      <p className="form-problem">{title}</p>
      <Form.Item name="what" hidden>
        <Input />
      </Form.Item>
      <Form.Item name="shiftId" hidden>
        <Input />
      </Form.Item>
    </>
  );
}

function WhatFields({ form, volunteerId }: { form: FormInstance<HoursValues>; volunteerId: string }) {
  const { t } = useTranslation('attendance');
  const { textOf } = useFormats();
  const { sites } = useSession().me;
  const what = Form.useWatch('what', form) ?? 'shift';
  const required = { required: true, whitespace: true, message: t('state.required') };
  return (
    <>
      <Form.Item name="what" label={t('hours.what')}>
        <Choices values={serviceKinds} labelOf={(kind) => t(`hours.kinds.${kind}`)} />
      </Form.Item>
      {what === 'shift' ? (
        <ShiftField form={form} volunteerId={volunteerId} />
      ) : (
        <>
          <Form.Item name="title" label={t('hours.title')} rules={[required]}>
            <Input maxLength={80} autoComplete="off" placeholder={t('hours.titleExample')} />
          </Form.Item>
          <div className="form-grid">
            <Form.Item name="siteId" label={t('hours.site')} rules={[required]}>
              <Select options={sites.map(({ id, name }) => ({ value: id, label: name }))} />
            </Form.Item>
            <Form.Item name="category" label={t('hours.category')}>
              <Select
                allowClear
                options={serviceCategories.map((word) => ({
                  value: word,
                  label: textOf(categoryNames[word]),
                }))}
              />
            </Form.Item>
          </div>
        </>
      )}
    </>
  );
}

/** Shifts of theirs that have begun; the chosen one's times are put into the fields below. */
function ShiftField({ form, volunteerId }: { form: FormInstance<HoursValues>; volunteerId: string }) {
  const { t } = useTranslation('attendance');
  const { fullDayText, hoursText } = useShiftTimes();
  const now = useNow();
  const { data, isPending } = useQuery(shiftsOfVolunteer(volunteerId));
  const begun = (data?.items ?? []).filter(({ startsAt }) => Date.parse(startsAt) <= now);
  const fill = (shiftId: string) => {
    const chosen = begun.find((item) => item.shiftId === shiftId);
    if (chosen !== undefined) form.setFieldsValue({ from: chosen.startsAt, until: chosen.endsAt });
  };
  return (
    <Form.Item
      name="shiftId"
      label={t('hours.kinds.shift')}
      rules={[{ required: true, message: t('state.required') }]}
    >
      <Select
        loading={isPending}
        notFoundContent={t('hours.noShift')}
        onChange={fill}
        options={begun.map((item) => ({
          value: item.shiftId,
          label: `${fullDayText(item.startsAt)} ${hoursText(item)} · ${item.title}`,
        }))}
      />
    </Form.Item>
  );
}

function TimeFields({ form }: { form: FormInstance<HoursValues> }) {
  const { t } = useTranslation('attendance');
  const { minutesOf } = useFormats();
  const from = Form.useWatch('from', form);
  const until = Form.useWatch('until', form);
  const excludedMinutes = Form.useWatch('excludedMinutes', form) ?? 0;
  const rules = [{ required: true, message: t('state.required') }];
  const minutes =
    from == null || until == null
      ? 0
      : minutesServed({ from: new Date(from), until: new Date(until), excludedMinutes });
  return (
    <>
      <div className="form-grid">
        <Form.Item name="from" label={t('hours.from')} rules={rules}>
          <InstantInput />
        </Form.Item>
        <Form.Item name="until" label={t('hours.until')} rules={rules}>
          <InstantInput />
        </Form.Item>
      </div>
      <Form.Item name="excludedMinutes" label={t('hours.excluded')} extra={t('hours.excludedHint')}>
        <InputNumber min={0} max={1_440} precision={0} />
      </Form.Item>
      {minutes > 0 && (
        <output className="form-problem">{t('hours.makes', { time: minutesOf(minutes) })}</output>
      )}
    </>
  );
}
