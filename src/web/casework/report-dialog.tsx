import { Form, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FileMandatoryReport } from '../../contract/mandatory-reports.ts';
import { CreationProblem } from '../ui/creation-problem.tsx';
import { Choices } from '../ui/choices.tsx';
import { InstantInput } from '../ui/instant-input.tsx';
import { DraftOffer, useDraft } from '../ui/use-draft.tsx';
import { ReportedFields, ReportTextField } from './report-fields.tsx';
import { useReportChange } from './use-report-change.ts';

interface ReportValues {
  discoveredAt: string;
  made?: 'yes' | 'no';
  reportedAt?: string | null;
  reportedTo?: string;
  receipt?: string;
  text: string;
}

/** Suspected harm to a minor. Nothing here waits for a case, consent or approval; without a report the clock runs. */
export function ReportDialog(props: { client: { id: string; name: string }; onClose: () => void }) {
  const { client, onClose } = props;
  const { t } = useTranslation('casework');
  const [form] = Form.useForm<ReportValues>();
  const draft = useDraft(form, `client.${client.id}.report`);
  const [now] = useState(() => new Date().toISOString());
  const report = useReportChange<ReportValues>({
    change: ({ discoveredAt, made, reportedAt, reportedTo = '', receipt = '', text }) =>
      draft.send(FileMandatoryReport, {
        params: { id: client.id },
        body: {
          id: draft.id,
          discoveredAt,
          text,
          ...(made === 'yes' ? { reportedAt: reportedAt ?? null } : {}),
          ...(made === 'yes' && reportedTo.trim() !== '' ? { reportedTo } : {}),
          ...(made === 'yes' && receipt.trim() !== '' ? { receipt } : {}),
        },
      }),
    form,
    onDone: () => {
      draft.drop();
      onClose();
    },
  });
  return (
    <Modal
      open
      width={640}
      title={t('report.title', { name: client.name })}
      mask={{ closable: false }}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('report.submit')}
      okButtonProps={{ danger: true }}
      confirmLoading={report.isPending}
    >
      <p className="notice notice-danger">{t('report.lead')}</p>
      <DraftOffer draft={draft} />
      <Form<ReportValues>
        form={form}
        layout="vertical"
        className="spaced"
        initialValues={{ discoveredAt: now }}
        onValuesChange={draft.keep}
        onFinish={(values) => report.mutate(values)}
        scrollToFirstError
      >
        <CreationProblem error={report.error} form={form} draft={draft} words={{ text: t('report.text') }} />
        <NewReportFields />
      </Form>
    </Modal>
  );
}

function NewReportFields() {
  const { t } = useTranslation('casework');
  const made = Form.useWatch('made') as ReportValues['made'];
  const rules = [{ required: true, message: t('state.required') }];
  return (
    <>
      <Form.Item name="discoveredAt" label={t('report.discoveredAt')} rules={rules}>
        <InstantInput />
      </Form.Item>
      <ReportTextField />
      <Form.Item name="made" label={t('report.isMade')} rules={rules}>
        <Choices
          values={['no', 'yes'] as const}
          labelOf={(choice) => t(choice === 'yes' ? 'report.alreadyReported' : 'report.notYet')}
        />
      </Form.Item>
      {made === 'yes' && <ReportedFields isTimeRequired />}
    </>
  );
}
