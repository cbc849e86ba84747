import { Button, type FormInstance } from 'antd';
import { useTranslation } from 'react-i18next';
import { isProblem } from '../base/problem.ts';
import { FormProblem } from './form-problem.tsx';
import type { FormDraft } from './use-draft.tsx';

type Part = Readonly<Record<string, unknown>>;

/**
 * Why something was not created. Where something else is saved under the form's id already (another tab, or typed on after
 * an answer that never came), nothing is dropped: both texts stand side by side, and one tap saves the person's as well.
 */
export function CreationProblem<Values extends object>(props: {
  error: unknown;
  form: FormInstance<Values>;
  draft: FormDraft<Values>;
  /** what a person writes in the form: name of the field → its label */
  words: Readonly<Partial<Record<keyof Values & string, string>>>;
}) {
  const { error, form, draft, words } = props;
  const { t } = useTranslation();
  if (!isProblem(error, 'id_taken')) return <FormProblem error={error} />;
  const saved = findPart(error.existing, draft.id);
  const mine = form.getFieldsValue(true) as Part;
  const saveAsNew = () => {
    draft.renew();
    form.submit();
  };
  return (
    <div className="notice notice-warning taken-id form-problem" role="alert">
      <p>{t(saved === undefined ? 'creation.takenUnseen' : 'creation.taken')}</p>
      {saved !== undefined && (
        <div className="form-grid">
          <BothTexts title={t('creation.saved')} values={saved} words={words} />
          <BothTexts title={t('creation.mine')} values={mine} words={words} />
        </div>
      )}
      <p>
        <Button type="primary" onClick={saveAsNew}>
          {t('creation.saveAsNew')}
        </Button>
      </p>
    </div>
  );
}

function BothTexts(props: { title: string; values: Part; words: Readonly<Partial<Record<string, string>>> }) {
  const { t } = useTranslation();
  return (
    <section>
      <h3>{props.title}</h3>
      {Object.entries(props.words).map(([field, label]) => {
        const value = props.values[field];
        return (
          <div key={field}>
            <p className="quiet small">{label}</p>
            <p className="prose">
              {typeof value === 'string' && value !== '' ? value : t('state.emptyText')}
            </p>
          </div>
        );
      })}
    </section>
  );
}

/** The part of an answer that bears the id: a step stands within its case, a new account beside its link. */
function findPart(answer: unknown, id: string): Part | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined;
  const part = answer as Part;
  if (part['id'] === id) return part;
  for (const inner of Object.values(part)) {
    const found = findPart(inner, id);
    if (found !== undefined) return found;
  }
  return undefined;
}
