import type { Playbook } from '../../domain/playbooks/playbook.ts';
import { shippedPlaybooks } from '../../domain/playbooks/shipped-playbooks.ts';
import { AppError } from '../platform/work/errors.ts';
import { asAdministrator } from '../platform/database/migrate.ts';
import type { Reading } from '../platform/work/work.ts';
import * as sql from './sql.ts';

/**
 * Publishes the shipped playbooks that are not there yet; `adminUrl` may write global tables. A version that is there
 * stays as it is: groups were led and studies registered by it.
 */
export async function publishShippedPlaybooks(adminUrl: string): Promise<void> {
  await asAdministrator(adminUrl, async (run) => {
    for (const playbook of shippedPlaybooks) {
      await run(sql.shipPlaybook(playbook));
      await run(sql.shipVersion({ ...playbook, content: JSON.stringify(playbook) }));
    }
  });
}

/** @throws AppError unknown_playbook naming the field */
export async function getPlaybook(
  access: Pick<Reading, 'first'>,
  id: string,
  path: string,
): Promise<Playbook> {
  const row = await access.first(sql.readVersion({ id }));
  if (row === undefined) {
    throw new AppError('unknown_playbook', { fields: [{ path, code: 'unknown_playbook' }] });
  }
  return row.content as Playbook;
}
