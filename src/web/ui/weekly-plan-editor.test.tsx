import { useState } from 'react';
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { Language } from '../../contract/language.ts';
import type { WeeklyPlan } from '../../domain/calendar/weekly-plan.ts';
import { show } from './show.tsx';
import { WeeklyPlanEditor, type WeeklyPlanMessage } from './weekly-plan-editor.tsx';

// five Saturdays around the Spring Festival of 2026: one of them free, two of them worked for it
const SATURDAYS: WeeklyPlan = {
  from: '2026-02-07',
  until: '2026-03-07',
  everyWeeks: 1,
  slots: [{ weekday: 6, from: '09:00', to: '11:30' }],
  holidays: 'skip',
  makeUpDays: 'skip',
};

function Editor({ plan, errors }: { plan: WeeklyPlan; errors: readonly WeeklyPlanMessage[] }) {
  const [edited, setEdited] = useState(plan);
  return <WeeklyPlanEditor plan={edited} onChange={setEdited} errors={errors} />;
}

const shown = (
  changed: Partial<WeeklyPlan> = {},
  { errors = [], language = 'zh-CN' }: { errors?: WeeklyPlanMessage[]; language?: Language } = {},
) => show(<Editor plan={{ ...SATURDAYS, ...changed }} errors={errors} />, { language });

test('a plan shows its dates, and those left out with the reason, as they are chosen', async () => {
  const screen = await shown();
  await expect.element(screen.getByRole('status')).toHaveTextContent('2 次；3 天因节假日不安排');
  const texts = () =>
    screen
      .getByRole('listitem')
      .elements()
      .map(({ textContent }) => textContent);
  expect(texts()).toEqual([
    '2月7日 周六 09:00–11:30',
    '2月14日 周六 春节调休上班',
    '2月21日 周六 春节放假',
    '2月28日 周六 春节调休上班',
    '3月7日 周六 09:00–11:30',
  ]);
  await screen.getByText('按周六、周日照常').click();
  await expect.element(screen.getByRole('status')).toHaveTextContent('4 次；1 天因节假日不安排');
  await screen.getByText('照常', { exact: true }).click();
  await expect.element(screen.getByRole('status')).toHaveTextContent('5 次');
  await screen.getByText('每 2 周').click();
  await expect.element(screen.getByRole('status')).toHaveTextContent('3 次');
});

test('hours are added, changed and removed by the day of the week; a night ends on the next day', async () => {
  const screen = await shown({ until: '2026-02-08' });
  await screen.getByRole('button', { name: '周日：添加时段' }).click();
  await screen.getByLabelText('周日第 1 段：开始时间').fill('22:00');
  await screen.getByLabelText('周日第 1 段：结束时间').fill('06:00');
  await expect.element(screen.getByText('2月8日 周日 22:00–次日 06:00')).toBeVisible();
  await screen.getByRole('button', { name: '周六：去掉第 1 段' }).click();
  await expect.element(screen.getByRole('status')).toHaveTextContent('1 次');
});

test('what nobody can mean is said where it stands, and what the server says beside it', async () => {
  const slots = [
    { weekday: 6, from: '09:00', to: '12:00' },
    { weekday: 6, from: '11:00', to: '13:00' },
  ];
  const screen = await shown({ slots }, { errors: [{ path: '', message: '这个活动已经结束。' }] });
  await expect.element(screen.getByText('这一段和另一段重叠了。')).toBeVisible();
  await expect.element(screen.getByText('这个活动已经结束。')).toBeVisible();
  const second = screen.getByLabelText('周六第 2 段：开始时间');
  await expect.element(second).toHaveAccessibleDescription(/重叠/);
  expect(screen.getByRole('status').elements()).toEqual([]);
  await second.fill('12:00');
  await expect.element(screen.getByRole('status')).toBeVisible();
  await screen.getByLabelText('到哪天为止').fill('2026-02-01');
  await expect.element(screen.getByText('最后一天要不早于第一天。')).toBeVisible();
  await screen.getByLabelText('到哪天为止').fill('');
  await expect.element(screen.getByText('请填写日期。')).toBeVisible();
});

test('a rule for calendars can be copied; in English too, on a telephone', async () => {
  await page.viewport(390, 844);
  const screen = await shown({}, { language: 'en' });
  await screen.getByText('Rules for calendars (RRULE)').click();
  const rule = screen.getByLabelText('Rule of 09:00–11:30');
  await expect.element(rule).toBeVisible();
  expect(rule.element().textContent).toContain('\nRRULE:FREQ=WEEKLY;BYDAY=SA;UNTIL=20260307T010000Z\n');
  await expect.element(screen.getByText('worked for Spring Festival').first()).toBeVisible();
  const { scrollWidth, clientWidth } = document.documentElement;
  expect(scrollWidth).toBe(clientWidth);
});
