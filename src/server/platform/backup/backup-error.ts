export type BackupErrorCode =
  | 'backup_folder_not_empty'
  | 'backup_missing'
  | 'backup_damaged'
  | 'backup_unknown_format'
  | 'data_folder_not_empty'
  | 'backup_needs_embedded'
  | 'backup_of_nothing'
  | 'restore_failed';

/** Why a backup or a restore did not happen: a code and parameters; the words live in the message tables. */
export class BackupError extends Error {
  readonly code: BackupErrorCode;
  readonly parameters: Readonly<Record<string, string | number>>;

  constructor(
    code: BackupErrorCode,
    parameters: Record<string, string | number> = {},
    options?: { cause?: unknown },
  ) {
    super(`${code} ${JSON.stringify(parameters)}`, options);
    this.name = 'BackupError';
    this.code = code;
    this.parameters = parameters;
  }
}
