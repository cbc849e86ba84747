import { Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Question, QuestionValues } from './questions.ts';

/** The columns that the chosen question is about. */
export function QuestionFields({ columns }: { columns: readonly string[] }) {
  const { t } = useTranslation('analyses');
  const question = Form.useWatch<Question | undefined>('question');
  if (question === undefined) return null;
  const column = (name: keyof QuestionValues, isSeveral = false, isOptional = false) => (
    <Form.Item
      key={name}
      name={name}
      label={
        isOptional
          ? `${t(`field.${name as 'outcome'}`)} (${t('state.optional')})`
          : t(`field.${name as 'outcome'}`)
      }
      rules={isOptional ? [] : [{ required: true, message: t('state.required') }]}
    >
      <Select
        // of terms also what no column is called: an interaction
        {...(isSeveral ? { mode: name === 'terms' ? ('tags' as const) : ('multiple' as const) } : {})}
        showSearch
        options={columns.map((value) => ({ value, label: value }))}
      />
    </Form.Item>
  );
  const fields = {
    compare: [column('outcome'), column('group')],
    paired: [column('before'), column('after')],
    ancova: [column('outcome'), column('group'), column('covariates', true)],
    mixed: [column('outcome'), column('terms', true, true), column('groups', true)],
    reliability: [column('items', true)],
  }[question];
  return (
    <>
      <p className="notice form-problem">{t(`question.hints.${question}`)}</p>
      <div className="form-grid">{fields}</div>
    </>
  );
}
