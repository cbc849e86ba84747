import type { Place, PlacedRow } from '../../domain/roster/known-index.ts';
import type { PackedList } from '../../domain/roster/packed-list.ts';
import type { RosterRow } from '../../domain/roster/roster-row.ts';
import { mapInSteps } from '../../domain/roster/steps.ts';
import { newId } from '../platform/database/ids.ts';
import { inSteps } from '../platform/work/in-steps.ts';
import type { Change } from '../platform/work/work.ts';
import * as sql from './sql.ts';

/** A row of the file and its place; what it says is made of its bytes each time somebody asks. */
export class RowAtPlace implements PlacedRow {
  readonly place: Place;
  readonly #rows: PackedList<RosterRow>;
  readonly #index: number;
  readonly #studentNumber: string | undefined;

  constructor(rows: PackedList<RosterRow>, index: number, place: Place, studentNumber?: string) {
    this.#rows = rows;
    this.#index = index;
    this.place = place;
    this.#studentNumber = studentNumber;
  }

  get row(): RosterRow {
    const row = this.#rows.at(this.#index) as RosterRow;
    return this.#studentNumber === undefined ? row : { ...row, studentNumber: this.#studentNumber };
  }

  /** As its school writes it. */
  numbered(studentNumber: string): RowAtPlace {
    return new RowAtPlace(this.#rows, this.#index, this.place, studentNumber);
  }
}

/** School and class of each row. Those that are not there yet are made by `begin`, for a row of which something is written. */
export async function placeRows(
  change: Change,
  siteId: string,
  rows: PackedList<RosterRow>,
): Promise<{
  placed: readonly RowAtPlace[];
  schoolOf: ReadonlyMap<string | null, string | null>;
  begin: (place: Place) => void;
}> {
  const { organisationId, now } = change;
  const [existing] = await change.all(sql.listClasses({ organisationId }));
  const classes = new Map(
    existing
      .filter((schoolClass) => schoolClass.site_id === siteId)
      .map(({ id, parent_id, name }) => [`${parent_id ?? ''}|${placeKey(name)}`, id]),
  );
  const fresh = new Map<string, ReturnType<typeof sql.insertClass>>();
  const ensure = (kind: 'school' | 'class', name: string, parentId: string | null, grade: string | null) => {
    const key = `${parentId ?? ''}|${placeKey(name)}`;
    let id = classes.get(key);
    if (id === undefined) {
      id = newId(now.getTime());
      classes.set(key, id);
      fresh.set(id, sql.insertClass({ organisationId, id, siteId, parentId, kind, name, grade, now }));
    }
    return id;
  };
  const places = new Map<string, Place>();
  const placed = await inSteps(
    mapInSteps(rows, (row, index) => {
      const schoolId = row.school === undefined ? null : ensure('school', row.school, null, null);
      const className = classNameOf(row);
      const classId =
        className === undefined ? schoolId : ensure('class', className, schoolId, row.grade ?? null);
      const key = `${schoolId}|${classId}`;
      const place = places.get(key) ?? { classId, schoolId };
      places.set(key, place);
      return new RowAtPlace(rows, index, place);
    }),
  );
  // of all classes, since whoever is meant may be in another one; a school is its own
  const schoolOf = new Map(
    existing.map(({ id, parent_id: parentId, kind }) => [id, kind === 'school' ? id : parentId]),
  );
  for (const { classId, schoolId } of places.values()) if (classId !== null) schoolOf.set(classId, schoolId);
  const begin = ({ schoolId, classId }: Place) => {
    for (const id of [schoolId, classId]) {
      const insert = id === null ? undefined : fresh.get(id);
      if (id === null || insert === undefined) continue;
      change.push(insert);
      fresh.delete(id);
    }
  };
  return { placed, schoolOf, begin };
}

/** 五（1）班 is 五(1)班. */
function placeKey(name: string): string {
  return name.normalize('NFKC').replace(/\s/gu, '').toLowerCase();
}

/** 七年级 + 1班 → 七年级1班; a class that names its grade already stays as it is. */
function classNameOf({ grade, className }: RosterRow): string | undefined {
  if (className === undefined || grade === undefined || className.includes(grade)) return className ?? grade;
  return `${grade}${className}`;
}
