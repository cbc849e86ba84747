import { Alert, type FormInstance } from 'antd';
import { useTranslation } from 'react-i18next';
import { isProblem, Problem } from '../base/problem.ts';

/** Puts the server's words at the fields they are about; says whether each field was found in the form. */
export function markFields(form: FormInstance, error: unknown): void {
  if (!(error instanceof Problem)) return;
  const known = new Set(Object.keys(form.getFieldsValue(true) as object));
  const marks = error.fields
    .filter(({ field }) => known.has(field.split('/')[0] ?? ''))
    .map(({ field, message }) => ({
      name: field.split('/').map((part) => (/^\d+$/.test(part) ? Number(part) : part)),
      errors: [message],
    }));
  form.setFields(marks);
  const [first] = marks;
  if (first !== undefined) form.scrollToField(first.name, { block: 'center', focus: true });
}

/** Why a form was not accepted, above its button. */
export function FormProblem({ error }: { error: unknown }) {
  const { t } = useTranslation();
  // the sign-in over the page says it already, and it is no longer true afterwards
  if (error === null || error === undefined || isProblem(error, 'not_signed_in')) return null;
  const problem = error instanceof Problem ? error : undefined;
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      className="form-problem"
      title={problem?.title ?? t('state.failed')}
      description={
        problem?.requestId !== undefined && problem.code === 'internal'
          ? t('state.requestId', { id: problem.requestId })
          : undefined
      }
    />
  );
}
