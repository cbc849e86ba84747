import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { BrokenSeals } from './broken-seals.ts';
import { tellFigures } from '../log/figures.ts';
import { repeatedLines } from '../log/log.ts';
import { SealBroken } from './sealing.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  repeatedLines.flush();
  vi.useRealTimers();
});

it('each seal that does not open is counted, and the log has one line of a column with a row and no words', async () => {
  const lines: object[] = [];
  const seals = new BrokenSeals();
  seals.tellTo({ error: (line) => lines.push(line) });
  const open = () => {
    throw new SealBroken({ table: 'alert', column: 'sealed', organisationId: 'o', rowId: 'r' });
  };
  for (let times = 0; times < 3; times += 1) expect(seals.openBeside(open)).toBeUndefined();
  expect(lines).toEqual([{ column: 'alert.sealed', organisation: 'o', row: 'r', count: 1 }]);
  vi.advanceTimersByTime(10_001);
  expect(lines[1]).toEqual({ column: 'alert.sealed', organisation: 'o', row: 'r', count: 2 });
  expect(await tellFigures(seals.figures)).toContain('nuantu_broken_seals_total{column="alert.sealed"} 3');
});

it('any other failure is thrown', () => {
  const fail = () => {
    throw new TypeError('a defect');
  };
  expect(() => new BrokenSeals().openBeside(fail)).toThrow(TypeError);
});
