import type { Command } from './command.ts';

/** All commands, in the order of the help. A new one is a row here and a file that exports `run`. */
export const COMMANDS: readonly Command[] = [
  {
    name: 'start',
    summary: {
      en: 'Start everything and serve until stopped (PORT, HOST, NUANTU_DATA, NUANTU_DEMO, DATABASE_URL)',
      zh: '启动全部服务，直到停止（PORT、HOST、NUANTU_DATA、NUANTU_DEMO、DATABASE_URL）',
    },
    positionals: [],
    options: {},
    load: () => import('./start.ts'),
  },
  {
    name: 'doctor',
    summary: {
      en: 'Look for what keeps the platform from running; changes nothing',
      zh: '检查影响平台运行的问题；不做任何更改',
    },
    positionals: [],
    options: {
      json: { type: 'boolean', summary: { en: 'print the findings as JSON', zh: '以 JSON 输出检查结果' } },
    },
    load: () => import('./doctor.ts'),
  },
  {
    name: 'schema dump',
    summary: {
      en: 'Write db/schema.sql and db/types.ts from the migrations',
      zh: '根据迁移脚本生成 db/schema.sql 和 db/types.ts',
    },
    positionals: [],
    options: {},
    load: () => import('./schema-dump.ts'),
  },
  {
    name: 'schema check',
    summary: {
      en: 'Compare db/schema.sql and db/types.ts with the migrations',
      zh: '检查 db/schema.sql 和 db/types.ts 是否与迁移脚本一致',
    },
    positionals: [],
    options: {},
    load: () => import('./schema-check.ts'),
  },
];
