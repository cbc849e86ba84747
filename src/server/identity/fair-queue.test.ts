import { expect, it } from 'vitest';
import { FairQueue } from './fair-queue.ts';

/** Work that ends when it is told to, in the order in which it was begun. */
function workshop(queue: FairQueue) {
  const begun: string[] = [];
  const endings: (() => void)[] = [];
  const refused: string[] = [];
  const ask = (from: string, name = from) => {
    const work = () => {
      begun.push(name);
      return new Promise<void>((end) => endings.push(end));
    };
    queue.run(from, work).catch((error: { code?: string }) => refused.push(`${name} ${error.code}`));
  };
  const settle = () => new Promise((done) => setImmediate(done));
  const endNext = async () => {
    await settle();
    endings.shift()?.();
    await settle();
  };
  return { begun, refused, ask, endNext, settle };
}

it('does as much at once as it has lanes, and the rest in turn by whom it is for', async () => {
  const { begun, ask, endNext } = workshop(new FairQueue({ lanes: 2, places: 10 }));
  for (const name of ['a1', 'a2', 'a3', 'a4', 'b1', 'c1']) ask(name.charAt(0), name);
  for (let end = 0; end < 6; end += 1) await endNext();
  expect(begun).toEqual(['a1', 'a2', 'a3', 'b1', 'c1', 'a4']);
});

it('refuses the newest of whoever holds the most places, never the only one of another', async () => {
  const { begun, refused, ask, endNext, settle } = workshop(new FairQueue({ lanes: 1, places: 3 }));
  for (const name of ['s0', 's1', 's2', 's3', 's4']) ask('stranger', name);
  ask('colleague');
  ask('teacher');
  await settle();
  expect(refused).toEqual(['s4 sign_in_busy', 's3 sign_in_busy', 's2 sign_in_busy']);
  for (let end = 0; end < 4; end += 1) await endNext();
  expect(begun).toEqual(['s0', 's1', 'colleague', 'teacher']);
});

it('keeps nobody out of a known place, though strangers at many addresses fill every one, nor any stranger though a known place does', async () => {
  const queue = new FairQueue({ lanes: 1, places: 4 });
  queue.remember('desk');
  const { begun, refused, ask, endNext, settle } = workshop(queue);
  for (const name of ['s0', 's1', 's2', 's3', 's4']) ask(name);
  // one stranger more finds no place, and a school behind one address finds as many as it needs but for a quarter of all
  ask('s5');
  for (const name of ['d1', 'd2', 'd3', 'd4']) ask('desk', name);
  ask('s6');
  await settle();
  const out = ['d4', 's1', 's2', 's3', 's5', 's6'];
  expect(refused.toSorted()).toEqual(out.map((name) => `${name} sign_in_busy`));
  for (let end = 0; end < 5; end += 1) await endNext();
  expect(begun).toEqual(['s0', 's4', 'd1', 'd2', 'd3']);
  // among known places it is the one that holds the most that loses
  queue.remember('school');
  for (const name of ['e0', 'e1', 'e2', 'e3', 'e4']) ask('desk', name);
  ask('school');
  await settle();
  expect(refused.at(-1)).toBe('e4 sign_in_busy');
  // whoever comes from a new place finds one of the quarter, and no more of them
  for (const name of ['n1', 'n2']) ask(name);
  await settle();
  expect(refused.slice(-2).toSorted()).toEqual(['e3 sign_in_busy', 'n2 sign_in_busy']);
});

it('of strangers beside known places with one each, it is the one that holds the most that loses', async () => {
  const queue = new FairQueue({ lanes: 1, places: 16 });
  const known = Array.from({ length: 13 }, (_, index) => `k${index}`);
  for (const name of known) queue.remember(name);
  const { begun, refused, ask, endNext, settle } = workshop(queue);
  ask('first');
  for (const name of known) ask(name);
  for (const name of ['a1', 'a2', 'a3']) ask('a', name);
  ask('b');
  await settle();
  expect(refused).toEqual(['a3 sign_in_busy']);
  for (let end = 0; end < 17; end += 1) await endNext();
  expect(begun).toEqual(['first', ...known, 'a1', 'b', 'a2']);
});

it('goes on after work that failed', async () => {
  const queue = new FairQueue({ lanes: 1, places: 1 });
  const failing = queue.run('a', () => Promise.reject(new Error('broken')));
  const next = queue.run('b', () => Promise.resolve('done'));
  await expect(failing).rejects.toThrow('broken');
  await expect(next).resolves.toBe('done');
});
