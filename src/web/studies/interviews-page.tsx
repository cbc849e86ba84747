import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { Button, Form, Input, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { WriteInterviews } from '../../contract/study-interviews.ts';
import type { InterviewFindings } from '../../domain/studies/interview-findings.ts';
import { EntryList } from '../ui/entry-list.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { FormProblem } from '../ui/form-problem.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { useChange } from '../ui/use-change.ts';
import { DraftOffer, useDraft } from '../ui/use-draft.tsx';
import { interviewsQuery } from './queries.ts';
import styles from './studies.module.css';

/** Where the themes of a study's interviews are written down. */
export function InterviewsPage() {
  const { t } = useTranslation('studies');
  const { studyId } = useParams({ from: '/staff/studies/$studyId/interviews' });
  const interviews = useQuery({ ...interviewsQuery(studyId), staleTime: Number.POSITIVE_INFINITY });
  if (interviews.error !== null)
    return <ErrorState error={interviews.error} onRetry={() => void interviews.refetch()} />;
  if (interviews.data === undefined) return <LoadingState />;
  const { findings, version } = interviews.data;
  return (
    <>
      <PageHeader title={t('interviews.title')} lead={t('interviews.lead')} />
      <InterviewsForm key={version} studyId={studyId} findings={findings} version={version} />
    </>
  );
}

const newTheme = () => ({ title: '', titleEn: '', description: '', quotes: [] });

/** Empty English is none. */
function findingsOf(values: InterviewFindings): InterviewFindings {
  return {
    ...values,
    themes: values.themes.map(({ titleEn, ...theme }) => ({
      ...theme,
      titleEn: titleEn === null || titleEn.trim() === '' ? null : titleEn,
    })),
  };
}

function InterviewsForm(props: { studyId: string; findings: InterviewFindings | null; version: number }) {
  const { studyId, findings, version } = props;
  const { t } = useTranslation('studies');
  const navigate = useNavigate();
  const [form] = Form.useForm<InterviewFindings>();
  const draft = useDraft(form, `study.${studyId}.interviews`);
  const leave = () => void navigate({ to: '/studies/$studyId', params: { studyId } });
  const save = useChange(
    {
      change: (values: InterviewFindings) =>
        draft.send(WriteInterviews, { params: { id: studyId }, version, body: findingsOf(values) }),
      form,
      said: () => t('interviews.saved'),
      onDone: () => {
        draft.drop();
        leave();
      },
    },
    (queryClient, answer) => queryClient.setQueryData(interviewsQuery(studyId).queryKey, answer),
  );
  return (
    <section className="section">
      <DraftOffer draft={draft} />
      <Form<InterviewFindings>
        form={form}
        layout="vertical"
        initialValues={findings ?? { themes: [newTheme()] }}
        onValuesChange={draft.keep}
        onFinish={(values) => save.mutate(values)}
        scrollToFirstError
      >
        <MethodFields />
        <EntryList
          name="themes"
          title={t('interviews.themes')}
          addWord={t('interviews.addTheme')}
          make={newTheme}
          renderEntry={(index) => <ThemeFields index={index} />}
        />
        <FormProblem error={save.error} />
        <div className="form-actions">
          <Button type="primary" htmlType="submit" size="large" loading={save.isPending}>
            {t('action.save')}
          </Button>
          <Button size="large" onClick={leave}>
            {t('action.cancel')}
          </Button>
        </div>
      </Form>
    </section>
  );
}

/** Who was asked, how many and how. */
function MethodFields() {
  const { t } = useTranslation('studies');
  const required = [{ required: true, message: t('state.required') }];
  return (
    <>
      <p className={`quiet ${styles['form-hint']}`}>{t('interviews.noNames')}</p>
      <div className="form-grid">
        <Form.Item name="interviews" label={t('interviews.count')} rules={required}>
          <InputNumber min={1} max={1000} precision={0} />
        </Form.Item>
        <Form.Item name="who" label={t('interviews.who')} rules={required}>
          <Input maxLength={200} placeholder={t('interviews.whoExample')} />
        </Form.Item>
      </div>
      <Form.Item name="method" label={t('interviews.method')} rules={required}>
        <Input.TextArea
          maxLength={1000}
          autoSize={{ minRows: 2 }}
          placeholder={t('interviews.methodExample')}
        />
      </Form.Item>
    </>
  );
}

function ThemeFields({ index }: { index: number }) {
  const { t } = useTranslation('studies');
  const required = [{ required: true, message: t('state.required') }];
  return (
    <>
      <div className="form-grid">
        <Form.Item name={[index, 'title']} label={t('interviews.theme')} rules={required}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name={[index, 'titleEn']} label={`${t('interviews.themeEn')} (${t('state.optional')})`}>
          <Input maxLength={160} />
        </Form.Item>
        <Form.Item name={[index, 'mentions']} label={t('interviews.mentions')} rules={required}>
          <InputNumber min={0} max={1000} precision={0} />
        </Form.Item>
      </div>
      <Form.Item
        name={[index, 'description']}
        label={`${t('interviews.description')} (${t('state.optional')})`}
      >
        <Input.TextArea maxLength={1000} autoSize={{ minRows: 1 }} />
      </Form.Item>
      <EntryList
        name={[index, 'quotes']}
        title={t('interviews.quotes')}
        addWord={t('interviews.addQuote')}
        make={() => ({ text: '', who: '' })}
        renderEntry={(quote) => (
          <div className="form-grid">
            <Form.Item name={[quote, 'text']} label={t('interviews.quote')} rules={required}>
              <Input.TextArea maxLength={500} autoSize={{ minRows: 1 }} />
            </Form.Item>
            <Form.Item name={[quote, 'who']} label={t('interviews.speaker')} rules={required}>
              <Input maxLength={60} placeholder={t('interviews.speakerExample')} />
            </Form.Item>
          </div>
        )}
      />
    </>
  );
}
