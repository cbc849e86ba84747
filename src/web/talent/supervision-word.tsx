import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SayOfSupervision, type SupervisionView } from '../../contract/talent.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { FormProblem } from '../ui/form-problem.tsx';
import { useChange } from '../ui/use-change.ts';
import { readTalentAnew } from './queries.ts';

/** Whoever was supervised says that the record is right, or what is not; what they do not agree to does not count for them. */
export function SupervisionWord({ session }: { session: SupervisionView }) {
  const { t } = useTranslation('talent');
  const { instant } = useFormats();
  const { me } = useSession();
  const [isDisputing, setDisputing] = useState(false);
  const said = session.words.find(({ accountId }) => accountId === me.user.id);
  const at = instant(session.heldAt);
  const agree = useChange<void, SupervisionView>(
    {
      change: () =>
        call(SayOfSupervision, { params: { id: session.id }, body: { isAgreed: true, words: '' } }),
      said: () => t('supervision.thanks'),
      onDone: () => undefined,
    },
    readTalentAnew,
  );
  return (
    <>
      {said?.isAgreed !== true && (
        <Button
          aria-label={t('supervision.agreeOf', { at })}
          onClick={() => agree.mutate()}
          loading={agree.isPending}
        >
          {t('supervision.agree')}
        </Button>
      )}
      {said?.isAgreed !== false && (
        <Button aria-label={t('supervision.disputeOf', { at })} onClick={() => setDisputing(true)}>
          {t('supervision.dispute')}
        </Button>
      )}
      {isDisputing && <DisputeDialog session={session} onClose={() => setDisputing(false)} />}
    </>
  );
}

function DisputeDialog({ session, onClose }: { session: SupervisionView; onClose: () => void }) {
  const { t } = useTranslation('talent');
  const [form] = Form.useForm<{ words: string }>();
  const dispute = useChange<{ words: string }, SupervisionView>(
    {
      change: ({ words }) =>
        call(SayOfSupervision, { params: { id: session.id }, body: { isAgreed: false, words } }),
      form,
      said: () => t('supervision.thanks'),
      onDone: onClose,
    },
    readTalentAnew,
  );
  return (
    <Modal
      open
      title={t('supervision.disputeTitle')}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('supervision.dispute')}
      confirmLoading={dispute.isPending}
    >
      <p className="quiet">{t('supervision.disputeHint')}</p>
      <Form form={form} layout="vertical" onFinish={(values) => dispute.mutate(values)}>
        <Form.Item
          name="words"
          label={t('supervision.what')}
          rules={[{ required: true, message: t('state.required') }]}
        >
          <Input.TextArea rows={3} maxLength={1_000} />
        </Form.Item>
        <FormProblem error={dispute.error} />
      </Form>
    </Modal>
  );
}
