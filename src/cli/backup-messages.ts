import type { BackupErrorCode } from '../server/platform/backup/backup-error.ts';
import type { Words } from './language.ts';

export const BACKUP_ERRORS: Readonly<Record<BackupErrorCode, Words>> = {
  backup_folder_not_empty: {
    en: '{path} is not empty. A backup goes into a new or an empty folder.',
    zh: '{path} 不是空目录。备份只能写入新目录或空目录。',
  },
  backup_missing: {
    en: '{path} holds no finished backup (no manifest.json).',
    zh: '{path} 中没有完整的备份（缺少 manifest.json）。',
  },
  backup_damaged: {
    en: 'The backup is damaged: {file} is not what was written. Nothing was restored.',
    zh: '备份已损坏：{file} 与备份时写入的内容不一致。未恢复任何数据。',
  },
  backup_unknown_format: {
    en: '{path} was not written by this version of nuantu.',
    zh: '{path} 不是当前版本的 nuantu 写入的。',
  },
  data_folder_not_empty: {
    en: 'The data folder {path} is not empty. A restore never overwrites; name an empty folder with NUANTU_DATA.',
    zh: '数据目录 {path} 不是空目录。恢复不会覆盖已有数据；请用 NUANTU_DATA 指定一个空目录。',
  },
  backup_needs_embedded: {
    en: 'This works with the embedded database only. For an outside one (DATABASE_URL) use its own backup tools.',
    zh: '此命令仅适用于内置数据库。外部数据库（DATABASE_URL）请使用其自带的备份工具。',
  },
  backup_of_nothing: { en: 'There is no database in {path} yet.', zh: '{path} 中还没有数据库。' },
  restore_failed: { en: 'The backup could not be restored: {line}', zh: '备份恢复失败：{line}' },
};

export const BACKUP = {
  taken: {
    en: 'Backup of the database written to {path} ({megabytes} MB).',
    zh: '数据库备份已写入 {path}（{megabytes} MB）。',
  },
  bucketApart: {
    en: 'Files that people attached are NOT in it: they lie in the bucket of NUANTU_S3_URL. Back it up now, after the database.',
    zh: '附件不在这份备份里：它们在 NUANTU_S3_URL 指向的桶中。请现在（数据库之后）备份该桶。',
  },
  keyApart: {
    en: 'The master key is NOT in it. Keep {key} (or NUANTU_MASTER_KEY) in another safe place: without it the personal fields stay unreadable for ever.',
    zh: '备份中不含主密钥。请把 {key}（或 NUANTU_MASTER_KEY）另存于安全之处：没有它，个人信息将永远无法读取。',
  },
  restored: {
    en: 'The backup of {createdAt} was restored into {path}.',
    zh: '{createdAt} 的备份已恢复到 {path}。',
  },
  keyWanted: {
    en: 'Before the first start put the master key of that time at {key} (or set NUANTU_MASTER_KEY).',
    zh: '首次启动前，请把当时的主密钥放到 {key}（或设置 NUANTU_MASTER_KEY）。',
  },
} satisfies Record<string, Words>;
