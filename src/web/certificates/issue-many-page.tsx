import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Form, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { type CertificateBatchView, IssueCertificates } from '../../contract/certificates.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { CreationProblem } from '../ui/creation-problem.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Section } from '../ui/section.tsx';
import { useChange } from '../ui/use-change.ts';
import { DraftOffer, useDraft } from '../ui/use-draft.tsx';
import { teamsQuery } from '../volunteers/public.ts';
import { BatchesSection } from './batch-list.tsx';
import { PeriodFields, type PeriodValues, usualPeriod } from './period-fields.tsx';
import { readCertificatesAnew } from './queries.ts';

const MINUTES_PER_HOUR = 60;
/** The server takes a million minutes. */
const MOST_HOURS = 16_666;

interface Values extends PeriodValues {
  /** empty: everyone */
  teamId: string;
  hours?: number | null;
}

/** Certificates for all volunteers, or a team, at once. */
export function IssueManyPage() {
  const { t } = useTranslation('certificates');
  const { may } = useSession();
  return (
    <>
      <PageHeader title={t('many.title')} lead={t('many.lead')} />
      <div className="stack">
        {may('volunteer.manage') ? (
          <IssueManyForm />
        ) : (
          <EmptyState title={t('many.mayNot')} hint={t('many.mayNotHint')} />
        )}
        <BatchesSection />
      </div>
    </>
  );
}

function IssueManyForm() {
  const { t } = useTranslation('certificates');
  const { today } = useFormats();
  const navigate = useNavigate();
  const [form] = Form.useForm<Values>();
  const draft = useDraft(form, 'certificate-batch.new');
  const issue = useChange<Values, CertificateBatchView | undefined>(
    {
      change: ({ from, to, teamId, hours }) =>
        draft.send(IssueCertificates, {
          body: {
            id: draft.id,
            from,
            to,
            ...(teamId === '' ? {} : { teamId }),
            ...(hours == null ? {} : { minimumMinutes: hours * MINUTES_PER_HOUR }),
          },
        }),
      form,
      said: () => t('many.begun'),
      onDone: () => {
        const batchId = draft.id;
        draft.drop();
        void navigate({ to: '/certificates/batches/$batchId', params: { batchId } });
      },
    },
    readCertificatesAnew,
  );
  return (
    <Section title={t('many.form')}>
      <DraftOffer draft={draft} />
      <p className="notice">
        {t('many.waits')} <Link to="/service-dues">{t('many.toDues')}</Link>
      </p>
      <Form<Values>
        form={form}
        layout="vertical"
        initialValues={{ ...usualPeriod(today), teamId: '' }}
        onValuesChange={draft.keep}
        onFinish={(values) => issue.mutate(values)}
        scrollToFirstError
      >
        <PeriodFields />
        <WhoFields />
        <CreationProblem
          error={issue.error}
          form={form}
          draft={draft}
          words={{ from: t('period.from'), to: t('period.to') }}
        />
        <Button type="primary" htmlType="submit" loading={issue.isPending}>
          {t('many.submit')}
        </Button>
      </Form>
    </Section>
  );
}

function WhoFields() {
  const { t } = useTranslation('certificates');
  const teams = useQuery(teamsQuery);
  return (
    <div className="form-grid">
      <Form.Item name="teamId" label={t('many.team')}>
        <Select
          loading={teams.isPending}
          options={[
            { value: '', label: t('many.everyone') },
            ...(teams.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      </Form.Item>
      <Form.Item name="hours" label={t('many.hours')} extra={t('many.hoursHint')}>
        <InputNumber min={1} max={MOST_HOURS} precision={0} style={{ width: '100%' }} />
      </Form.Item>
    </div>
  );
}
