import type { Words } from './language.ts';

export const DEV = {
  unknownScenario: {
    en: 'Unknown scenario {wanted}; there are: {known}',
    zh: '未知场景 {wanted}；可选：{known}',
  },
  ready: {
    en: 'Development: {address}. Pages change as you save; the server starts again by itself. Ctrl-C stops both.',
    zh: '开发模式：{address}。保存后页面即时更新，服务器自动重启。按 Ctrl-C 停止。',
  },
} satisfies Record<string, Words>;
