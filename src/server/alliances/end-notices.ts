import { eachApart } from '../platform/work/each-apart.ts';
import type { Change, Work } from '../platform/work/work.ts';
import { todayAt } from './read-alliance.ts';
import { noteEvent, publishRoster } from './roster.ts';
import * as sql from './sql.ts';

/**
 * Whose notice has come to its day is out, and a version that waited for their signature alone binds. Who reads it reckons with the day anyway;
 * what follows from it has to be told.
 */
export async function endNotices(work: Work): Promise<void> {
  const overdue = await work.read(listOverdue);
  await eachApart(new Set(overdue.map((row) => row.alliance_id)), (id) =>
    work.change(async (change) => {
      const { organisationId } = change;
      const of = { organisationId, id };
      const row = await change.first(sql.lockAlliance(of));
      const ended = (await listOverdue(change)).filter((one) => one.alliance_id === id);
      if (row === undefined || ended.length === 0) return;
      const partyIds = ended.map(({ party_id: partyId }) => partyId);
      change.push(sql.noteLeft({ ...of, partyIds }));
      for (const partyId of partyIds) noteEvent(change, id, { kind: 'left', partyId });
      await publishRoster(change, row);
    }),
  );
}

async function listOverdue(access: Pick<Change, 'all' | 'organisationId' | 'now' | 'timeZone'>) {
  const { organisationId } = access;
  const [overdue] = await access.all(sql.listOverdue({ organisationId, today: todayAt(access) }));
  return overdue;
}
