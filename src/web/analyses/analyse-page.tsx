import { Alert, Button, Form, Select } from 'antd';
import { type ChangeEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fill } from '../../plain/words.ts';
import { EVIDENCE_ERRORS, TABLE_ERRORS } from '../../domain/evidence/messages.ts';
import { spokenLanguage } from '../../domain/language.ts';
import { useFormats } from '../base/formats.ts';
import { Choices } from '../ui/choices.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Section } from '../ui/section.tsx';
import type { Refusal } from './analysis-task.ts';
import { QuestionFields } from './question-fields.tsx';
import { analysisOf, questions, type QuestionValues, specificationOf } from './questions.ts';
import { ResultSection } from './result-section.tsx';
import { useAnalysis } from './use-analysis.ts';

/** A table from elsewhere, analysed by the engine of the studies; it is read on this computer and sent nowhere. */
export function AnalysePage() {
  const { t } = useTranslation('analyses');
  const { opened, outcome, isBusy, open, run } = useAnalysis();
  const [asked, setAsked] = useState<QuestionValues>();
  const choose = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? [];
    // chosen again after it was corrected, the same file is another one
    target.value = '';
    if (file !== undefined) void open(file);
  };
  return (
    <>
      <PageHeader title={t('page.title')} lead={t('page.lead')} />
      <Section title={t('file.title')}>
        <label className="row">
          <span>{t('file.choose')}</span>
          <input type="file" accept=".csv,.tsv,.txt,text/csv" onChange={choose} />
        </label>
        <p className="quiet small">{t('file.hint')}</p>
        {opened !== undefined && (
          <output>
            {t('file.opened', { name: opened.name, rows: opened.rows, columns: opened.columns.length })}
          </output>
        )}
      </Section>
      {opened !== undefined && (
        <Section title={t('question.title')}>
          <QuestionForm
            // another file has other columns
            key={opened.openedAt}
            columns={opened.columns}
            isBusy={isBusy}
            onAsk={(values) => {
              setAsked(values);
              run(analysisOf(values), { missing: values.missing ?? [], factors: values.factors ?? [] });
            }}
          />
        </Section>
      )}
      {isBusy && <LoadingState rows={3} />}
      {outcome !== undefined && 'refusal' in outcome && <Refused refusal={outcome.refusal} />}
      {outcome !== undefined && 'failed' in outcome && (
        <Alert type="error" showIcon title={t('state.failed')} />
      )}
      {outcome !== undefined && 'result' in outcome && asked !== undefined && opened !== undefined && (
        <ResultSection
          asked={outcome.asked}
          result={outcome.result}
          specification={specificationOf(opened.name, outcome.asked, asked)}
        />
      )}
    </>
  );
}

function QuestionForm(props: {
  columns: readonly string[];
  isBusy: boolean;
  onAsk: (values: QuestionValues) => void;
}) {
  const { t } = useTranslation('analyses');
  return (
    <Form<QuestionValues> layout="vertical" onFinish={props.onAsk} scrollToFirstError>
      <Form.Item
        name="question"
        label={t('question.kind')}
        rules={[{ required: true, message: t('state.required') }]}
      >
        <Choices values={questions} labelOf={(question) => t(`question.kinds.${question}`)} />
      </Form.Item>
      <QuestionFields columns={props.columns} />
      <DeclaredFields columns={props.columns} />
      <Button type="primary" htmlType="submit" size="large" loading={props.isBusy}>
        {t('question.run')}
      </Button>
    </Form>
  );
}

/** What stands for no answer, and which numbers are codes: what the cells themselves do not tell. */
function DeclaredFields({ columns }: { columns: readonly string[] }) {
  const { t } = useTranslation('analyses');
  return (
    <div className="form-grid">
      <Form.Item
        name="missing"
        label={`${t('declared.missing')} (${t('state.optional')})`}
        extra={t('declared.missingHint')}
      >
        <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[',', '，', '、']} />
      </Form.Item>
      <Form.Item
        name="factors"
        label={`${t('declared.factors')} (${t('state.optional')})`}
        extra={t('declared.factorsHint')}
      >
        <Select mode="multiple" options={columns.map((name) => ({ value: name, label: name }))} />
      </Form.Item>
    </div>
  );
}

/** The sentence that the command says too, with the row of the file. */
function Refused({ refusal }: { refusal: Refusal }) {
  const { t } = useTranslation('analyses');
  const { language } = useFormats();
  const spoken = spokenLanguage(language);
  const sentence =
    refusal.of === 'file'
      ? t(`refused.${refusal.code}`)
      : refusal.of === 'table'
        ? fill(TABLE_ERRORS[refusal.code], spoken, refusal.parameters)
        : fill(EVIDENCE_ERRORS[refusal.code], spoken, refusal.parameters);
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      className="form-problem"
      title={sentence}
      description={refusal.of === 'file' ? undefined : t('refused.here')}
    />
  );
}
