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
  folderInUse: {
    en: 'A server runs on {folder}: stop it first.',
    zh: '{folder} 上有服务器在运行：请先停止它。',
  },
  migrationName: {
    en: '“{name}” is no name of a migration: small letters, digits and underscores, as in create_shift.',
    zh: '“{name}” 不能作为迁移的名称：只用小写字母、数字和下划线，例如 create_shift。',
  },
} satisfies Record<string, Words>;
