export type MigrationErrorCode =
  | 'migration_changed'
  | 'database_newer'
  | 'roles_missing'
  | 'migration_failed';

/** Why the schema could not be brought up to date; the words live in the message tables of `src/cli`. */
export class MigrationError extends Error {
  readonly code: MigrationErrorCode;
  /** the migration's name, or what the database says */
  readonly detail: string;

  constructor(code: MigrationErrorCode, detail: string) {
    super(`${code}: ${detail}`);
    this.name = 'MigrationError';
    this.code = code;
    this.detail = detail;
  }
}
