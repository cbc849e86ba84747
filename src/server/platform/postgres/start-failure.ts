export type StartFailure =
  | { kind: 'disk_full' }
  | { kind: 'port_taken' }
  | { kind: 'still_dying'; line: string }
  | { kind: 'other'; line: string };

/**
 * What PostgreSQL's own words (in English: `lc_messages` is C) mean for the one who starts it.
 *
 * `still_dying`: after a kill -9 of the main process its children live on for a moment and hold the shared memory, or its number does.
 */
export function decideStartFailure(log: string): StartFailure {
  if (/No space left on device|Disk quota exceeded/.test(log)) return { kind: 'disk_full' };
  if (/Address already in use|could not create any TCP\/IP sockets/.test(log)) return { kind: 'port_taken' };
  const [dying] =
    /[^\n]*(?:pre-existing shared memory block|lock file "postmaster\.pid" already exists)[^\n]*/.exec(log) ??
    [];
  if (dying !== undefined) return { kind: 'still_dying', line: dying.trim() };
  const lines = log.split('\n').filter((line) => line.trim() !== '');
  const telling = lines.findLast((line) => /FATAL|PANIC|error:/.test(line)) ?? lines.at(-1);
  return { kind: 'other', line: telling?.trim() ?? '' };
}
