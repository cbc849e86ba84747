import {
  type Doubt,
  type KnownPerson,
  matchRows,
  type Place,
  type PlacedRow,
  type RosterMatch,
} from '../../domain/roster/match-client.ts';
import type { Rejection } from '../../domain/roster/rejection.ts';
import type { RosterTable } from '../../domain/roster/roster.ts';
import { headingOf } from '../../domain/roster/roster-header.ts';
import type { RosterGuardian, RosterRow } from '../../domain/roster/roster-row.ts';
import { nameKey } from '../../domain/people/person-name.ts';
import { findReachableSite } from '../organisations/public.ts';
import { AppError } from '../platform/work/errors.ts';
import { newId } from '../platform/database/ids.ts';
import type { Change } from '../platform/work/work.ts';
import { registerMany, type NewPerson } from './register-many.ts';
import { findKnownClients, type KnownClient } from './roster-match.ts';
import { type GuardianDetails, guardianPlace, sealJson } from './sealed.ts';
import { rewriteClient } from './service.ts';
import * as sql from './sql.ts';
import { insertGuardian } from './sql-family.ts';
import type { ClientView } from './view.ts';

export interface ImportedRow {
  readonly row: RosterRow;
  readonly change: 'created' | 'updated' | 'unchanged';
}

/** Somebody must decide whom the row means; it is left as it is. */
export interface UndecidedRow {
  readonly row: RosterRow;
  readonly because: Doubt;
  readonly candidates: readonly ClientView[];
}

export interface ImportResult {
  readonly imported: readonly ImportedRow[];
  readonly undecided: readonly UndecidedRow[];
  readonly rejected: readonly Rejection[];
}

type Known = KnownPerson & { readonly known: KnownClient };

const BATCH = 500;

/**
 * Brings the clients of a site up to a roster: new rows are registered, known ones updated where the roster says
 * something else, the rest left alone; of whom nobody can say for sure is left to be decided. Values that the roster leaves out stay. All
 * in the caller's transaction.
 * @throws AppError unknown_site
 */
export async function importRoster(
  change: Change,
  siteId: string,
  { tables, rows }: { readonly tables: readonly RosterTable[]; readonly rows: readonly RosterRow[] },
  decisions: Decisions = new Map(),
): Promise<ImportResult> {
  const site = await findReachableSite(change, siteId);
  if (site === undefined)
    throw new AppError('unknown_site', { fields: [{ path: 'siteId', code: 'unknown_site' }] });
  const { places, schoolOf } = await placeRows(change, siteId, rows);
  const { known, isUnreadable } = await findKnownClients(change, rows, siteId, schoolOf);
  const placed = rows.map((row) => ({ row, place: places.get(row) ?? NOWHERE }));
  const rejected = placed
    .filter(({ row, place }) => isUnreadable(row, place))
    .map(({ row }) => unreadable(row, tables));
  const readable = placed.filter(({ row, place }) => !isUnreadable(row, place));
  const matches = decided(
    readable,
    matchRows(
      readable,
      known.map((item) => asPerson(item, schoolOf)),
    ),
    decisions,
  );
  const imported: ImportedRow[] = [];
  const undecided: UndecidedRow[] = [];
  const fresh: NewPerson[] = [];
  for (const [at, { row, place }] of readable.entries()) {
    const match = matches[at] ?? { kind: 'new' };
    if (match.kind === 'undecided')
      undecided.push({
        row,
        because: match.because,
        candidates: match.candidates.map(({ known: { client } }) => client),
      });
    else if (match.kind === 'new') {
      fresh.push(newPerson(row, { siteId, regionCode: site.region_code, classId: place.classId }));
      imported.push({ row, change: 'created' });
    } else if (match.known.known.client.siteId === siteId) {
      const isChanged = await updateKnown(change, match, row, place);
      imported.push({ row, change: isChanged ? 'updated' : 'unchanged' });
    } else undecided.push({ row, because: 'elsewhere', candidates: [match.known.known.client] });
  }
  for (let start = 0; start < fresh.length; start += BATCH)
    await registerMany(change, fresh.slice(start, start + BATCH));
  const touched = [...fresh.map(({ id }) => id), ...known.map(({ client }) => client.id)];
  const detail = { created: fresh.length, rejected: rejected.length, undecided: undecided.length };
  change.audit({ action: 'roster.import', subjectKind: 'client', subjectIds: touched, detail });
  if (fresh.length > 0) change.emit({ type: 'roster.imported', subjectId: siteId });
  return { imported, undecided, rejected };
}

/** By sheet and row (`一班|5`): the id of the candidate whom somebody took, or `new`. */
export type Decisions = ReadonlyMap<string, string>;

interface Decided {
  readonly kind: 'known';
  readonly known: Known;
  /** the row's name is the corrected one */
  readonly isDecided?: true;
}

/** What somebody decided, where it is still to be decided: one of the candidates, whom no other row means, or somebody new. */
function decided(
  rows: readonly PlacedRow[],
  matches: readonly RosterMatch<Known>[],
  decisions: Decisions,
): (RosterMatch<Known> | Decided)[] {
  const taken = new Set(matches.flatMap((match) => (match.kind === 'known' ? [match.known.id] : [])));
  return matches.map((match, at) => {
    const row = rows[at]?.row;
    const whom = decisions.get(`${row?.sheet ?? ''}|${row?.row}`);
    if (match.kind !== 'undecided' || whom === undefined) return match;
    if (whom === 'new') return { kind: 'new' };
    const known = match.candidates.find(({ id }) => id === whom);
    if (known === undefined || taken.has(known.id)) return match;
    taken.add(known.id);
    return { kind: 'known', known, isDecided: true };
  });
}

const NOWHERE: Place = { classId: null, schoolId: null };

function asPerson(item: KnownClient, schoolOf: ReadonlyMap<string | null, string | null>): Known {
  const { client, guardians = [] } = item;
  return { ...client, schoolId: schoolOf.get(client.classId) ?? null, guardians, known: item };
}

/** Whether it says something else than the roster is not known: nobody must take it for being right. */
function unreadable({ sheet, row }: RosterRow, tables: readonly RosterTable[]): Rejection {
  const header = tables.find((table) => table.sheet === sheet)?.header;
  const column = header === undefined ? '' : headingOf(header, 'name');
  return { sheet, row, column, code: 'record_unreadable', parameters: {} };
}

/** School and class of each row; those that are not there yet are made. */
async function placeRows(
  change: Change,
  siteId: string,
  rows: readonly RosterRow[],
): Promise<{ places: ReadonlyMap<RosterRow, Place>; schoolOf: ReadonlyMap<string | null, string | null> }> {
  const { organisationId, now } = change;
  const [existing] = await change.all(sql.listClasses({ organisationId }));
  const classes = new Map(
    existing
      .filter((schoolClass) => schoolClass.site_id === siteId)
      .map(({ id, parent_id, name }) => [`${parent_id ?? ''}|${name}`, id]),
  );
  const ensure = (kind: 'school' | 'class', name: string, parentId: string | null, grade: string | null) => {
    const key = `${parentId ?? ''}|${name}`;
    let id = classes.get(key);
    if (id === undefined) {
      id = newId(now.getTime());
      classes.set(key, id);
      change.push(sql.insertClass({ organisationId, id, siteId, parentId, kind, name, grade, now }));
    }
    return id;
  };
  const places = new Map(
    rows.map((row): [RosterRow, Place] => {
      const schoolId = row.school === undefined ? null : ensure('school', row.school, null, null);
      const className = classNameOf(row);
      const classId =
        className === undefined ? schoolId : ensure('class', className, schoolId, row.grade ?? null);
      return [row, { classId, schoolId }];
    }),
  );
  // of all classes, since whoever is meant may be in another one; a school is its own
  const schoolOf = new Map(
    existing.map(({ id, parent_id: parentId, kind }) => [id, kind === 'school' ? id : parentId]),
  );
  for (const { classId, schoolId } of places.values()) if (classId !== null) schoolOf.set(classId, schoolId);
  return { places, schoolOf };
}

/** 七年级 + 1班 → 七年级1班; a class that names its grade already stays as it is. */
function classNameOf({ grade, className }: RosterRow): string | undefined {
  if (className === undefined || grade === undefined || className.includes(grade)) return className ?? grade;
  return `${grade}${className}`;
}

function newPerson(
  row: RosterRow,
  { siteId, regionCode, classId }: { siteId: string; regionCode: string; classId: string | null },
): NewPerson {
  return {
    id: newId(),
    siteId,
    workerIds: [],
    classId,
    regionCode,
    status: 'registered',
    name: row.name,
    sex: row.sex ?? null,
    birthDate: row.birthDate ?? null,
    idNumber: row.idNumber ?? null,
    studentNumber: row.studentNumber ?? null,
    phone: null,
    address: row.address ?? null,
    guardians: row.guardians.map(({ relation, name = '家长', phone = null }) => ({
      id: newId(),
      relation,
      name,
      phone,
    })),
  };
}

/** Writes what the roster says differently. @returns whether anything was different */
async function updateKnown(
  change: Change,
  { known: { known, schoolId }, isDecided }: Decided,
  row: RosterRow,
  place: Place,
): Promise<boolean> {
  const { client } = known;
  // a roster that names the school alone takes nobody out of a class of it
  const isInSchool = place.classId === place.schoolId && schoolId === place.schoolId;
  const said = {
    ...(isDecided === true ? { name: row.name } : {}),
    ...(row.sex === undefined ? {} : { sex: row.sex }),
    ...(row.birthDate === undefined ? {} : { birthDate: row.birthDate }),
    ...(row.idNumber === undefined ? {} : { idNumber: row.idNumber }),
    ...(row.studentNumber === undefined ? {} : { studentNumber: row.studentNumber }),
    ...(row.address === undefined ? {} : { address: row.address }),
    ...(place.classId === null || isInSchool ? {} : { classId: place.classId }),
  };
  const differing = Object.entries(said).filter(
    ([field, value]) => client[field as keyof typeof said] !== value,
  );
  const added = row.guardians.filter((guardian) => addMissingGuardian(change, known, guardian));
  if (differing.length === 0) return added.length > 0;
  await rewriteClient(
    change,
    known.row,
    { ...client, ...said },
    differing.map(([field]) => field),
  );
  return true;
}

function addMissingGuardian(
  change: Change,
  { row: client, guardians }: KnownClient,
  { relation, name: said, phone: number }: RosterGuardian,
): boolean {
  const { organisationId, now, keys } = change;
  const phone = number ?? null;
  if (guardians === undefined) return false;
  const isThere = guardians.some(
    ({ name, phone: known }) =>
      (said === undefined || nameKey(name) === nameKey(said)) && (phone === null || known === phone),
  );
  if (isThere || client.wrapped === null) return false;
  const id = newId(now.getTime());
  const details: GuardianDetails = { name: said ?? '家长', phone };
  const key = keys.personKey(client.id, client.wrapped);
  change.push(
    insertGuardian({
      organisationId,
      id,
      clientId: client.id,
      siteId: client.site_id,
      workerIds: client.worker_ids,
      relation,
      sealed: sealJson(key, { ...guardianPlace(id), organisationId }, details),
      now,
    }),
  );
  return true;
}
