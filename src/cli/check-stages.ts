import { createHash } from 'node:crypto';
import { join } from 'node:path';
import process from 'node:process';

import { stalePages } from '../../bin/stale-pages.mjs';
import { ensureBrowser } from './browser.ts';
import { CHECKOUT } from './environment.ts';
import type { Words } from './language.ts';
import type { StageResult } from './run-program.ts';
import { runProgram } from './run-program.ts';

export type Stage = {
  name: string;
  summary: Words;
  run: () => Promise<StageResult>;
  /** for test runners: from the first line that matches, their output is shown also when they pass */
  showFrom?: RegExp;
};

/** What runs by itself, in the browser, on the answer page, behind both without a connection, and in the journeys. */
const TYPE_PROJECTS = [
  'tsconfig.json',
  'src/web/tsconfig.json',
  'src/web/worker/tsconfig.json',
  'src/answer/tsconfig.json',
  'src/answer/worker/tsconfig.json',
  'src/my/tsconfig.json',
  'src/my/worker/tsconfig.json',
  'e2e/tsconfig.json',
];
const TYPES_FOUND = join(CHECKOUT, 'node_modules/.cache/nuantu-types');

/** Everything that must pass, cheapest first. A new kind of check is a row here. */
export const STAGES: readonly Stage[] = [
  {
    name: 'format',
    summary: { en: 'every file is formatted', zh: '代码格式' },
    run: () => runTool('oxfmt/bin/oxfmt', '--check', '.'),
  },
  {
    name: 'lint',
    summary: { en: 'lint rules, types included, and import arrows', zh: '代码规范与导入边界' },
    run: () => runTool('oxlint/bin/oxlint', '--type-aware', '--deny-warnings'),
  },
  {
    name: 'types',
    summary: { en: 'the types agree', zh: '类型检查' },
    run: () => inTurn(TYPE_PROJECTS.map((project) => () => checkTypes(join(CHECKOUT, project), TYPES_FOUND))),
  },
  {
    name: 'unused',
    summary: {
      en: 'no file without a use, no package without a name in package.json',
      zh: '无闲置文件与未声明的依赖',
    },
    run: () => runTool('knip/bin/knip.js', '--include', 'files,unlisted,unresolved,duplicates,dependencies'),
  },
  {
    name: 'pure',
    summary: { en: 'tests without a database', zh: '无需数据库的测试' },
    run: () => runTool('vitest/vitest.mjs', 'run', '--project', 'pure'),
    showFrom: /^\s*Test Files/,
  },
  {
    // before tests that start servers: whoever starts one by the launcher would build them beside the others
    name: 'build',
    summary: { en: 'the pages can be built', zh: '网页构建' },
    run: () => inTurn(stalePages(CHECKOUT).map((page) => () => build(page))),
    // what a first visit costs
    showFrom: /before signing in/,
  },
  {
    name: 'drift',
    summary: {
      en: 'db/schema.sql and db/types.ts are what the migrations make',
      zh: '数据库结构文件与迁移脚本一致',
    },
    run: () => runNode(join(CHECKOUT, 'src/cli/main.ts'), 'schema', 'check'),
  },
  {
    name: 'database',
    summary: { en: 'tests on a real PostgreSQL', zh: '真实 PostgreSQL 上的测试' },
    run: () => runTool('vitest/vitest.mjs', 'run', '--project', 'database'),
    showFrom: /^\s*Test Files/,
  },
  {
    name: 'browser',
    summary: { en: 'a browser with a Chinese font is there', zh: '已安装浏览器和中文字体' },
    run: async () => ensureBrowser(),
  },
  {
    name: 'component',
    summary: { en: 'tests of pieces of pages in that browser', zh: '浏览器中的界面组件测试' },
    run: () => runTool('vitest/vitest.mjs', 'run', '--project', 'component'),
    showFrom: /^\s*Test Files/,
  },
  {
    name: 'journeys',
    summary: { en: 'journeys in a real browser', zh: '真实浏览器中的使用流程' },
    run: () => runTool('@playwright/test/cli.js', 'test'),
    showFrom: /^\s*\d+ (passed|failed)/,
  },
];

/**
 * What was found is kept in a folder, for files that have not changed: a check after it takes 3 s of computing where the
 * first took 27. What is wrong is told again each time.
 */
export function checkTypes(project: string, cache: string): Promise<StageResult> {
  const name = `${createHash('sha256').update(project).digest('hex').slice(0, 16)}.json`;
  return runTool(
    'typescript/bin/tsc',
    '-p',
    project,
    '--incremental',
    '--tsBuildInfoFile',
    join(cache, name),
  );
}

/** As the launcher builds them: what was built from the same sources is not built again. */
async function build({ parameters, note }: ReturnType<typeof stalePages>[number]): Promise<StageResult> {
  const result = await runNode(...parameters);
  if (result.ok) note();
  return result;
}

/** One after the other, until one fails. */
async function inTurn(runs: readonly (() => Promise<StageResult>)[]): Promise<StageResult> {
  const outputs: string[] = [];
  for (const run of runs) {
    const { ok, output } = await run();
    outputs.push(output);
    if (!ok) return { ok, output };
  }
  return { ok: true, output: outputs.join('') };
}

function runTool(path: string, ...parameters: string[]): Promise<StageResult> {
  return runNode(join(CHECKOUT, 'node_modules', path), ...parameters);
}

function runNode(...parameters: string[]): Promise<StageResult> {
  return runProgram(process.execPath, parameters, CHECKOUT);
}
