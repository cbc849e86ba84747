import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Form, type FormInstance, InputNumber, Modal, Select } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { type MeetingView, PlanMeeting } from '../../contract/meetings.ts';
import { isIn } from '../../domain/alliances/alliance.ts';
import { dayIn } from '../../domain/calendar/clock-time.ts';
import { type MeetingKind, meetingKinds, MOST_DATES } from '../../domain/meetings/meeting.ts';
import { type Rhythm, rhythms, ruleOfRhythm } from '../../domain/meetings/rhythm.ts';
import { allianceQuery, alliancesQuery } from '../alliances/public.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { Choices } from '../ui/choices.tsx';
import { CreationProblem } from '../ui/creation-problem.tsx';
import { markFields } from '../ui/form-problem.tsx';
import { DraftOffer, type FormDraft, useDraft } from '../ui/use-draft.tsx';
import { MeetingFields, type MeetingValues } from './meeting-fields.tsx';
import { keepMeeting } from './queries.ts';

interface Values extends MeetingValues {
  allianceId: string;
  /** none: all of its members */
  organisationIds?: string[];
  kind: MeetingKind;
  /** none: a single meeting */
  rhythm?: Rhythm;
  count?: number;
}

/** Calls a meeting, or a series of them, to which everybody in the alliance is asked. */
export function PlanDialog({
  onClose,
  onPlanned,
}: {
  onClose: () => void;
  onPlanned: (planned: MeetingView) => void;
}) {
  const { t } = useTranslation('meetings');
  const [form] = Form.useForm<Values>();
  const draft = useDraft(form, 'meeting.new');
  const save = usePlanning(form, draft, (planned) => {
    onClose();
    onPlanned(planned);
  });
  return (
    <Modal
      open
      width={640}
      title={t('plan.new')}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('plan.send')}
      confirmLoading={save.isPending}
    >
      <DraftOffer draft={draft} />
      <Form<Values>
        name="meeting"
        form={form}
        layout="vertical"
        initialValues={{ kind: 'joint' }}
        onValuesChange={draft.keep}
        onFinish={(values) => save.mutate(values)}
        scrollToFirstError
      >
        <AllianceField />
        <AskedField />
        <Form.Item name="kind" label={t('form.kind')}>
          <Choices values={meetingKinds} labelOf={(kind) => t(`kinds.${kind}`)} />
        </Form.Item>
        <MeetingFields />
        <SeriesFields />
        <CreationProblem
          error={save.error}
          form={form}
          draft={draft}
          words={{ title: t('form.title'), place: t('form.place') }}
        />
      </Form>
    </Modal>
  );
}

function usePlanning(
  form: FormInstance<Values>,
  draft: FormDraft<Values>,
  onPlanned: (planned: MeetingView) => void,
) {
  const { t } = useTranslation('meetings');
  const { zone } = useFormats();
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ rhythm, count, place = '', organisationIds = [], ...values }: Values) =>
      draft.send(PlanMeeting, {
        body: {
          id: draft.id,
          ...values,
          place,
          ...(organisationIds.length > 0 && { organisationIds }),
          ...(rhythm !== undefined && {
            recurrence: ruleOfRhythm(rhythm, dayIn(zone, new Date(values.startsAt)), count ?? 1),
            skipHolidays: true,
          }),
        },
      }),
    onError: (error) => markFields(form, error),
    onSuccess: (planned) => {
      draft.drop();
      keepMeeting(queryClient, planned);
      void message.success(t('plan.done'));
      onPlanned(planned);
    },
  });
}

/** In which of the alliances that one's organisation is in. */
function AllianceField() {
  const form = Form.useFormInstance<Values>();
  const { t } = useTranslation('meetings');
  const { data, isPending } = useQuery(alliancesQuery);
  const options = (data?.items ?? [])
    .filter(({ standing, isClosed }) => isIn(standing) && !isClosed)
    .map(({ id, name }) => ({ value: id, label: name }));
  const only = options.length === 1 ? options[0]?.value : undefined;
  useEffect(() => {
    if (only !== undefined && form.getFieldValue('allianceId') === undefined)
      form.setFieldValue('allianceId', only);
  }, [form, only]);
  return (
    <Form.Item
      name="allianceId"
      label={t('form.alliance')}
      extra={t(options.length === 0 && !isPending ? 'form.allianceNone' : 'form.allianceHint')}
      rules={[{ required: true }]}
    >
      <Select options={options} loading={isPending} />
    </Form.Item>
  );
}

/** Which of its members; nobody chosen: all of them. */
function AskedField() {
  const { t } = useTranslation('meetings');
  const { inLanguage } = useFormats();
  const { organisation } = useSession().me;
  const allianceId = Form.useWatch<string | undefined>('allianceId', Form.useFormInstance());
  const { data } = useQuery({ ...allianceQuery(allianceId ?? ''), enabled: allianceId !== undefined });
  const options = (data?.parties ?? [])
    .filter(({ organisationId, standing }) => isIn(standing) && organisationId !== organisation.id)
    .map(({ organisationId: value, name, nameEn }) => ({ value, label: inLanguage(name, nameEn) }));
  return (
    <Form.Item name="organisationIds" label={t('form.asked')}>
      <Select mode="multiple" options={options} placeholder={t('form.askedAll')} />
    </Form.Item>
  );
}

function SeriesFields() {
  const { t } = useTranslation('meetings');
  return (
    <>
      <Form.Item name="rhythm" label={t('form.rhythm')} extra={t('form.rhythmHint')}>
        <Select
          allowClear
          placeholder={t('form.once')}
          options={rhythms.map((rhythm) => ({ value: rhythm, label: t(`rhythms.${rhythm}`) }))}
        />
      </Form.Item>
      <Form.Item noStyle dependencies={['rhythm']}>
        {({ getFieldValue }) =>
          getFieldValue('rhythm') !== undefined && (
            <Form.Item name="count" label={t('form.count')} initialValue={6} rules={[{ required: true }]}>
              <InputNumber min={2} max={MOST_DATES} precision={0} />
            </Form.Item>
          )
        }
      </Form.Item>
    </>
  );
}
