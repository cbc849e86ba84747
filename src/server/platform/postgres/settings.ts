/** What the workload needs, and what keeps personal data out of the log; a start may override single ones. */
export const DEFAULT_SETTINGS: Readonly<Record<string, string>> = {
  // only this machine may connect, and only with a password
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',

  max_connections: '100',
  shared_buffers: '256MB',
  // short transactions: compiling a plan costs more than it saves
  jit: 'off',

  // an answer to a client means that the row is on the disk
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',

  // base backups read through a replication connection
  wal_level: 'replica',
  max_wal_senders: '4',

  // Rows and parameters are children's records, and error texts quote them ("invalid input syntax for … "): errors go
  // to the application that caused them; the log keeps what concerns the database itself (level `log` and above).
  log_min_messages: 'log',
  log_statement: 'none',
  log_min_error_statement: 'panic',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_error_verbosity: 'terse',
  log_line_prefix: '%m [%p] ',
  log_timezone: 'UTC',
  timezone: 'UTC',
  lc_messages: 'C',
};

/** The settings as command-line arguments of `postgres`; they win over the files in the data directory. */
export function settingArguments(port: number, settings: Readonly<Record<string, string>>): string[] {
  const all = { ...DEFAULT_SETTINGS, ...settings, port: String(port) };
  return Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
