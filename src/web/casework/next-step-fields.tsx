import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../base/formats.ts';
import { DayInput } from '../ui/day-input.tsx';
import type { CaseView } from './queries.ts';

export interface StepValues {
  nextStep?: string | undefined;
  nextStepOn?: string | null | undefined;
}

/** What is to come next and when. What stands there already stays, unless something new is written. */
export function NextStepFields({ view }: { view: Pick<CaseView, 'nextStep' | 'nextStepOn'> }) {
  const { t } = useTranslation('casework');
  const { day } = useFormats();
  const there = [view.nextStepOn === null ? undefined : day(view.nextStepOn), view.nextStep ?? undefined]
    .filter((part) => part !== undefined)
    .join(' ');
  return (
    <div className="form-grid">
      <Form.Item
        name="nextStep"
        label={`${t('nextStep.field')} (${t('state.optional')})`}
        {...(there === '' ? {} : { extra: t('nextStep.replaces', { step: there }) })}
      >
        <Input maxLength={300} placeholder={t('nextStep.hint')} />
      </Form.Item>
      <Form.Item name="nextStepOn" label={`${t('record.nextStepOn')} (${t('state.optional')})`}>
        <DayInput />
      </Form.Item>
    </div>
  );
}

/** As it is sent: nothing where nothing was written. */
export function stepOf({ nextStep = '', nextStepOn = null }: StepValues) {
  const text = nextStep.trim();
  if (text === '' && nextStepOn === null) return {};
  return { nextStep: text === '' ? null : text, nextStepOn };
}
