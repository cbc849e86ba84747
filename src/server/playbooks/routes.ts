import type { Static } from 'typebox';
import * as contract from '../../contract/playbooks.ts';
import { comparePlaybooks } from '../../domain/playbooks/compare-playbooks.ts';
import type { Playbook } from '../../domain/playbooks/playbook.ts';
import { AppError } from '../platform/errors.ts';
import type { Routes } from '../platform/route.ts';
import type { Reading } from '../platform/work.ts';
import * as sql from './sql.ts';

export function playbookRoutes(routes: Routes): void {
  routes.on(contract.ListPlaybooks, async ({ work }) => ({ items: await work.read(listPlaybooks) }));

  routes.on(contract.ReadPlaybook, async ({ params, work }) => {
    const row = await work.read((reading) => reading.first(sql.readPlaybook({ id: params.id })));
    if (row === undefined) throw new AppError('not_found');
    return row.content as Playbook;
  });
}

async function listPlaybooks(reading: Reading): Promise<Static<typeof contract.PlaybookItem>[]> {
  const [rows] = await reading.all(sql.listPlaybooks({}));
  return rows.map((row, position) => {
    const content = row.content as Playbook;
    const earlier = rows.slice(position + 1).find(({ code }) => code === row.code)?.content as
      | Playbook
      | undefined;
    return {
      id: row.id,
      title: content.title,
      purpose: content.purpose,
      sessions: content.sessions.length,
      isUniversal: row.owner_organisation_id === null,
      publishedAt: row.published_at.toISOString(),
      changes: earlier === undefined ? null : comparePlaybooks(earlier, content).length,
    };
  });
}
