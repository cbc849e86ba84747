export type StartErrorCode =
  | 'demo_in_production'
  | 'disk_full'
  | 'folder_in_use'
  | 'folder_not_accessible'
  | 'mail_address_invalid'
  | 'mail_setting_wanted'
  | 'master_key_invalid'
  | 'master_key_missing'
  | 'master_key_wanted'
  | 'master_key_wrong'
  | 'no_postgres_for_platform'
  | 'no_operating_system_user'
  | 'number_invalid'
  | 'password_rejected'
  | 'port_taken'
  | 'postgres_failed'
  | 'postgres_slow'
  | 'production_without_tls'
  | 'provider_address_invalid'
  | 'setting_invalid'
  | 'smtp_url_invalid'
  | 'store_address_invalid'
  | 'store_setting_wanted'
  | 'web_address_invalid'
  | 'web_origin_invalid';

/** Why the platform could not start: a code and parameters; the words live in the message tables of `src/cli`. */
export class StartError extends Error {
  readonly code: StartErrorCode;
  readonly parameters: Readonly<Record<string, string | number>>;

  constructor(
    code: StartErrorCode,
    parameters: Record<string, string | number> = {},
    options?: { cause?: unknown },
  ) {
    super(`${code} ${JSON.stringify(parameters)}`, options);
    this.name = 'StartError';
    this.code = code;
    this.parameters = parameters;
  }
}
