import type { Reading } from '../platform/work/work.ts';
import * as sql from './sql.ts';

export interface ClassPlace {
  readonly school: string | null;
  readonly grade: string | null;
  readonly className: string | null;
}

const NOWHERE: ClassPlace = { school: null, grade: null, className: null };

/** Where each class stands, for tables that leave the organisation: read once, not with each row. */
export async function readClassPlaces(reading: Reading): Promise<(groupId: string | null) => ClassPlace> {
  const [groups] = await reading.all(sql.listGroups({ organisationId: reading.organisationId }));
  const byId = new Map(groups.map((group) => [group.id, group]));
  return (groupId) => {
    const group = groupId === null ? undefined : byId.get(groupId);
    if (group === undefined) return NOWHERE;
    const school = group.parent_id === null ? undefined : byId.get(group.parent_id);
    return { school: school?.name ?? null, grade: group.grade, className: group.name };
  };
}
