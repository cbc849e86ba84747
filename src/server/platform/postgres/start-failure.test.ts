import { expect, test } from 'vitest';

import { decideStartFailure } from './start-failure.ts';

// the lines are PostgreSQL 18.4's own, provoked on Debian 12 (full tmpfs, taken port, kill -9)
test.each([
  ['FATAL:  could not write to file "pg_wal/xlogtemp.7012": No space left on device', { kind: 'disk_full' }],
  [
    'initdb: error: could not write to file "/tmp/full/pgdata/postgresql.conf": No space left on device',
    { kind: 'disk_full' },
  ],
  [
    'LOG:  could not bind IPv4 address "127.0.0.1": Address already in use\nFATAL:  could not create any TCP/IP sockets',
    { kind: 'port_taken' },
  ],
  [
    'FATAL:  pre-existing shared memory block (key 262163, ID 3) is still in use\nHINT:  Terminate any old server processes associated with data directory "/d".',
    {
      kind: 'still_dying',
      line: 'FATAL:  pre-existing shared memory block (key 262163, ID 3) is still in use',
    },
  ],
  [
    'FATAL:  lock file "postmaster.pid" already exists\nHINT:  Is another postmaster (PID 7012) running?',
    { kind: 'still_dying', line: 'FATAL:  lock file "postmaster.pid" already exists' },
  ],
  [
    'LOG:  starting PostgreSQL 18.4\nFATAL:  unrecognized configuration parameter "nonsense"\n',
    { kind: 'other', line: 'FATAL:  unrecognized configuration parameter "nonsense"' },
  ],
  ['', { kind: 'other', line: '' }],
])('the words %j are understood', (log, failure) => {
  expect(decideStartFailure(log)).toEqual(failure);
});
