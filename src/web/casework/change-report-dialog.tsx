import { Checkbox, Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { ChangeMandatoryReport } from '../../contract/mandatory-reports.ts';
import { needsReason, type ReportContent } from '../../domain/casework/mandatory-report.ts';
import { call } from '../base/api.ts';
import { FormProblem } from '../ui/form-problem.tsx';
import { InstantInput } from '../ui/instant-input.tsx';
import type { ReportView } from './queries.ts';
import { ReportedFields, ReportTextField } from './report-fields.tsx';
import { useReportChange } from './use-report-change.ts';

interface ChangeValues {
  discoveredAt: string;
  reportedAt?: string | null;
  reportedTo?: string;
  receipt?: string;
  text: string;
  isMistaken: boolean;
  reason?: string;
}

/**
 * Says that a report was made; or adds its receipt, corrects it or takes it back. What stood there before stays in its
 * history, and the form asks why as soon as something written is changed.
 */
export function ChangeReportDialog(props: {
  report: ReportView;
  purpose: 'complete' | 'change';
  onClose: () => void;
}) {
  const { report, purpose, onClose } = props;
  const { t } = useTranslation('casework');
  const [form] = Form.useForm<ChangeValues>();
  const change = useReportChange<ChangeValues>({
    change: ({ reason = '', ...values }) =>
      call(ChangeMandatoryReport, {
        params: { id: report.id },
        version: report.version,
        body: { ...contentOf({ ...report, ...values }), ...(reason.trim() === '' ? {} : { reason }) },
      }),
    form,
    onDone: onClose,
  });
  return (
    <Modal
      open
      width={640}
      title={t(`report.${purpose}`)}
      mask={{ closable: false }}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('report.submit')}
      confirmLoading={change.isPending}
    >
      <Form<ChangeValues>
        form={form}
        layout="vertical"
        initialValues={{ ...report, reportedTo: report.reportedTo ?? '', receipt: report.receipt ?? '' }}
        onFinish={(values) => change.mutate(values)}
        scrollToFirstError
      >
        <FormProblem error={change.error} />
        {purpose === 'complete' ? <ReportedFields isTimeRequired /> : <ChangeFields report={report} />}
      </Form>
    </Modal>
  );
}

function ChangeFields({ report }: { report: ReportView }) {
  const { t } = useTranslation('casework');
  const form = Form.useFormInstance<ChangeValues>();
  const values = Form.useWatch([], form) as ChangeValues | undefined;
  const rules = [{ required: true, whitespace: true, message: t('state.required') }];
  return (
    <>
      <ReportedFields isTimeRequired={false} />
      <ReportTextField />
      <Form.Item
        name="discoveredAt"
        label={t('report.discoveredAt')}
        rules={[{ required: true, message: t('state.required') }]}
      >
        <InstantInput />
      </Form.Item>
      <Form.Item name="isMistaken" valuePropName="checked">
        <Checkbox>{t('report.isMistaken')}</Checkbox>
      </Form.Item>
      {values !== undefined && needsReason(report, contentOf(values)) && (
        <Form.Item name="reason" label={t('report.reason')} rules={rules}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={500} />
        </Form.Item>
      )}
    </>
  );
}

type Entered = Omit<ChangeValues, 'reason' | 'reportedTo' | 'receipt'> & {
  reportedTo?: string | null;
  receipt?: string | null;
};

function contentOf(values: Entered): ReportContent {
  const { discoveredAt, reportedAt = null, text, isMistaken } = values;
  const [reportedTo, receipt] = [values.reportedTo ?? '', values.receipt ?? ''];
  return {
    discoveredAt,
    reportedAt,
    reportedTo: reportedTo.trim() === '' ? null : reportedTo,
    receipt: receipt.trim() === '' ? null : receipt,
    text,
    isMistaken,
  };
}
