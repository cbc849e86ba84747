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
import { type RosterGuardian, type RosterRow, rowKey } from '../../domain/roster/roster-row.ts';
import { nameKey } from '../../domain/people/person-name.ts';
import { holdReachableSite } from '../organisations/public.ts';
import { AppError } from '../platform/work/errors.ts';
import { newId } from '../platform/database/ids.ts';
import type { Change } from '../platform/work/work.ts';
import { registerMany, type NewPerson } from './register-many.ts';
import { chunks, findKnownClients, type KnownClient } from './roster-match.ts';
import { type GuardianDetails, guardianPlace, sealJson } from './sealed.ts';
import { rewriteClient } from './service.ts';
import * as sql from './sql.ts';
import { insertGuardian } from './sql-family.ts';
import { type ClientRow, type ClientView, viewClient } from './view.ts';

export interface ImportedRow {
  readonly row: RosterRow;
  readonly change: 'created' | 'updated' | 'unchanged';
}

/** Somebody must decide whom the row means; it is left as it is. */
export interface UndecidedRow {
  readonly row: RosterRow;
  readonly because: Doubt;
  readonly candidates: readonly ClientView[];
  /** false: one of the candidates has its ID number */
  readonly mayBeNew: boolean;
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
  const region = await holdReachableSite(change, siteId);
  if (region === undefined)
    throw new AppError('unknown_site', { fields: [{ path: 'siteId', code: 'unknown_site' }] });
  const { places, schoolOf, begin } = await placeRows(change, siteId, rows);
  const { known, isUnreadable } = await findKnownClients(change, rows, siteId, schoolOf);
  const placed = rows.map((row) => ({ row, place: places.get(row) ?? NOWHERE }));
  const closed = new Set(placed.filter(({ row, place }) => isUnreadable(row, place)));
  const rejected = [...closed].map(({ row }) => unreadable(row, tables));
  const readable = placed.filter((one) => !closed.has(one));
  const matches = decided(
    readable,
    matchRows(
      readable,
      known.map((item) => asPerson(item, schoolOf)),
    ).map((match) => onlyHere(match, siteId)),
    { decisions, siteId },
  );
  const site = { id: siteId, regionCode: region.region_code };
  const { imported, undecided, fresh } = await writeRows(change, readable, matches, { site, begin });
  const touched = [...fresh.map(({ id }) => id), ...known.map(({ client }) => client.id)];
  const detail = { created: fresh.length, rejected: rejected.length, undecided: undecided.length };
  change.audit({ action: 'roster.import', subjectKind: 'client', subjectIds: touched, detail });
  if (fresh.length > 0) change.emit({ type: 'roster.imported', subjectId: siteId });
  return { imported, undecided, rejected };
}

/** Registers whom nobody knows and writes anew of whom the roster says something else. */
async function writeRows(
  change: Change,
  readable: readonly PlacedRow[],
  matches: readonly (RosterMatch<Known> | Decided)[],
  { site, begin }: { site: { id: string; regionCode: string }; begin: (place: Place) => void },
): Promise<Pick<ImportResult, 'imported' | 'undecided'> & { fresh: readonly NewPerson[] }> {
  const held = await holdChanged(change, readable, matches);
  const imported: ImportedRow[] = [];
  const undecided: UndecidedRow[] = [];
  const fresh: NewPerson[] = [];
  for (const [at, { row, place }] of readable.entries()) {
    const match = matches[at] ?? { kind: 'new' };
    if (match.kind === 'undecided') {
      const candidates = match.candidates.map(({ known: { client } }) => client);
      undecided.push({ row, because: match.because, candidates, mayBeNew: mayBeNew(row, candidates) });
      continue;
    }
    begin(place);
    if (match.kind === 'new') {
      fresh.push(newPerson(row, { siteId: site.id, regionCode: site.regionCode, classId: place.classId }));
      imported.push({ row, change: 'created' });
    } else {
      const isChanged = await updateKnown(change, match, { row, place }, held);
      imported.push({ row, change: isChanged ? 'updated' : 'unchanged' });
    }
  }
  for (const part of chunks(fresh, BATCH)) await registerMany(change, part);
  return { imported, undecided, fresh };
}

/** By rowKey: the id of the candidate whom somebody took, or `new`. */
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
  { decisions, siteId }: { decisions: Decisions; siteId: string },
): (RosterMatch<Known> | Decided)[] {
  const taken = new Set(matches.flatMap((match) => (match.kind === 'known' ? [match.known.id] : [])));
  return matches.map((match, at) => {
    const row = rows[at]?.row;
    const whom = row === undefined ? undefined : decisions.get(rowKey(row));
    if (match.kind !== 'undecided' || row === undefined || whom === undefined) return match;
    const candidates = match.candidates.map(({ known: { client } }) => client);
    if (whom === 'new') return mayBeNew(row, candidates) ? { kind: 'new' } : match;
    const known = match.candidates.find(({ id }) => id === whom);
    if (known?.known.client.siteId !== siteId || taken.has(known.id)) return match;
    taken.add(known.id);
    return { kind: 'known', known, isDecided: true };
  });
}

/** An import changes nobody at another site: it asks about them. */
function onlyHere(match: RosterMatch<Known>, siteId: string): RosterMatch<Known> {
  return match.kind === 'known' && match.known.known.client.siteId !== siteId
    ? { kind: 'undecided', because: 'elsewhere', candidates: [match.known] }
    : match;
}

/** Nobody shares an ID number. */
function mayBeNew({ idNumber }: RosterRow, candidates: readonly ClientView[]): boolean {
  return idNumber === undefined || candidates.every((candidate) => candidate.idNumber !== idNumber);
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

/** School and class of each row. Those that are not there yet are made by `begin`, for a row of which something is written. */
async function placeRows(
  change: Change,
  siteId: string,
  rows: readonly RosterRow[],
): Promise<{
  places: ReadonlyMap<RosterRow, Place>;
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
  const begin = ({ schoolId, classId }: Place) => {
    for (const id of [schoolId, classId]) {
      const insert = id === null ? undefined : fresh.get(id);
      if (id === null || insert === undefined) continue;
      change.push(insert);
      fresh.delete(id);
    }
  };
  return { places, schoolOf, begin };
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

type Held = ReadonlyMap<string, ClientRow>;

/**
 * Those who will be written anew, as they are at this moment and stay until the commit: what others save meanwhile is neither lost nor
 * undone, nor is whoever was erased.
 */
async function holdChanged(
  change: Change,
  rows: readonly PlacedRow[],
  matches: readonly (RosterMatch<Known> | Decided)[],
): Promise<Held> {
  const { organisationId } = change;
  const ids = rows.flatMap((placed, at) => {
    const match = matches[at];
    if (match?.kind !== 'known') return [];
    return differing(match.known.known.client, saidBy(match, placed)).length === 0 ? [] : [match.known.id];
  });
  const held = new Map<string, ClientRow>();
  for (const part of chunks(ids.toSorted(), BATCH)) {
    const [found] = await change.all(sql.lockClientsByIds({ organisationId, ids: part }));
    for (const row of found) held.set(row.id, row);
  }
  return held;
}

/** Writes what the roster says differently. @returns whether anything was different */
async function updateKnown(change: Change, match: Decided, placed: PlacedRow, held: Held): Promise<boolean> {
  const { known } = match.known;
  const row = held.get(known.client.id);
  const added = placed.row.guardians.filter((guardian) => addMissingGuardian(change, known, guardian));
  if (row === undefined || row.wrapped === null) return added.length > 0;
  const client = viewClient(change.keys, row);
  const said = saidBy(match, placed);
  const fields = differing(client, said);
  if (fields.length > 0) await rewriteClient(change, row, { ...client, ...said }, fields);
  return fields.length + added.length > 0;
}

function differing(client: ClientView, said: Partial<ClientView>): string[] {
  return Object.entries(said).flatMap(([field, value]) =>
    client[field as keyof ClientView] === value ? [] : [field],
  );
}

/** What the row says of the person; what it leaves out stays. */
function saidBy(
  { known: { schoolId }, isDecided }: Pick<Decided, 'known' | 'isDecided'>,
  { row, place }: PlacedRow,
): Partial<ClientView> {
  // a roster that names the school alone takes nobody out of a class of it
  const isInSchool = place.classId === place.schoolId && schoolId === place.schoolId;
  return {
    ...(isDecided === true ? { name: row.name } : {}),
    ...(row.sex === undefined ? {} : { sex: row.sex }),
    ...(row.birthDate === undefined ? {} : { birthDate: row.birthDate }),
    ...(row.idNumber === undefined ? {} : { idNumber: row.idNumber }),
    ...(row.studentNumber === undefined ? {} : { studentNumber: row.studentNumber }),
    ...(row.address === undefined ? {} : { address: row.address }),
    ...(place.classId === null || isInSchool ? {} : { classId: place.classId }),
  };
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
