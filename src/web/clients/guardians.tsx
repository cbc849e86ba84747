import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AddGuardian, guardianRelations } from '../../contract/clients.ts';
import { call } from '../app/api.ts';
import { newId } from '../app/ids.ts';
import { useSession } from '../app/session-context.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { FormProblem, markFields } from '../ui/form-problem.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { Section } from '../ui/section.tsx';
import { type ClientView, guardiansQuery } from './queries.ts';

export function Guardians({ client }: { client: ClientView }) {
  const { t } = useTranslation();
  const { may } = useSession();
  const guardians = useQuery(guardiansQuery(client.id));
  const [isAdding, setAdding] = useState(false);
  return (
    <Section
      title={t('guardian.title')}
      action={may('client.update') && <Button onClick={() => setAdding(true)}>{t('guardian.add')}</Button>}
    >
      {guardians.error !== null && (
        <ErrorState error={guardians.error} onRetry={() => void guardians.refetch()} />
      )}
      {guardians.isPending && <LoadingState rows={2} />}
      {guardians.data?.items.length === 0 && <p className="quiet">{t('guardian.empty')}</p>}
      <ul className="items">
        {guardians.data?.items.map(({ id, name, phone, relation }) => (
          <li key={id} className="item">
            <strong>{name}</strong>
            <span className="quiet">{t(`guardian.relations.${relation}`)}</span>
            {phone !== null && (
              <a className="push" href={`tel:${phone}`}>
                {phone}
              </a>
            )}
          </li>
        ))}
      </ul>
      {isAdding && <GuardianDialog clientId={client.id} onClose={() => setAdding(false)} />}
    </Section>
  );
}

interface GuardianValues {
  name: string;
  relation: (typeof guardianRelations)[number];
  phone?: string;
}

function GuardianDialog({ clientId, onClose }: { clientId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [form] = Form.useForm<GuardianValues>();
  const [id] = useState(() => newId());
  const add = useMutation({
    mutationFn: ({ name, relation, phone }: GuardianValues) => {
      const number = phone?.trim() ?? '';
      return call(AddGuardian, {
        params: { id: clientId },
        body: { id, name, relation, ...(number === '' ? {} : { phone: number }) },
      });
    },
    onError: (error) => markFields(form, error),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: guardiansQuery(clientId).queryKey });
      void message.success(t('guardian.added'));
      onClose();
    },
  });
  return (
    <Modal
      open
      title={t('guardian.add')}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('action.save')}
      confirmLoading={add.isPending}
    >
      <Form form={form} layout="vertical" onFinish={(values) => add.mutate(values)}>
        <FormProblem error={add.error} />
        <Form.Item
          name="name"
          label={t('client.name')}
          rules={[{ required: true, whitespace: true, message: t('record.required') }]}
        >
          <Input autoFocus autoComplete="off" maxLength={60} />
        </Form.Item>
        <Form.Item
          name="relation"
          label={t('guardian.relation')}
          rules={[{ required: true, message: t('record.required') }]}
        >
          <Select
            options={guardianRelations.map((relation) => ({
              value: relation,
              label: t(`guardian.relations.${relation}`),
            }))}
          />
        </Form.Item>
        <Form.Item name="phone" label={t('client.phone')}>
          <Input autoComplete="off" inputMode="tel" maxLength={40} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
