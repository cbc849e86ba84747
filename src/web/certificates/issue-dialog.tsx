import { useInfiniteQuery } from '@tanstack/react-query';
import { Form, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { type CertificateView, IssueCertificate } from '../../contract/certificates.ts';
import { servicePages } from '../attendance/public.ts';
import { useFormats } from '../base/formats.ts';
import { CreationProblem } from '../ui/creation-problem.tsx';
import { Definitions } from '../ui/definitions.tsx';
import { useChange } from '../ui/use-change.ts';
import { DraftOffer, useDraft } from '../ui/use-draft.tsx';
import { PeriodFields, type PeriodValues, usualPeriod } from './period-fields.tsx';
import { readCertificatesAnew } from './queries.ts';

/** Certifies what a volunteer served between two days, as far as it is recorded. */
export function IssueDialog({ volunteerId, onClose }: { volunteerId: string; onClose: () => void }) {
  const { t } = useTranslation('certificates');
  const { today } = useFormats();
  const [form] = Form.useForm<PeriodValues>();
  const draft = useDraft(form, `certificate.${volunteerId}`);
  const issue = useChange<PeriodValues, CertificateView | undefined>(
    {
      change: (period) => draft.send(IssueCertificate, { body: { id: draft.id, volunteerId, ...period } }),
      form,
      said: (answer) => t('issue.done', { number: answer?.number ?? '' }),
      onDone: () => {
        draft.drop();
        onClose();
      },
    },
    readCertificatesAnew,
  );
  return (
    <Modal
      open
      title={t('issue.action')}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('issue.action')}
      confirmLoading={issue.isPending}
    >
      <DraftOffer draft={draft} />
      <WhatIsRecorded volunteerId={volunteerId} />
      <Form<PeriodValues>
        form={form}
        layout="vertical"
        initialValues={usualPeriod(today)}
        onValuesChange={draft.keep}
        onFinish={(values) => issue.mutate(values)}
        scrollToFirstError
      >
        <PeriodFields />
        <p className="quiet small">{t('issue.hint')}</p>
        <CreationProblem
          error={issue.error}
          form={form}
          draft={draft}
          words={{ from: t('period.from'), to: t('period.to') }}
        />
      </Form>
    </Modal>
  );
}

/** So that nobody certifies less than they think. */
function WhatIsRecorded({ volunteerId }: { volunteerId: string }) {
  const { t } = useTranslation('certificates');
  const { minutesOf } = useFormats();
  const sums = useInfiniteQuery(servicePages(volunteerId)).data?.pages[0];
  if (sums === undefined) return null;
  const { recordedMinutes, pendingMinutes } = sums;
  return (
    <div className="form-problem">
      <Definitions
        rows={[
          { term: t('issue.recorded'), value: minutesOf(recordedMinutes) },
          { term: t('issue.pending'), value: minutesOf(pendingMinutes) },
        ]}
      />
      {recordedMinutes === 0 && <p className="notice notice-warning">{t('issue.nothing')}</p>}
      {pendingMinutes > 0 && <p className="notice notice-warning">{t('issue.waits')}</p>}
    </div>
  );
}
