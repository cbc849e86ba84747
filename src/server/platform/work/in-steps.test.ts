import { execFile } from 'node:child_process';
import process from 'node:process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import nodeOptions from '../../../../bin/node-options.json' with { type: 'json' };

/** A program with the server's heap that works step by step, leaves much behind and keeps some of it. */
const program = `
  import { inSteps, isOverfull } from ${JSON.stringify(new URL('./in-steps.ts', import.meta.url).href)};
  const kept = Array.from({ length: 900_000 }, (_, at) => ({ at, text: 'text ' + at }));
  const seen = { turns: 0, overfull: 0 };
  let loops = 0;
  const count = () => setImmediate(() => { loops += 1; count(); }).unref();
  count();
  function* work() {
    for (let step = 0; step < 4_000; step += 1) {
      for (let at = 0; at < 1_000; at += 1) {
        const made = { at, list: [at], text: 'text ' + at };
        if (at % 8 === 0) kept[(step * 125 + at / 8) % kept.length] = made;
      }
      yield;
    }
  }
  function* watched(steps) {
    let before = loops;
    for (const _ of steps) {
      yield;
      // others were served in between
      if (loops !== before) {
        before = loops;
        seen.turns += 1;
        seen.overfull += Number(isOverfull());
      }
    }
  }
  await inSteps(watched(work()));
  console.log(JSON.stringify(seen));
`;

it('long work waits while the heap is marked: it fills no memory that nobody collects', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...nodeOptions.every,
    ...nodeOptions.server,
    '--input-type=module',
    '--eval',
    program,
  ]);
  const seen = JSON.parse(stdout) as { turns: number; overfull: number };
  expect(seen.turns).toBeGreaterThan(20);
  expect(seen.overfull).toBe(0);
});
