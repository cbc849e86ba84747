import { Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { type GoalState, goalStates } from '../../domain/casework/goals.ts';
import { Choices } from '../ui/choices.tsx';
import { DayInput } from '../ui/day-input.tsx';
import styles from './casework.module.css';

export interface GoalValues {
  goal?: string;
  measure?: string;
  dueOn?: string | null;
  /** of a review */
  state?: GoalState;
}

const MOST = 20;

/** The goals of a plan: the change wanted, how it will show, by when. */
export function GoalFields({ hasStates = false }: { hasStates?: boolean }) {
  const { t } = useTranslation('casework');
  return (
    <Form.List name="goals">
      {(fields, { add, remove }) => (
        <div className={styles['goal-fields']}>
          {fields.map(({ key, name }, index) => (
            <fieldset key={key} className="conflict-field">
              <legend>{t('record.goal', { n: index + 1 })}</legend>
              <Form.Item
                name={[name, 'goal']}
                label={t('record.goalHint')}
                rules={[{ required: true, whitespace: true, message: t('record.goalMissing') }]}
              >
                <Input maxLength={500} />
              </Form.Item>
              <div className="form-grid">
                <Form.Item name={[name, 'measure']} label={`${t('record.measure')} (${t('state.optional')})`}>
                  <Input maxLength={300} />
                </Form.Item>
                <Form.Item name={[name, 'dueOn']} label={`${t('record.dueOn')} (${t('state.optional')})`}>
                  <DayInput />
                </Form.Item>
              </div>
              {hasStates && <GoalStateField name={name} />}
              {fields.length > 1 && (
                <Button size="small" onClick={() => remove(name)}>
                  {t('record.removeGoal', { n: index + 1 })}
                </Button>
              )}
            </fieldset>
          ))}
          {fields.length < MOST && <Button onClick={() => add({})}>{t('record.addGoal')}</Button>}
        </div>
      )}
    </Form.List>
  );
}

/** The goals of the plan, each to be judged; nothing is judged beforehand. */
export function GoalStateFields() {
  const { t } = useTranslation('casework');
  const goals = (Form.useWatch('goals') as GoalValues[] | undefined) ?? [];
  return (
    <Form.List name="goals">
      {(fields) => (
        <div className={styles['goal-fields']}>
          {fields.map(({ key, name }, index) => (
            <fieldset key={key} className="conflict-field">
              <legend>{t('record.goal', { n: index + 1 })}</legend>
              <p>
                <strong>{goals[name]?.goal}</strong>{' '}
                <span className="quiet small">{goals[name]?.measure}</span>
              </p>
              {/* what is judged is sent with the judgement */}
              {(['goal', 'measure', 'dueOn'] as const).map((field) => (
                <Form.Item key={field} name={[name, field]} hidden>
                  <Input />
                </Form.Item>
              ))}
              <GoalStateField name={name} />
            </fieldset>
          ))}
        </div>
      )}
    </Form.List>
  );
}

function GoalStateField({ name }: { name: number }) {
  const { t } = useTranslation('casework');
  return (
    <Form.Item
      name={[name, 'state']}
      label={t('record.goalState')}
      rules={[{ required: true, message: t('state.required') }]}
    >
      <Choices values={goalStates} labelOf={(state) => t(`record.goalStates.${state}`)} />
    </Form.Item>
  );
}

/** Goals as they are sent: without what was left empty. */
export function goalsOf(goals: readonly GoalValues[]) {
  return goals.map(({ goal = '', measure = '', dueOn, state }) => ({
    goal,
    ...(measure.trim() === '' ? {} : { measure }),
    ...(dueOn === undefined || dueOn === null ? {} : { dueOn }),
    ...(state === undefined ? {} : { state }),
  }));
}
