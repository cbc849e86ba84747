import { Form, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { type CertificateView, RevokeCertificate } from '../../contract/certificates.ts';
import {
  revocationNames,
  type RevocationReason,
  revocationReasons,
} from '../../domain/certificates/certificate-life.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { Choices } from '../ui/choices.tsx';
import { FormProblem } from '../ui/form-problem.tsx';
import { useChange } from '../ui/use-change.ts';
import { readCertificatesAnew } from './queries.ts';

interface Values {
  reason: RevocationReason;
}

/** Whoever checks the certificate from then on reads that it is revoked, and why. */
export function RevokeDialog(props: { id: string; number: string; onClose: () => void }) {
  const { id, number, onClose } = props;
  const { t } = useTranslation('certificates');
  const { textOf } = useFormats();
  const [form] = Form.useForm<Values>();
  const revoke = useChange<Values, CertificateView>(
    {
      change: (body) => call(RevokeCertificate, { params: { id }, body }),
      form,
      said: () => t('revoke.done', { number }),
      onDone: onClose,
    },
    readCertificatesAnew,
  );
  return (
    <Modal
      open
      title={t('revoke.title', { number })}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('row.revoke')}
      okButtonProps={{ danger: true }}
      confirmLoading={revoke.isPending}
    >
      <p className="notice notice-danger form-problem">{t('revoke.lead')}</p>
      <Form<Values> form={form} layout="vertical" onFinish={(values) => revoke.mutate(values)}>
        <Form.Item
          name="reason"
          label={t('revoke.reason')}
          rules={[{ required: true, message: t('state.required') }]}
        >
          <Choices values={revocationReasons} labelOf={(reason) => textOf(revocationNames[reason])} />
        </Form.Item>
        <FormProblem error={revoke.error} />
      </Form>
    </Modal>
  );
}
