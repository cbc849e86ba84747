import { App, Form, type FormInstance, Input, Modal, Select } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { eventCatalogue, type EventType, eventTypes } from '../../contract/events.ts';
import { ChangeWebhook, CreateWebhook } from '../../contract/webhooks.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { isProblem } from '../base/problem.ts';
import { CreationProblem } from '../ui/creation-problem.tsx';
import { markFields } from '../ui/form-problem.tsx';
import { DraftOffer, type FormDraft, useDraft } from '../ui/use-draft.tsx';
import { type Connection, readAnew } from './queries.ts';
import type { HandedSecret } from './secret-dialog.tsx';

interface Values {
  name: string;
  url: string;
  /** none: whatever happens */
  types?: EventType[];
}

function valuesOf({ name, url, types }: Connection): Values {
  return { name, url, types: [...(types ?? [])] };
}

interface ConnectionDialogProps {
  readonly connection: Connection | undefined;
  readonly onClose: () => void;
  readonly onSecret: (secret: HandedSecret) => void;
}

/** A connection's name, address and what it is told. */
export function ConnectionDialog(props: ConnectionDialogProps) {
  const { connection } = props;
  const { t } = useTranslation('webhooks');
  const [form] = Form.useForm<Values>();
  const draft = useDraft(form, `webhook.${connection?.id ?? 'new'}`);
  const save = useSaveConnection(form, draft, props);
  return (
    <Modal
      open
      title={t(connection === undefined ? 'list.new' : 'form.change')}
      onCancel={props.onClose}
      onOk={form.submit}
      okText={t('action.save')}
      confirmLoading={save.isPending}
    >
      <DraftOffer draft={draft} />
      <Form<Values>
        form={form}
        layout="vertical"
        onValuesChange={draft.keep}
        initialValues={connection === undefined ? {} : valuesOf(connection)}
        onFinish={(values) => save.mutate(values)}
      >
        <CreationProblem
          error={save.error}
          form={form}
          draft={draft}
          words={{ name: t('form.name'), url: t('form.url') }}
        />
        <ConnectionFields />
      </Form>
    </Modal>
  );
}

/** Makes or changes it; where somebody changed it meanwhile, the form shows what is there now and is saved on top of that. */
function useSaveConnection(
  form: FormInstance<Values>,
  draft: FormDraft<Values>,
  props: ConnectionDialogProps,
) {
  const { t } = useTranslation('webhooks');
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [base, setBase] = useState(props.connection);
  return useMutation({
    mutationFn: async ({ name, url, types = [] }: Values) => {
      const body = { name, url, types: types.length === 0 ? null : types };
      if (base === undefined) return draft.send(CreateWebhook, { body: { id: draft.id, ...body } });
      await call(ChangeWebhook, { params: { id: base.id }, version: base.version, body });
      return undefined;
    },
    onError: (error) => {
      if (isProblem(error, 'version_conflict')) {
        const current = error.current as Connection;
        setBase(current);
        form.setFieldsValue(valuesOf(current));
        void message.warning(t('form.conflict'));
      } else markFields(form, error);
    },
    onSuccess: (created) => {
      draft.drop();
      readAnew(queryClient);
      props.onClose();
      if (created === undefined) void message.success(t('state.saved'));
      else if (created.secret === null) void message.warning(t('form.secretLost'));
      else props.onSecret({ name: created.webhook.name, secret: created.secret, isRenewed: false });
    },
  });
}

function ConnectionFields() {
  const { t } = useTranslation('webhooks');
  const { textOf } = useFormats();
  const required = { required: true, whitespace: true, message: t('state.required') };
  return (
    <>
      <Form.Item name="name" label={t('form.name')} extra={t('form.nameHint')} rules={[required]}>
        <Input maxLength={60} autoComplete="off" />
      </Form.Item>
      <Form.Item name="url" label={t('form.url')} extra={t('form.urlHint')} rules={[required]}>
        <Input type="url" maxLength={1_000} autoComplete="off" spellCheck={false} placeholder="https://" />
      </Form.Item>
      <Form.Item name="types" label={t('form.types')} extra={t('form.typesHint')}>
        <Select
          mode="multiple"
          placeholder={t('form.allTypes')}
          showSearch={{ optionFilterProp: 'label' }}
          options={eventTypes.map((type) => ({ value: type, label: textOf(eventCatalogue[type]) }))}
        />
      </Form.Item>
    </>
  );
}
