import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DecideRecord, type ProfessionalRecordView } from '../../contract/talent.ts';
import { call } from '../base/api.ts';
import { useSession } from '../base/session-context.ts';
import { FormProblem } from '../ui/form-problem.tsx';
import { useChange } from '../ui/use-change.ts';
import { readTalentAnew } from './queries.ts';
import { useRecordTitle } from './record-facts.tsx';

/** Confirms with one press; to refuse it takes a reason. Nobody decides on their own. */
export function RecordDecision({ record, of }: { record: ProfessionalRecordView; of: string }) {
  const { t } = useTranslation('talent');
  const { me } = useSession();
  const titleOf = useRecordTitle();
  const [isRefusing, setRefusing] = useState(false);
  const title = titleOf(record);
  const confirm = useChange<void, ProfessionalRecordView>(
    {
      change: () =>
        call(DecideRecord, { params: { id: record.id }, body: { isConfirmed: true, reason: '' } }),
      said: () => t('waiting.confirmed', { title }),
      onDone: () => undefined,
    },
    readTalentAnew,
  );
  if (record.accountId === me.user.id) return <span className="quiet small">{t('waiting.own')}</span>;
  return (
    <>
      <Button
        aria-label={t('waiting.confirmOf', { title, name: of })}
        onClick={() => confirm.mutate()}
        loading={confirm.isPending}
      >
        {t('waiting.confirm')}
      </Button>
      <Button aria-label={t('waiting.refuseOf', { title, name: of })} onClick={() => setRefusing(true)}>
        {t('waiting.refuse')}
      </Button>
      {isRefusing && <RefuseDialog record={record} title={title} onClose={() => setRefusing(false)} />}
    </>
  );
}

function RefuseDialog(props: { record: ProfessionalRecordView; title: string; onClose: () => void }) {
  const { record, title, onClose } = props;
  const { t } = useTranslation('talent');
  const [form] = Form.useForm<{ reason: string }>();
  const refuse = useChange<{ reason: string }, ProfessionalRecordView>(
    {
      change: ({ reason }) =>
        call(DecideRecord, { params: { id: record.id }, body: { isConfirmed: false, reason } }),
      form,
      said: () => t('waiting.refused', { title }),
      onDone: onClose,
    },
    readTalentAnew,
  );
  return (
    <Modal
      open
      title={t('waiting.refuseTitle', { title })}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('waiting.refuse')}
      confirmLoading={refuse.isPending}
    >
      <p className="quiet">{t('waiting.refuseHint')}</p>
      <Form form={form} layout="vertical" onFinish={(values) => refuse.mutate(values)}>
        <Form.Item
          name="reason"
          label={t('records.reason')}
          rules={[{ required: true, message: t('state.required') }]}
        >
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
        <FormProblem error={refuse.error} />
      </Form>
    </Modal>
  );
}
