import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { App, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EraseClient } from '../../contract/clients.ts';
import { call } from '../base/api.ts';
import { Choices } from '../ui/choices.tsx';
import { FormProblem } from '../ui/form-problem.tsx';
import { Endings } from './endings.tsx';
import { type ClientView, clientsKey } from './queries.ts';

const reasons = ['request', 'retention_over', 'registered_by_mistake'] as const;

interface EraseValues {
  reason: (typeof reasons)[number];
  typedName: string;
}

/** Cannot be undone, so the name is typed. */
export function EraseClientButton({ client }: { client: ClientView }) {
  const { t } = useTranslation('clients');
  const { message } = App.useApp();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [form] = Form.useForm<EraseValues>();
  const erase = useMutation({
    mutationFn: ({ reason }: EraseValues) =>
      call(EraseClient, { params: { id: client.id }, body: { reason } }),
    onSuccess: async () => {
      void message.success(t('erase.done'));
      await navigate({ to: '/clients' });
      queryClient.removeQueries({ queryKey: [...clientsKey, client.id] });
      await queryClient.invalidateQueries({ queryKey: clientsKey });
    },
  });
  return (
    <>
      <Button danger onClick={() => setOpen(true)}>
        {t('erase.action')}
      </Button>
      {isOpen && (
        <Modal
          open
          title={t('erase.title', { name: client.name })}
          onCancel={() => setOpen(false)}
          onOk={form.submit}
          okText={t('erase.submit')}
          okButtonProps={{ danger: true }}
          confirmLoading={erase.isPending}
        >
          <p className="notice notice-danger">{t('erase.lead')}</p>
          <Endings end="erased" />
          <Form form={form} layout="vertical" onFinish={(values) => erase.mutate(values)}>
            <FormProblem error={erase.error} />
            <EraseFields name={client.name} />
          </Form>
        </Modal>
      )}
    </>
  );
}

/** @param props whose name is to be typed */
function EraseFields({ name }: { name: string }) {
  const { t } = useTranslation('clients');
  return (
    <>
      <Form.Item
        name="reason"
        label={t('erase.reason')}
        rules={[{ required: true, message: t('state.required') }]}
      >
        <Choices values={reasons} labelOf={(reason) => t(`erase.reasons.${reason}`)} />
      </Form.Item>
      <Form.Item
        name="typedName"
        label={t('erase.confirm', { name })}
        rules={[
          {
            validator: (_, typed: string | undefined) =>
              typed?.trim() === name ? Promise.resolve() : Promise.reject(new Error(t('erase.mismatch'))),
          },
        ]}
      >
        <Input autoComplete="off" />
      </Form.Item>
    </>
  );
}
