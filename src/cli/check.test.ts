import { expect, test } from 'vitest';

import type { Stage } from './check-stages.ts';
import { STAGES } from './check-stages.ts';
import { runStages } from './check.ts';

function stage(name: string, ok: boolean, output = '', showFrom?: RegExp): Stage {
  return {
    name,
    summary: { en: `about ${name}`, zh: name },
    run: async () => ({ ok, output }),
    ...(showFrom && { showFrom }),
  };
}

async function runAndRead(...stages: Stage[]): Promise<{ code: number; text: string }> {
  let text = '';
  const code = await runStages(stages, 'en', (part) => (text += part));
  return { code, text: text.replaceAll(/\(\d+\.\d s\)/g, '(time)') };
}

test('stages that pass say so in a line each, test runners with their own summary', async () => {
  const runner = stage(
    'tests',
    true,
    'noise\n Test Files  2 passed\n      Tests  9 passed\n',
    /^\s*Test Files/,
  );
  expect(await runAndRead(stage('format', true, 'chatter\n'), runner)).toEqual({
    code: 0,
    text: 'format  about format … ok (time)\ntests   about tests … ok (time)\n Test Files  2 passed\n      Tests  9 passed\n',
  });
});

test('the first stage that fails shows its output and ends the check', async () => {
  const { code, text } = await runAndRead(stage('lint', false, 'x is wrong'), stage('types', true));
  expect(code).toBe(1);
  expect(text).toContain('x is wrong\n');
  expect(text).not.toContain('types');
});

test('every stage has a name of its own', () => {
  expect(new Set(STAGES.map(({ name }) => name)).size).toBe(STAGES.length);
});
