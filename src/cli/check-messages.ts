import type { Words } from './language.ts';

export const CHECK = {
  passed: { en: 'ok ({seconds} s)', zh: '通过（{seconds} 秒）' },
  failed: { en: 'FAILED ({seconds} s)', zh: '失败（{seconds} 秒）' },
  stopped: {
    en: 'Stopped at the stage {stage}. Repeat it alone with: npm test -- --only {stage}',
    zh: '在 {stage} 阶段停止。可单独重跑：npm test -- --only {stage}',
  },
  unknownStage: { en: 'Unknown stage {name}; there are: {names}', zh: '未知阶段 {name}；可选：{names}' },
} satisfies Record<string, Words>;
