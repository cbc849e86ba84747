import { expect, test } from 'vitest';
import { show } from './show.tsx';
import { DueClock } from './due-clock.tsx';

const now = Date.parse('2026-11-27T02:00:00Z');
const dueIn = (minutes: number) => new Date(now + minutes * 60_000).toISOString();

test.each([
  [dueIn(90), 'zh-CN', '!', /1 ?小时 ?30 ?分/],
  [dueIn(0), 'zh-CN', '!', /0 ?分/],
  [dueIn(-5), 'zh-CN', '▲', /已超时.*5 ?分/],
  [dueIn(-5), 'en', '▲', /5 ?min/],
] as const)(
  'a clock of %s says in %s how long there is, by sign and words',
  async (dueAt, language, sign, words) => {
    const screen = await show(<DueClock dueAt={dueAt} now={now} />, { language });
    const { textContent } = screen.container;
    expect(textContent).toContain(sign);
    expect(textContent).toMatch(words);
  },
);
