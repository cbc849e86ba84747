import { expect, it } from 'vitest';
import { type Candidate, FairQueue, inTurn } from './fair-queue.ts';

const candidate = (organisationId: string, id: string, minute: number): Candidate => ({
  organisationId,
  id,
  due_at: new Date(minute * 60_000),
  is_failing: false,
});

it('the first of each organisation comes before the second of any, however long that one waits', () => {
  const candidates = [
    candidate('a', 'a2', 2),
    candidate('a', 'a1', 1),
    candidate('b', 'b1', 9),
    candidate('a', 'a3', 3),
  ];
  expect(inTurn(candidates).map(({ id }) => id)).toEqual(['a1', 'b1', 'a2', 'a3']);
});

it('one organisation has four lanes, and a fifth when one of them is given back', () => {
  const ofOne = Array.from({ length: 6 }, (_, index) => candidate('a', `a${index}`, index));
  const queue = new FairQueue([...ofOne, candidate('b', 'b0', 99)]);
  const taken = Array.from({ length: 6 }, () => queue.take());
  expect(taken.map((one) => one?.id)).toEqual(['a0', 'a1', 'a2', 'a3', 'b0', undefined]);
  expect(queue.hasNext()).toBe(false);
  queue.give(taken[0] ?? candidate('none', 'none', 0), true);
  expect(queue.take()?.id).toBe('a4');
  queue.give(taken[1] ?? candidate('none', 'none', 0), false);
  expect([queue.take()?.id, queue.take()]).toEqual(['a5', undefined]);
});
