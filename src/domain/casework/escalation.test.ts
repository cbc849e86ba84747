import { expect, test } from 'vitest';
import { type Callable, callAfterTaking, nextCallAt, whomToCall } from './escalation.ts';

const worker = (id: string, load = 0): Callable => ({ id, isSupervisor: false, load });
const supervisor = (id: string): Callable => ({ id, isSupervisor: true, load: 0 });

test('the worker with least in hand is called, and every supervisor; never who just had it', () => {
  const onDuty = [worker('a', 2), worker('b', 1), worker('c', 1), supervisor('s'), supervisor('t')];
  expect(whomToCall(onDuty, new Map(), null)).toEqual(['b', 's', 't']);
  expect(whomToCall(onDuty, new Map(), 'b')).toEqual(['c', 's', 't']);
  expect(whomToCall(onDuty, new Map([['b', 1]]), null)).toEqual(['c', 's', 't']);
});

test('with no worker on duty the supervisors are called, with nobody nobody', () => {
  expect(whomToCall([supervisor('s')], new Map(), null)).toEqual(['s']);
  expect(whomToCall([worker('a')], new Map(), 'a')).toEqual([]);
});

test('others are called at its time, then again and again; who takes it late has time to act', () => {
  const due = new Date('2026-11-26T08:00:00Z');
  const before = new Date('2026-11-26T07:50:00Z');
  const after = new Date('2026-11-26T08:10:00Z');
  expect(nextCallAt(due, before, 30)).toEqual(due);
  expect(nextCallAt(due, after, 30)).toEqual(new Date('2026-11-26T08:40:00Z'));
  expect(callAfterTaking(due, new Date('2026-11-26T07:00:00Z'), 30)).toEqual(due);
  expect(callAfterTaking(due, before, 30)).toEqual(new Date('2026-11-26T08:20:00Z'));
});
