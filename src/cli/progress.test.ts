import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { createProgress } from './progress.ts';

const WORDS = { load: { en: 'Loading', zh: '正在加载' } };

let written: string;

function stream(isTTY: boolean): { isTTY: boolean; write(text: string): void } {
  return {
    isTTY,
    write: (text) => {
      written += text;
    },
  };
}

beforeEach(() => {
  written = '';
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

test('a step of over a second is named on a terminal while it runs, and timed at its end', () => {
  const onStep = createProgress(stream(true), WORDS, 'en');
  onStep({ id: 'load', state: 'started' });
  vi.advanceTimersByTime(1_100);
  expect(written).toBe('Loading … ');
  vi.advanceTimersByTime(400);
  onStep({ id: 'load', state: 'finished' });
  expect(written).toBe('Loading … done (1.5 s)\n');
});

test('a quick step is not worth a line', () => {
  const onStep = createProgress(stream(true), WORDS, 'en');
  onStep({ id: 'load', state: 'started' });
  vi.advanceTimersByTime(900);
  onStep({ id: 'load', state: 'finished' });
  vi.advanceTimersByTime(5_000);
  expect(written).toBe('');
});

test('into a file a step is one whole line', () => {
  const onStep = createProgress(stream(false), WORDS, 'zh');
  onStep({ id: 'load', state: 'started' });
  vi.advanceTimersByTime(2_000);
  expect(written).toBe('');
  onStep({ id: 'load', state: 'finished' });
  expect(written).toBe('正在加载 … 完成（2.0 秒）\n');
});
