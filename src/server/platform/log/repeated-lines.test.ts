import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RepeatedLines } from './repeated-lines.ts';

describe('lines that come again and again', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('are written at once when they are new, then counted every ten seconds, each kind by itself', () => {
    const lines = new RepeatedLines();
    const said: string[] = [];
    const tell = (kind: string) => lines.tell(kind, (count) => said.push(`${kind} ${count}`));
    for (let time = 0; time < 1000; time += 1) tell('busy');
    tell('broken');
    expect(said).toEqual(['busy 1', 'broken 1']);
    vi.advanceTimersByTime(10_000);
    expect(said).toEqual(['busy 1', 'broken 1', 'busy 999']);
    tell('busy');
    tell('broken');
    expect(said.slice(3)).toEqual(['broken 1']);
    lines.flush();
    expect(said.slice(4)).toEqual(['busy 1']);
    // after a rest it is new
    tell('busy');
    expect(said.slice(5)).toEqual(['busy 1']);
  });
});
