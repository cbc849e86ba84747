import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Form, Input, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { type MeetingView, RecordActionItem } from '../../contract/meetings.ts';
import { useSharedText } from '../clients/public.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { CreationProblem } from '../ui/creation-problem.tsx';
import { DayInput } from '../ui/day-input.tsx';
import { markFields } from '../ui/form-problem.tsx';
import { DraftOffer, useDraft } from '../ui/use-draft.tsx';
import { ColleagueSelect } from './colleague-select.tsx';
import { keepItem } from './queries.ts';

interface Values {
  title: string;
  organisationId: string;
  ownerId?: string;
  dueOn: string;
}

/** Records what is to be done: by which organisation, and of one's own by whom. */
export function RecordDialog({ meeting, onClose }: { meeting: MeetingView; onClose: () => void }) {
  const { t } = useTranslation('meetings');
  const { organisation } = useSession().me;
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [form] = Form.useForm<Values>();
  const { id } = meeting;
  const draft = useDraft(form, `meeting.${id}.item`);
  const isFit = useSharedText();
  const save = useMutation({
    mutationFn: ({ ownerId, ...values }: Values) =>
      draft.send(RecordActionItem, {
        params: { id },
        body: {
          id: draft.id,
          ...values,
          ...(ownerId !== undefined && values.organisationId === organisation.id && { ownerId }),
        },
      }),
    onError: (error) => markFields(form, error),
    onSuccess: (item) => {
      draft.drop();
      keepItem(queryClient, item);
      void message.success(t('items.recorded'));
      onClose();
    },
  });
  return (
    <Modal
      open
      title={t('items.record')}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('items.recordSave')}
      confirmLoading={save.isPending}
    >
      <DraftOffer draft={draft} />
      <Form<Values>
        name="item"
        form={form}
        layout="vertical"
        initialValues={{ organisationId: organisation.id }}
        onValuesChange={draft.keep}
        onFinish={(values) => void isFit(values.title).then((fits) => fits && save.mutate(values))}
        scrollToFirstError
      >
        <ItemFields meeting={meeting} />
        <CreationProblem error={save.error} form={form} draft={draft} words={{ title: t('items.what') }} />
      </Form>
    </Modal>
  );
}

function ItemFields({ meeting }: { meeting: MeetingView }) {
  const { t } = useTranslation('meetings');
  const { inLanguage } = useFormats();
  const { organisation } = useSession().me;
  return (
    <>
      <Form.Item
        name="title"
        label={t('items.what')}
        extra={t('form.noPersons')}
        rules={[{ required: true, whitespace: true }]}
      >
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} maxLength={300} />
      </Form.Item>
      <Form.Item name="organisationId" label={t('items.organisation')} rules={[{ required: true }]}>
        <Select
          options={meeting.parties
            .filter((party) => party.isIn)
            .map(({ organisationId, name, nameEn }) => ({
              value: organisationId,
              label: inLanguage(name, nameEn),
            }))}
        />
      </Form.Item>
      <Form.Item noStyle dependencies={['organisationId']}>
        {({ getFieldValue }) =>
          getFieldValue('organisationId') === organisation.id ? (
            <Form.Item name="ownerId" label={t('items.owner')} extra={t('items.ownerHint')}>
              <ColleagueSelect isClearable />
            </Form.Item>
          ) : (
            <p className="quiet small form-problem">{t('items.theirs')}</p>
          )
        }
      </Form.Item>
      <Form.Item name="dueOn" label={t('items.dueOn')} rules={[{ required: true }]}>
        <DayInput />
      </Form.Item>
    </>
  );
}
