import type { Reading } from '../platform/work/work.ts';
import * as sql from './sql.ts';

export interface ClassPlace {
  readonly school: string | null;
  readonly grade: string | null;
  readonly className: string | null;
}

const NOWHERE: ClassPlace = { school: null, grade: null, className: null };

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
