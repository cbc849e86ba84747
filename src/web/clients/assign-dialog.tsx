import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Form, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ChangeClient } from '../../contract/clients.ts';
import { call } from '../base/api.ts';
import { useColleagues } from '../identity/public.ts';
import { clientsKey, type ClientItemView } from './queries.ts';

interface AssignDialogProps {
  readonly clients: readonly ClientItemView[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}

interface Refused {
  readonly name: string;
  readonly reason: string;
}

/** Gives several clients to one person, each by itself: whoever cannot be given is named with the reason, the others are. */
export function AssignDialog({ clients, onClose, onDone }: AssignDialogProps) {
  const { t } = useTranslation('clients');
  const { workers } = useColleagues();
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [form] = Form.useForm<{ workerId: string }>();
  const [refused, setRefused] = useState<readonly Refused[]>([]);
  const assign = useMutation({
    mutationFn: ({ workerId }: { workerId: string }) => assignEach(clients, workerId),
    onSuccess: (left) => {
      void queryClient.invalidateQueries({ queryKey: clientsKey });
      setRefused(left);
      if (left.length > 0) return;
      message.success(t('bulk.assigned', { n: clients.length }));
      onDone();
    },
  });
  return (
    <Modal
      open
      title={t('bulk.assign')}
      mask={{ closable: false }}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('action.save')}
      confirmLoading={assign.isPending}
    >
      <p>{t('bulk.assignHint', { n: clients.length })}</p>
      <Form form={form} layout="vertical" onFinish={(values: { workerId: string }) => assign.mutate(values)}>
        <Form.Item
          name="workerId"
          label={t('client.workers')}
          rules={[{ required: true, message: t('state.required') }]}
        >
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={workers.map(({ id, displayName }) => ({ value: id, label: displayName }))}
          />
        </Form.Item>
      </Form>
      {refused.length > 0 && (
        <div className="notice notice-warning" role="alert">
          <p>{t('bulk.notAssigned', { done: clients.length - refused.length, n: refused.length })}</p>
          <ul>
            {refused.map(({ name, reason }) => (
              <li key={name}>
                {name}: {reason}
              </li>
            ))}
          </ul>
        </div>
      )}
    </Modal>
  );
}

async function assignEach(clients: readonly ClientItemView[], workerId: string): Promise<readonly Refused[]> {
  const refused: Refused[] = [];
  for (const { id, name, version, workerIds } of clients) {
    if (workerIds.length === 1 && workerIds[0] === workerId) continue;
    await call(ChangeClient, { params: { id }, version, body: { workerIds: [workerId] } }).catch(
      (error: Error) => refused.push({ name, reason: error.message }),
    );
  }
  return refused;
}
