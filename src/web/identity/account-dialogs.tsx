import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Checkbox, Form, type FormInstance, Input, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { ChangeAccount, InviteAccount } from '../../contract/identity.ts';
import { grantableRoles, type Role, roleTable } from '../../domain/access/roles.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { DraftOffer, useDraft } from '../ui/use-draft.tsx';
import { CreationProblem } from '../ui/creation-problem.tsx';
import { FormProblem, markFields } from '../ui/form-problem.tsx';
import { type AccountView, accountsQuery, type HandedLink } from './queries.ts';

interface RoleValues {
  roles: Role[];
  /** absent while no chosen role is bound to sites */
  siteIds?: string[];
}
interface InviteValues extends RoleValues {
  username: string;
  displayName: string;
}

/** Roles whose rights end at their sites. */
function isSiteBound(role: Role): boolean {
  return Object.values(roleTable[role].grants).includes('site');
}

function assignmentsOf({ roles, siteIds = [] }: RoleValues) {
  return roles.map((role) => ({ role, siteIds: isSiteBound(role) ? siteIds : [] }));
}

export function InviteDialog(props: { onClose: () => void; onLink: (link: HandedLink) => void }) {
  const { t } = useTranslation('identity');
  const queryClient = useQueryClient();
  const [form] = Form.useForm<InviteValues>();
  const draft = useDraft(form, 'account.new');
  const invite = useMutation({
    mutationFn: ({ username, displayName, ...values }: InviteValues) =>
      draft.send(InviteAccount, {
        body: { id: draft.id, username: username.trim(), displayName, roles: assignmentsOf(values) },
      }),
    onError: (error) => markFields(form, error),
    onSuccess: async ({ account, link }) => {
      draft.drop();
      props.onClose();
      if (link !== null) props.onLink({ name: account.displayName, path: link });
      await queryClient.invalidateQueries({ queryKey: accountsQuery.queryKey });
    },
  });
  const required = { required: true, message: t('state.required') };
  return (
    <Modal
      open
      title={t('administration.invite')}
      onCancel={props.onClose}
      onOk={form.submit}
      okText={t('administration.invite')}
      confirmLoading={invite.isPending}
    >
      <DraftOffer draft={draft} />
      <Form<InviteValues>
        form={form}
        layout="vertical"
        onValuesChange={draft.keep}
        onFinish={(values) => invite.mutate(values)}
      >
        <CreationProblem
          error={invite.error}
          form={form}
          draft={draft}
          words={{ displayName: t('account.displayName') }}
        />
        <Form.Item name="displayName" label={t('account.displayName')} rules={[required]}>
          <Input maxLength={60} autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="username"
          label={t('account.username')}
          extra={t('account.usernameHint')}
          rules={[required, { pattern: /^[a-z0-9][a-z0-9._-]{2,63}$/, message: t('account.usernameHint') }]}
        >
          <Input autoComplete="off" autoCapitalize="none" spellCheck={false} />
        </Form.Item>
        <RoleFields form={form} />
      </Form>
    </Modal>
  );
}

export function RolesDialog({ account, onClose }: { account: AccountView; onClose: () => void }) {
  const { t } = useTranslation('identity');
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [form] = Form.useForm<RoleValues>();
  const change = useMutation({
    mutationFn: (values: RoleValues) =>
      call(ChangeAccount, {
        params: { id: account.id },
        version: account.version,
        body: { roles: assignmentsOf(values) },
      }),
    onSuccess: () => {
      void message.success(t('state.saved'));
      onClose();
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: accountsQuery.queryKey }),
  });
  return (
    <Modal
      open
      title={`${t('administration.changeRoles')} · ${account.displayName}`}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('action.save')}
      confirmLoading={change.isPending}
    >
      <Form<RoleValues>
        form={form}
        layout="vertical"
        initialValues={{
          roles: account.roles.map(({ role }) => role).filter((role) => grantableRoles.includes(role)),
          siteIds: [...new Set(account.roles.flatMap(({ siteIds }) => siteIds))],
        }}
        onFinish={(values) => change.mutate(values)}
      >
        <FormProblem error={change.error} />
        <RoleFields form={form} />
      </Form>
    </Modal>
  );
}

function RoleFields<Values extends RoleValues>({ form }: { form: FormInstance<Values> }) {
  const { t } = useTranslation('identity');
  const { textOf } = useFormats();
  const { sites } = useSession().me;
  const roles = (Form.useWatch('roles', form as FormInstance) ?? []) as Role[];
  return (
    <>
      <Form.Item
        name="roles"
        label={t('administration.roles')}
        rules={[{ required: true, message: t('administration.rolesMissing') }]}
      >
        <Checkbox.Group
          options={grantableRoles.map((role) => ({ value: role, label: textOf(roleTable[role]) }))}
        />
      </Form.Item>
      {roles.some(isSiteBound) && (
        <Form.Item
          name="siteIds"
          label={t('administration.reach')}
          extra={t('administration.reachHint')}
          rules={[{ required: true, message: t('state.required') }]}
        >
          <Select
            mode="multiple"
            showSearch={{ optionFilterProp: 'label' }}
            options={sites.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
      )}
    </>
  );
}
