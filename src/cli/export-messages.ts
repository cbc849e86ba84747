import type { Words } from './language.ts';

export const EXPORT = {
  optionsMissing: {
    en: 'Name the organisation and the file: --organisation CODE --out FILE',
    zh: '请指定机构和文件：--organisation 代码 --out 文件',
  },
  instrumentMissing: {
    en: 'Name the questionnaire: --instrument ID, one of {ids}',
    zh: '请指定问卷：--instrument 编号，可选 {ids}',
  },
  formatUnknown: { en: '--format is csv or xlsx', zh: '--format 只能是 csv 或 xlsx' },
  encodingUnknown: {
    en: '--encoding is utf-8 or gb18030, and of CSV alone',
    zh: '--encoding 只能是 utf-8 或 gb18030，且只用于 CSV',
  },
  outMissing: { en: 'Name the file to write: --out FILE', zh: '请指定要写入的文件：--out 文件' },
  passphraseMissing: {
    en: 'The file is encrypted: set NUANTU_EXPORT_PASSPHRASE to a passphrase (or ask for --plain, and then protect the file yourself).',
    zh: '导出文件会加密：请在 NUANTU_EXPORT_PASSPHRASE 中设置口令（或加 --plain 导出明文，并自行保护好文件）。',
  },
  done: {
    en: '{rows} rows written to {out}, encrypted. `nuantu export open` reads it with the same passphrase.',
    zh: '已将 {rows} 行写入 {out}（已加密）。用同一口令运行 nuantu export open 即可打开。',
  },
  donePlain: {
    en: '{rows} rows written to {out}, NOT encrypted: keep it safe and delete it when it is no longer needed.',
    zh: '已将 {rows} 行写入 {out}（未加密）：请妥善保管，用完即删。',
  },
  opened: {
    en: 'Opened as {out}; delete it when it is no longer needed.',
    zh: '已打开为 {out}；用完请删除。',
  },
  broken: {
    en: '{path} cannot be opened: another passphrase, not an export, or changed since.',
    zh: '无法打开 {path}：口令不对、不是导出文件，或文件已被改动。',
  },
} satisfies Record<string, Words>;
