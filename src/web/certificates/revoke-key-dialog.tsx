import { Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { RevokeSigningKey } from '../../contract/certificates.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { FormProblem } from '../ui/form-problem.tsx';
import { useChange } from '../ui/use-change.ts';
import { readKeysAnew } from './queries.ts';

/** Cannot be undone, so the organisation's name is typed. */
export function RevokeKeyDialog({ id, n, onClose }: { id: string; n: number; onClose: () => void }) {
  const { t } = useTranslation('certificates');
  const { inLanguage } = useFormats();
  const { organisation } = useSession().me;
  const name = inLanguage(organisation.name, organisation.nameEn);
  const [form] = Form.useForm<{ typedName: string }>();
  const revoke = useChange<void, unknown>(
    {
      change: () => call(RevokeSigningKey, { params: { id } }),
      form,
      said: () => t('keys.revokeDone'),
      onDone: onClose,
    },
    readKeysAnew,
  );
  return (
    <Modal
      open
      title={t('keys.revokeTitle', { n })}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('keys.revoke')}
      okButtonProps={{ danger: true }}
      confirmLoading={revoke.isPending}
    >
      <p className="notice notice-danger form-problem">{t('keys.revokeLead')}</p>
      <Form form={form} layout="vertical" onFinish={() => revoke.mutate()}>
        <Form.Item
          name="typedName"
          label={t('keys.confirm', { name })}
          rules={[
            {
              validator: (_, typed: string | undefined) =>
                typed?.trim() === name ? Promise.resolve() : Promise.reject(new Error(t('keys.mismatch'))),
            },
          ]}
        >
          <Input autoComplete="off" />
        </Form.Item>
        <FormProblem error={revoke.error} />
      </Form>
    </Modal>
  );
}
