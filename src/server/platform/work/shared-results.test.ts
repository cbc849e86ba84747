import { expect, it } from 'vitest';
import { systemSettings } from '../database/database.ts';
import { askedBy, SharedResults } from './shared-results.ts';

/** Computations that end when the test says so. */
function controlled() {
  const shared = new SharedResults<number>();
  const started: PromiseWithResolvers<number>[] = [];
  const ask = (key = 'a') =>
    shared.of(key, () => {
      const computation = Promise.withResolvers<number>();
      started.push(computation);
      return computation.promise;
    });
  return { started, ask };
}

it('computes once for all who ask while a computation is under way, and begins after they asked', async () => {
  const { started, ask } = controlled();
  const first = ask();
  const [second, third] = [ask(), ask()];
  expect(started).toHaveLength(1);
  started[0]?.resolve(1);
  expect(await first).toBe(1);
  await Promise.resolve();
  expect(started).toHaveLength(2);
  started[1]?.resolve(2);
  expect(await Promise.all([second, third])).toEqual([2, 2]);
});

it('with keys that were read anew one waits for nobody who found theirs wanting', async () => {
  const { started, ask } = controlled();
  const settings = systemSettings('01a21bfe-e764-72e3-a313-86d3e7cc91a5');
  const answers = [false, true].map((areAll) => ask(askedBy({ settings, keys: { areAll } }, 'round')));
  expect(started).toHaveLength(2);
  for (const computation of started) computation.resolve(1);
  await Promise.all(answers);
});

it('starts at once for another key, and again when nothing is under way', async () => {
  const { started, ask } = controlled();
  const answers = [ask('a'), ask('b')];
  expect(started).toHaveLength(2);
  for (const computation of started) computation.resolve(1);
  await Promise.all(answers);
  const again = ask('a');
  expect(started).toHaveLength(3);
  started[2]?.resolve(3);
  expect(await again).toBe(3);
});

it('does not hand the failure of one computation to those who wait for the next', async () => {
  const { started, ask } = controlled();
  const first = ask();
  const second = ask();
  started[0]?.reject(new Error('gone'));
  await expect(first).rejects.toThrow('gone');
  await Promise.resolve();
  started[1]?.resolve(2);
  expect(await second).toBe(2);
});
