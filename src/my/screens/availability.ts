import type {
  Availability,
  AvailabilityException,
  WeeklyWindow,
} from '../../domain/volunteers/availability.ts';
import { button, element } from '../../plain/element.ts';
import type { Page } from '../page.ts';

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

type Mutable<Row> = { -readonly [Name in keyof Row]: Row[Name] };

/** As it stands on the screen, whatever language it is drawn in. */
export interface AvailabilityDraft {
  readonly weekly: Mutable<WeeklyWindow>[];
  readonly exceptions: Mutable<AvailabilityException>[];
}

export function draftOf(availability: Availability | undefined): AvailabilityDraft {
  return {
    weekly: (availability?.weekly ?? []).map((one) => ({ ...one })),
    exceptions: (availability?.exceptions ?? []).map((one) => ({ ...one })),
  };
}

/** When somebody could come: hours of the week, and days that are otherwise. */
export function availabilityFields(page: Page, draft: AvailabilityDraft): HTMLElement {
  const { say } = page;
  const weekly = element('div', {});
  const exceptions = element('div', {});
  const draw = () => {
    weekly.replaceChildren(...draft.weekly.map((_, index) => weeklyRow(page, draft, index, draw)));
    exceptions.replaceChildren(...draft.exceptions.map((_, index) => exceptionRow(page, draft, index, draw)));
  };
  draw();
  const addWindow = button(say('windowAdd'), { class: 'step' }, () => {
    draft.weekly.push({ weekday: 6, from: '09:00', to: '12:00' });
    draw();
  });
  const addDays = button(say('daysAdd'), { class: 'step' }, () => {
    const today = new Date().toLocaleDateString('sv-SE');
    draft.exceptions.push({ from: today, until: today, isAvailable: false });
    draw();
  });
  return element(
    'fieldset',
    { class: 'rows' },
    element('legend', {}, say('availability')),
    weekly,
    addWindow,
    exceptions,
    addDays,
  );
}

function weeklyRow(
  { say }: Page,
  draft: AvailabilityDraft,
  index: number,
  draw: () => void,
): HTMLElement | string {
  const row = draft.weekly[index];
  if (row === undefined) return '';
  const label = say('windowRow', { n: index + 1 });
  const day = element(
    'select',
    { 'aria-label': `${label} ${say('weekday')}` },
    ...weekdays.map((weekday, at) =>
      element('option', { value: at + 1, selected: at + 1 === row.weekday }, say(`weekday_${weekday}`)),
    ),
  );
  day.addEventListener('change', () => {
    row.weekday = Number(day.value);
  });
  return element(
    'p',
    { class: 'row' },
    day,
    timeInput(`${label} ${say('from')}`, row.from, (value) => {
      row.from = value;
    }),
    '–',
    timeInput(`${label} ${say('to')}`, row.to, (value) => {
      row.to = value;
    }),
    button('×', { 'aria-label': `${say('remove')} ${label}` }, () => {
      draft.weekly.splice(index, 1);
      draw();
    }),
  );
}

function exceptionRow(
  { say }: Page,
  draft: AvailabilityDraft,
  index: number,
  draw: () => void,
): HTMLElement | string {
  const row = draft.exceptions[index];
  if (row === undefined) return '';
  const label = say('daysRow', { n: index + 1 });
  const kind = element(
    'select',
    { 'aria-label': `${label} ${say('daysKind')}` },
    element('option', { value: 'away', selected: !row.isAvailable }, say('daysAway')),
    element('option', { value: 'there', selected: row.isAvailable }, say('daysThere')),
  );
  kind.addEventListener('change', () => {
    row.isAvailable = kind.value === 'there';
  });
  return element(
    'p',
    { class: 'row' },
    kind,
    dayInput(`${label} ${say('from')}`, row.from, (value) => {
      row.from = value;
    }),
    '–',
    dayInput(`${label} ${say('to')}`, row.until, (value) => {
      row.until = value;
    }),
    button('×', { 'aria-label': `${say('remove')} ${label}` }, () => {
      draft.exceptions.splice(index, 1);
      draw();
    }),
  );
}

const timeInput = (label: string, value: string, onValue: (value: string) => void) =>
  // a picker of times has no 24:00
  typedInput('time', label, value === '24:00' ? '23:59' : value, onValue);
const dayInput = (label: string, value: string, onValue: (value: string) => void) =>
  typedInput('date', label, value, onValue);

function typedInput(
  type: 'time' | 'date',
  label: string,
  value: string,
  onValue: (value: string) => void,
): HTMLInputElement {
  const input = element('input', { type, 'aria-label': label, required: true });
  input.value = value;
  // what is only half typed has no value, and the last whole one stays
  input.addEventListener('input', () => {
    if (input.value !== '') onValue(input.value);
  });
  return input;
}
