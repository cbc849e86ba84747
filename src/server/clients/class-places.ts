import { compareClasses } from '../../domain/clients/class-order.ts';
import type { Reading } from '../platform/work/work.ts';
import * as sql from './sql.ts';

export interface ClassPlace {
  readonly school: string | null;
  readonly grade: string | null;
  readonly className: string | null;
}

const NOWHERE: ClassPlace = { school: null, grade: null, className: null };

/** Schools and classes of the organisation, in the order in which every list shows them: each school, then its classes. */
export async function listOrderedClasses(reading: Reading) {
  const [rows] = await reading.all(sql.listClasses({ organisationId: reading.organisationId }));
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return rows
    .map((row) => ({ ...row, school: row.parent_id === null ? null : (names.get(row.parent_id) ?? null) }))
    .toSorted(compareClasses)
    .map(({ id, site_id: siteId, parent_id: parentId, kind, name, grade }) => ({
      id,
      siteId,
      parentId,
      kind: kind as 'school' | 'class',
      name,
      grade,
    }));
}

/** Where each class stands, for tables that leave the organisation: read once, not with each row. */
export async function readClassPlaces(reading: Reading): Promise<(classId: string | null) => ClassPlace> {
  const [classes] = await reading.all(sql.listClasses({ organisationId: reading.organisationId }));
  const byId = new Map(classes.map((schoolClass) => [schoolClass.id, schoolClass]));
  return (classId) => {
    const schoolClass = classId === null ? undefined : byId.get(classId);
    if (schoolClass === undefined) return NOWHERE;
    const school = schoolClass.parent_id === null ? undefined : byId.get(schoolClass.parent_id);
    return { school: school?.name ?? null, grade: schoolClass.grade, className: schoolClass.name };
  };
}
