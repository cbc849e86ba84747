import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input } from 'antd';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { decideWeeklyPlan, type WeeklyPlan, type WeeklySlot } from '../../domain/calendar/weekly-plan.ts';
import { Choices } from './choices.tsx';
import { DayInput } from './day-input.tsx';
import { weekdayNames } from './weekday-names.ts';
import { WeeklyPlanDates } from './weekly-plan-dates.tsx';
import styles from './weekly-plan-editor.module.css';

export interface WeeklyPlanMessage {
  /** JSON pointer within the plan */
  readonly path: string;
  readonly message: string;
}

interface WeeklyPlanEditorProps {
  plan: WeeklyPlan;
  onChange: (plan: WeeklyPlan) => void;
  /** IANA name; left out: the organisation's */
  zone?: string;
  /** what the server said of the plan; what the plan itself says is shown anyway */
  errors: readonly WeeklyPlanMessage[];
}

const weeks = ['1', '2', '3', '4'] as const;
/** a field for days that may go further takes years of five digits */
const LATEST_DAY = '2199-12-31';

/** Hours of the week from one day to another, and the dates that they make while they are chosen. */
export function WeeklyPlanEditor({ plan, onChange, zone, errors }: WeeklyPlanEditorProps) {
  const { t } = useTranslation();
  const decision = decideWeeklyPlan(plan);
  const own = decision.ok ? [] : decision.errors;
  const messages = [
    ...own.map(({ path, code }) => ({ path, message: t(`weeklyPlan.problems.${code}`) })),
    ...errors,
  ];
  const messageAt = (wanted: string) => messages.find(({ path }) => path === wanted)?.message;
  // the others stand beside what they are about
  const ofAll = messages.filter(({ path }) => !/^\/(?:from|until|slots\/\d+.*)$/.test(path));
  return (
    <div>
      <div className="form-grid">
        <DayField
          label={t('weeklyPlan.from')}
          message={messageAt('/from')}
          value={plan.from}
          onChange={(from) => onChange({ ...plan, from })}
        />
        <DayField
          label={t('weeklyPlan.until')}
          message={messageAt('/until')}
          value={plan.until}
          onChange={(until) => onChange({ ...plan, until })}
        />
      </div>
      <ChoiceField label={t('weeklyPlan.everyWeeks')}>
        <Choices
          label={t('weeklyPlan.everyWeeks')}
          values={weeks}
          labelOf={(n) => (n === '1' ? t('weeklyPlan.everyWeek') : t('weeklyPlan.everyNWeeks', { n }))}
          value={weeks[plan.everyWeeks - 1] ?? '1'}
          onChange={(n) => onChange({ ...plan, everyWeeks: Number(n) as WeeklyPlan['everyWeeks'] })}
        />
      </ChoiceField>
      <WeeklySlots plan={plan} onChange={onChange} messages={messages} />
      <HolidayChoices plan={plan} onChange={onChange} />
      {ofAll.map(({ path, message }) => (
        <p key={`${path} ${message}`} className="danger-text" role="alert">
          {message}
        </p>
      ))}
      {decision.ok && <WeeklyPlanDates plan={plan} dates={decision.dates} zone={zone} />}
    </div>
  );
}

function DayField(props: {
  label: string;
  message: string | undefined;
  value: string;
  onChange: (day: string) => void;
}) {
  const id = useId();
  return (
    <Form.Item
      layout="vertical"
      label={props.label}
      htmlFor={id}
      {...(props.message === undefined
        ? {}
        : { validateStatus: 'error' as const, help: <span role="alert">{props.message}</span> })}
    >
      <DayInput id={id} max={LATEST_DAY} value={props.value} onChange={(day) => props.onChange(day ?? '')} />
    </Form.Item>
  );
}

function ChoiceField({ label, hint, children }: { label: string; hint?: string; children: ReactNode }) {
  return (
    <Form.Item layout="vertical" label={label} extra={hint}>
      {children}
    </Form.Item>
  );
}

function HolidayChoices({ plan, onChange }: Pick<WeeklyPlanEditorProps, 'plan' | 'onChange'>) {
  const { t } = useTranslation();
  return (
    <>
      <ChoiceField label={t('weeklyPlan.holidays')}>
        <Choices
          label={t('weeklyPlan.holidays')}
          values={['skip', 'keep'] as const}
          labelOf={(value) => t(`weeklyPlan.holidayChoices.${value}`)}
          value={plan.holidays}
          onChange={(holidays) => onChange({ ...plan, holidays })}
        />
      </ChoiceField>
      <ChoiceField label={t('weeklyPlan.makeUpDays')} hint={t('weeklyPlan.makeUpDaysHint')}>
        <Choices
          label={t('weeklyPlan.makeUpDays')}
          values={['skip', 'as_usual'] as const}
          labelOf={(value) => t(`weeklyPlan.makeUpDayChoices.${value}`)}
          value={plan.makeUpDays}
          onChange={(makeUpDays) => onChange({ ...plan, makeUpDays })}
        />
      </ChoiceField>
    </>
  );
}

interface WeeklySlotsProps extends Pick<WeeklyPlanEditorProps, 'plan' | 'onChange'> {
  messages: readonly WeeklyPlanMessage[];
}

function WeeklySlots({ plan, onChange, messages }: WeeklySlotsProps) {
  const { t } = useTranslation();
  const change = (slots: readonly WeeklySlot[]) => onChange({ ...plan, slots });
  const messageAt = (index: number) =>
    messages.find(({ path }) => path === `/slots/${index}` || path.startsWith(`/slots/${index}/`))?.message;
  return (
    <fieldset className="entries">
      <legend>{t('weeklyPlan.slots')}</legend>
      {weekdayNames.map((name, place) => {
        const day = t(`weeklyPlan.weekdays.${name}`);
        // with its place in the plan, by which it is spoken of
        const ofDay = plan.slots
          .map((slot, index) => ({ slot, index }))
          .filter(({ slot }) => slot.weekday === place + 1);
        const last = ofDay.at(-1)?.slot;
        const next = { weekday: place + 1, ...hoursAfter(last) };
        return (
          <div key={name} className={styles['weekday']}>
            <span className={styles['weekday-name']}>{day}</span>
            <div className={styles['slots']}>
              {ofDay.map(({ slot, index }, n) => (
                <SlotRow
                  key={index}
                  day={day}
                  n={n + 1}
                  slot={slot}
                  message={messageAt(index)}
                  onChange={(changed) => change(plan.slots.with(index, changed))}
                  onRemove={() => change(plan.slots.toSpliced(index, 1))}
                />
              ))}
            </div>
            <Button
              type="text"
              icon={<PlusOutlined aria-hidden />}
              aria-label={t('weeklyPlan.addSlot', { day })}
              onClick={() => change([...plan.slots, next])}
            />
          </div>
        );
      })}
    </fieldset>
  );
}

/** A morning, or what follows on the hours before it as long as the day has room. */
function hoursAfter(last: WeeklySlot | undefined): Pick<WeeklySlot, 'from' | 'to'> {
  if (last === undefined) return { from: '09:00', to: '11:30' };
  const later = Number(last.to.slice(0, 2)) + 2;
  if (last.to <= last.from || later > 23) return { from: last.to, to: last.to };
  return { from: last.to, to: `${String(later).padStart(2, '0')}${last.to.slice(2)}` };
}

interface SlotRowProps {
  day: string;
  /** which of the day's, from 1 */
  n: number;
  slot: WeeklySlot;
  message: string | undefined;
  onChange: (slot: WeeklySlot) => void;
  onRemove: () => void;
}

function SlotRow({ day, n, slot, message, onChange, onRemove }: SlotRowProps) {
  const { t } = useTranslation();
  const id = useId();
  const clock = (name: 'from' | 'to', label: string) => (
    <Input
      type="time"
      className={styles['clock'] ?? ''}
      aria-label={label}
      aria-describedby={id}
      {...(message === undefined ? {} : { status: 'error' as const, 'aria-invalid': true })}
      value={slot[name]}
      // what is only half typed has no value, and the last whole one stays
      onChange={({ target }) => target.value !== '' && onChange({ ...slot, [name]: target.value })}
    />
  );
  return (
    <div className={styles['slot']}>
      {clock('from', t('weeklyPlan.slotFrom', { day, n }))}
      <span aria-hidden>–</span>
      {clock('to', t('weeklyPlan.slotTo', { day, n }))}
      <Button
        type="text"
        icon={<DeleteOutlined aria-hidden />}
        aria-label={t('weeklyPlan.removeSlot', { day, n })}
        onClick={onRemove}
      />
      <span id={id} className="small">
        {slot.to <= slot.from && <span className="quiet">{t('weeklyPlan.nextDay')} </span>}
        {message !== undefined && (
          <span className="danger-text" role="alert">
            {message}
          </span>
        )}
      </span>
    </div>
  );
}
