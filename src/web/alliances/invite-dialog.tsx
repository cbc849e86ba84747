import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Form, Modal, Radio, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AllianceView, InviteToAlliance } from '../../contract/alliances.ts';
import { type InvitedRole, invitedRoles } from '../../domain/alliances/alliance.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { newId } from '../base/ids.ts';
import { FormProblem, markFields } from '../ui/form-problem.tsx';
import { mayBeRemoved } from './may-be-removed.ts';
import { candidatesQuery, readAlliancesAnew } from './queries.ts';

interface Values {
  organisationCode: string;
  role: InvitedRole;
}

/** Asks an organisation to join. */
export function InviteDialog({ alliance, onClose }: { alliance: AllianceView; onClose: () => void }) {
  const { t } = useTranslation('alliances');
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [form] = Form.useForm<Values>();
  // one invitation, however often it is sent
  const [id] = useState(newId);
  const { options, isPending } = useCandidates(alliance);
  const save = useMutation({
    mutationFn: (values: Values) =>
      call(InviteToAlliance, { params: { id: alliance.id }, body: { id, ...values } }),
    onError: (error) => markFields(form, error),
    onSuccess: () => {
      readAlliancesAnew(queryClient);
      void message.success(t('invite.done'));
      onClose();
    },
  });
  return (
    <Modal
      open
      title={t('parties.invite')}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('invite.send')}
      confirmLoading={save.isPending}
    >
      <Form<Values>
        form={form}
        layout="vertical"
        initialValues={{ role: 'member' }}
        onFinish={(values) => save.mutate(values)}
      >
        <Form.Item name="organisationCode" label={t('invite.organisation')} rules={[{ required: true }]}>
          <Select
            options={options}
            loading={isPending}
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('invite.choose')}
          />
        </Form.Item>
        <Form.Item name="role" label={t('invite.role')} extra={t('invite.roleHint')}>
          <Radio.Group options={invitedRoles.map((role) => ({ value: role, label: t(`roles.${role}`) }))} />
        </Form.Item>
        <FormProblem error={save.error} />
      </Form>
    </Modal>
  );
}

/** Whoever is not in it, nor asked. */
function useCandidates({ parties }: AllianceView) {
  const { inLanguage } = useFormats();
  const { data, isPending } = useQuery(candidatesQuery);
  const there = new Set(parties.filter(mayBeRemoved).map(({ organisationId }) => organisationId));
  const options = (data?.items ?? [])
    .filter(({ organisationId }) => !there.has(organisationId))
    .map(({ code, name, nameEn }) => ({
      value: code,
      title: inLanguage(name, nameEn),
      label: `${inLanguage(name, nameEn)} · ${code}`,
    }));
  return { options, isPending };
}
