import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Form, Input, InputNumber, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { type AllianceView, FoundAlliance } from '../../contract/alliances.ts';
import { MOST_NOTICE_DAYS, type SharedKind } from '../../domain/alliances/alliance.ts';
import { CreationProblem } from '../ui/creation-problem.tsx';
import { markFields } from '../ui/form-problem.tsx';
import { DraftOffer, useDraft } from '../ui/use-draft.tsx';
import { keepAlliance } from './queries.ts';
import { SharesField } from './shares-field.tsx';

interface Values {
  name: string;
  purpose?: string;
  terms: string;
  noticeDays: number;
  shares: SharedKind[];
}

/** Founds an alliance as its host, which signs the first version of the agreement with it. */
export function FoundDialog({
  onClose,
  onFounded,
}: {
  onClose: () => void;
  onFounded: (founded: AllianceView) => void;
}) {
  const { t } = useTranslation('alliances');
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [form] = Form.useForm<Values>();
  const draft = useDraft(form, 'alliance.new');
  const save = useMutation({
    mutationFn: ({ purpose = '', ...values }: Values) =>
      draft.send(FoundAlliance, { body: { id: draft.id, purpose, ...values } }),
    onError: (error) => markFields(form, error),
    onSuccess: (founded) => {
      draft.drop();
      keepAlliance(queryClient, founded);
      void message.success(t('found.done'));
      onClose();
      onFounded(founded);
    },
  });
  return (
    <Modal
      open
      width={720}
      title={t('found.new')}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('found.sign')}
      confirmLoading={save.isPending}
    >
      <DraftOffer draft={draft} />
      <Form<Values>
        name="alliance"
        form={form}
        layout="vertical"
        initialValues={{ noticeDays: 30, shares: [] }}
        onValuesChange={draft.keep}
        onFinish={() => save.mutate(form.getFieldsValue(true) as Values)}
        scrollToFirstError
      >
        <Fields />
        <p className="notice form-problem">{t('found.signHint')}</p>
        <CreationProblem
          error={save.error}
          form={form}
          draft={draft}
          words={{ name: t('form.name'), purpose: t('form.purpose'), terms: t('form.terms') }}
        />
      </Form>
    </Modal>
  );
}

function Fields() {
  const { t } = useTranslation('alliances');
  return (
    <>
      <Form.Item name="name" label={t('form.name')} rules={[{ required: true, whitespace: true }]}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="purpose" label={t('form.purpose')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={2000} />
      </Form.Item>
      <TermsFields />
      <Form.Item name="shares" label={t('form.shares')}>
        <SharesField />
      </Form.Item>
    </>
  );
}

/** The text that all agree on, and how long before somebody leaves they say so. */
export function TermsFields() {
  const { t } = useTranslation('alliances');
  return (
    <>
      <Form.Item
        name="terms"
        label={t('form.terms')}
        extra={t('form.termsHint')}
        rules={[{ required: true, whitespace: true }]}
      >
        <Input.TextArea autoSize={{ minRows: 6, maxRows: 18 }} maxLength={20_000} />
      </Form.Item>
      <Form.Item
        name="noticeDays"
        label={t('form.noticeDays')}
        extra={t('form.noticeHint')}
        rules={[{ required: true }]}
      >
        <InputNumber min={0} max={MOST_NOTICE_DAYS} precision={0} />
      </Form.Item>
    </>
  );
}
