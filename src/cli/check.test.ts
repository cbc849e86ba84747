import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import type { Stage } from './check-stages.ts';
import { checkTypes, STAGES } from './check-stages.ts';
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

test('types that do not agree are told each time, also where nothing changed and where only another file did', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'nuantu-types-'));
  const project = join(folder, 'tsconfig.json');
  const check = () => checkTypes(project, join(folder, 'found'));
  const compilerOptions = { noEmit: true, allowImportingTsExtensions: true, module: 'nodenext', types: [] };
  await writeFile(project, JSON.stringify({ compilerOptions, include: ['.'] }));
  await writeFile(join(folder, 'count.ts'), 'export const count = 1;');
  await writeFile(
    join(folder, 'next.ts'),
    `import { count } from './count.ts'; export const next: number = count;`,
  );
  expect(await check()).toEqual({ ok: true, output: '' });
  await writeFile(join(folder, 'count.ts'), `export const count = 'one';`);
  for (let time = 0; time < 2; time += 1)
    expect(await check()).toEqual({ ok: false, output: expect.stringContaining('next.ts') });
  await writeFile(join(folder, 'count.ts'), 'export const count = 2;');
  expect((await check()).ok).toBe(true);
  await rm(folder, { recursive: true });
});
