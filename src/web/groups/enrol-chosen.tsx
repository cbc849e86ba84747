import { useQuery } from '@tanstack/react-query';
import { Button, Form, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EnrolMembers } from '../../contract/groups.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import type { ChosenClients } from '../clients/public.ts';
import { FormProblem } from '../ui/form-problem.tsx';
import { useGroupChange } from './use-group-change.ts';
import { groupItemsQuery } from './queries.ts';

/** Puts those who are chosen in the list of clients into a group that is there. */
export function EnrolChosen({ clients, onDone }: ChosenClients) {
  const { t } = useTranslation('groups');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('chosen.enrol')}</Button>
      {isOpen && <EnrolDialog clients={clients} onDone={onDone} onClose={() => setOpen(false)} />}
    </>
  );
}

function EnrolDialog({ clients, onDone, onClose }: ChosenClients & { onClose: () => void }) {
  const { t } = useTranslation('groups');
  const { today } = useFormats();
  const groups = useQuery(groupItemsQuery);
  const [form] = Form.useForm<{ groupId: string }>();
  const enrol = useGroupChange<{ groupId: string }>({
    change: ({ groupId }) =>
      call(EnrolMembers, {
        params: { id: groupId },
        body: { clientIds: clients.map(({ id }) => id), enrolledOn: today },
      }),
    form,
    said: () => t('chosen.enrolled', { n: clients.length }),
    onDone: () => {
      onClose();
      onDone();
    },
  });
  return (
    <Modal
      open
      title={t('chosen.enrol')}
      mask={{ closable: false }}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('action.save')}
      confirmLoading={enrol.isPending}
    >
      <Form form={form} layout="vertical" onFinish={(values: { groupId: string }) => enrol.mutate(values)}>
        <Form.Item
          name="groupId"
          label={t('chosen.group')}
          extra={t('chosen.hint', { n: clients.length })}
          rules={[{ required: true, message: t('state.required') }]}
        >
          <Select
            loading={groups.isPending}
            showSearch={{ optionFilterProp: 'label' }}
            options={groups.data?.items.map(({ id, name }) => ({ value: id, label: name })) ?? []}
          />
        </Form.Item>
        <FormProblem error={enrol.error} />
      </Form>
    </Modal>
  );
}
