import type { Command } from './command.ts';

/** All commands, in the order of the help. A new one is a row here and a file that exports `run`. */
export const COMMANDS: readonly Command[] = [
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
];
