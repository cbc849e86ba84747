import { join } from 'node:path';
import process from 'node:process';

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
    run: () => runTool('typescript/bin/tsc', '-p', 'tsconfig.json'),
  },
  {
    name: 'web types',
    summary: { en: 'the types of the pages agree', zh: '页面的类型检查' },
    run: () => runTool('typescript/bin/tsc', '-p', 'src/web/tsconfig.json'),
  },
  {
    name: 'pure',
    summary: { en: 'tests without a database', zh: '无需数据库的测试' },
    run: () => runTool('vitest/vitest.mjs', 'run', '--project', 'pure'),
    showFrom: /^\s*Test Files/,
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
    name: 'web build',
    summary: { en: 'the pages are built', zh: '页面构建' },
    run: () => runTool('vite/bin/vite.js', 'build', '-c', 'src/web/vite.config.ts', '--logLevel', 'warn'),
  },
  {
    name: 'journeys',
    summary: { en: 'people’s journeys in a real browser', zh: '真实浏览器中的使用流程' },
    run: () => runTool('@playwright/test/cli.js', 'test'),
    showFrom: /^\s*\d+ passed/,
  },
];

function runTool(path: string, ...parameters: string[]): Promise<StageResult> {
  return runNode(join(CHECKOUT, 'node_modules', path), ...parameters);
}

function runNode(...parameters: string[]): Promise<StageResult> {
  return runProgram(process.execPath, parameters, CHECKOUT);
}
