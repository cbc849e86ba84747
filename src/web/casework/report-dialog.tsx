import { Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RecordMandatoryReport } from '../../contract/casework.ts';
import { call } from '../app/api.ts';
import { newId } from '../app/ids.ts';
import { Choices } from '../ui/choices.tsx';
import { FormProblem } from '../ui/form-problem.tsx';
import { InstantInput } from '../ui/instant-input.tsx';
import { DraftOffer, useDraft } from '../ui/use-draft.tsx';
import type { CaseRecordView, CaseView } from './queries.ts';
import { useCaseChange } from './use-case-change.ts';

interface ReportValues {
  discoveredAt: string;
  made: 'yes' | 'no';
  reportedAt?: string | null;
  reportedTo?: string;
  receipt?: string;
  text: string;
}

/** Suspected harm to a minor. Nothing here waits for consent or approval; without a report the clock starts. */
export function ReportDialog(props: {
  view: CaseView;
  /** the discovery whose report is now made */
  running: CaseRecordView | undefined;
  onClose: () => void;
}) {
  const { view, running, onClose } = props;
  const { t } = useTranslation();
  const [form] = Form.useForm<ReportValues>();
  const draft = useDraft(form, `case.${view.id}.report.${running?.id ?? 'new'}`);
  const [id] = useState(() => newId());
  const [now] = useState(() => new Date().toISOString());
  const report = useCaseChange<ReportValues>({
    change: ({ discoveredAt, made, reportedAt, reportedTo = '', receipt = '', text }) =>
      call(RecordMandatoryReport, {
        params: { id: view.id },
        body: {
          id,
          discoveredAt: running?.occurredAt ?? discoveredAt,
          text,
          ...(made === 'yes' ? { reportedAt: reportedAt ?? null } : {}),
          ...(made === 'yes' && reportedTo.trim() !== '' ? { reportedTo } : {}),
          ...(made === 'yes' && receipt.trim() !== '' ? { receipt } : {}),
        },
      }),
    form,
    said: () => t('report.saved'),
    onDone: () => {
      draft.drop();
      onClose();
    },
  });
  return (
    <Modal
      open
      width={640}
      title={t('report.title')}
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
        initialValues={{
          discoveredAt: running?.occurredAt ?? now,
          made: running === undefined ? 'no' : 'yes',
          reportedAt: now,
          text: running?.text ?? '',
        }}
        onValuesChange={draft.keep}
        onFinish={(values) => report.mutate(values)}
      >
        <FormProblem error={report.error} />
        <ReportFields isRunning={running !== undefined} />
      </Form>
    </Modal>
  );
}

function ReportFields({ isRunning }: { isRunning: boolean }) {
  const { t } = useTranslation();
  const made = Form.useWatch('made') as ReportValues['made'] | undefined;
  const rules = [{ required: true, message: t('record.required') }];
  return (
    <>
      {!isRunning && (
        <Form.Item name="discoveredAt" label={t('report.discoveredAt')} rules={rules}>
          <InstantInput />
        </Form.Item>
      )}
      <Form.Item name="text" label={t('report.text')} rules={[{ ...rules[0], whitespace: true }]}>
        <Input.TextArea
          autoSize={{ minRows: 3, maxRows: 12 }}
          placeholder={t('report.textHint')}
          maxLength={8000}
        />
      </Form.Item>
      <Form.Item name="made" label={t('report.action')} hidden={isRunning}>
        <Choices
          values={['no', 'yes'] as const}
          labelOf={(choice) => t(choice === 'yes' ? 'report.alreadyReported' : 'report.notYet')}
        />
      </Form.Item>
      {made === 'yes' && (
        <div className="form-grid">
          <Form.Item name="reportedAt" label={t('report.reportedAt')} rules={rules}>
            <InstantInput />
          </Form.Item>
          <Form.Item name="reportedTo" label={t('report.reportedTo')}>
            <Input placeholder={t('report.reportedToHint')} maxLength={200} />
          </Form.Item>
          <Form.Item name="receipt" label={`${t('report.receipt')} (${t('state.optional')})`}>
            <Input maxLength={200} />
          </Form.Item>
        </div>
      )}
    </>
  );
}
