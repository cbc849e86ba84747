import type { Work } from '../platform/work/work.ts';
import * as sql from './sql.ts';

/**
 * Whether what this actor might take away was taken away before: said twice, it is done.
 * @param ofOthers also what somebody else had added
 */
export function isEnded(
  rows: Work,
  { kind, id }: { kind: string; id: string },
  ofOthers = false,
): Promise<boolean> {
  return rows.read(async (reading) => {
    const row = await reading.first(sql.findEnded({ organisationId: reading.organisationId, id }));
    return row !== undefined && row.kind === kind && (ofOthers || row.added_by === reading.actorId);
  });
}
