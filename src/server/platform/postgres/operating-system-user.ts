import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

import { StartError } from '../start/start-error.ts';

/** Whom PostgreSQL runs as when we are root; undefined: as ourselves. */
export type OperatingSystemUser = { name: string; uid: number; gid: number };

/**
 * PostgreSQL refuses to run as root, so root lends it to the owner of the existing data, else to `postgres`,
 * else to `nobody`.
 *
 * @throws StartError `no_operating_system_user` when root finds none of them
 */
export async function chooseUser(pgdata: string): Promise<OperatingSystemUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const users = await readUsers();
  const owner = await findOwner(pgdata);
  if (owner !== undefined && owner.uid !== 0) {
    return users.find((user) => user.uid === owner.uid) ?? { name: String(owner.uid), ...owner };
  }
  const user = users.find(({ name }) => name === 'postgres') ?? users.find(({ name }) => name === 'nobody');
  if (user === undefined) throw new StartError('no_operating_system_user');
  return user;
}

/** Whether the user may walk through a folder and all folders above it. Access lists are not considered. */
export async function canReach(user: OperatingSystemUser, folder: string): Promise<boolean> {
  const { uid, gid, mode } = await stat(folder);
  const shift = uid === user.uid ? 6 : gid === user.gid ? 3 : 0;
  if (((mode >> shift) & 1) === 0) return false;
  const parent = dirname(folder);
  return parent === folder ? true : canReach(user, parent);
}

async function findOwner(path: string): Promise<{ uid: number; gid: number } | undefined> {
  try {
    const { uid, gid } = await stat(path);
    return { uid, gid };
  } catch {
    return undefined;
  }
}

async function readUsers(): Promise<OperatingSystemUser[]> {
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n');
  return lines.flatMap((line) => {
    const [name, , uid, gid] = line.split(':');
    if (name === undefined || uid === undefined || gid === undefined) return [];
    return [{ name, uid: Number(uid), gid: Number(gid) }];
  });
}
