import { matchClient, indexKnown, type KnownPerson } from '../../domain/roster/match-client.ts';
import type { Rejection } from '../../domain/roster/rejection.ts';
import type { RosterHeader } from '../../domain/roster/roster-header.ts';
import type { RosterRow } from '../../domain/roster/roster-row.ts';
import { findReachableSite } from '../organisations/public.ts';
import { AppError } from '../platform/work/errors.ts';
import { newId } from '../platform/database/ids.ts';
import type { Change } from '../platform/work/work.ts';
import { registerMany, type NewPerson } from './register-many.ts';
import { findKnownClients, type KnownClient } from './roster-match.ts';
import { guardianPlace, sealJson } from './sealed.ts';
import { rewriteClient } from './service.ts';
import * as sql from './sql.ts';
import { insertGuardian } from './sql-family.ts';

export interface ImportedRow {
  readonly row: RosterRow;
  readonly change: 'created' | 'updated' | 'unchanged';
}

export interface ImportResult {
  readonly imported: readonly ImportedRow[];
  readonly rejected: readonly Rejection[];
}

interface Place {
  readonly classId: string | null;
  readonly schoolId: string | null;
}

type Known = KnownPerson & { readonly known: KnownClient };

const BATCH = 500;

/**
 * Brings the clients of a site up to a roster: new rows are registered, known ones updated where the roster says
 * something else, the rest left alone. Values that the roster leaves out stay. All in the caller's transaction.
 * @throws AppError unknown_site
 */
export async function importRoster(
  change: Change,
  siteId: string,
  header: RosterHeader,
  rows: readonly RosterRow[],
): Promise<ImportResult> {
  const site = await findReachableSite(change, siteId);
  if (site === undefined)
    throw new AppError('unknown_site', { fields: [{ path: 'siteId', code: 'unknown_site' }] });
  const places = await placeRows(change, siteId, rows);
  const classIds = [...new Set([...places.values()].flatMap(({ classId }) => classId ?? []))];
  const schoolOf = new Map([...places.values()].map(({ classId, schoolId }) => [classId, schoolId]));
  const { known, isUnreadable } = await findKnownClients(change, rows, classIds, schoolOf);
  const index = indexKnown(
    known.map((item): Known => ({
      ...item.client,
      schoolId: schoolOf.get(item.client.classId) ?? null,
      known: item,
    })),
  );
  const imported: ImportedRow[] = [];
  const rejected: Rejection[] = [];
  const fresh: NewPerson[] = [];
  for (const row of rows) {
    const place = places.get(row) ?? { classId: null, schoolId: null };
    if (isUnreadable(row, place)) {
      rejected.push(unreadable(row, header));
      continue;
    }
    const match = matchClient(row, place, index);
    if (match.kind === 'contradiction') rejected.push(contradiction(row, match.field, header));
    else if (match.kind === 'new') {
      fresh.push(newPerson(row, { siteId, regionCode: site.region_code, classId: place.classId }));
      imported.push({ row, change: 'created' });
    } else {
      const isChanged = await updateKnown(change, match.known.known, row, place.classId);
      imported.push({ row, change: isChanged ? 'updated' : 'unchanged' });
    }
  }
  for (let start = 0; start < fresh.length; start += BATCH)
    await registerMany(change, fresh.slice(start, start + BATCH));
  const touched = [...fresh.map(({ id }) => id), ...known.map(({ client }) => client.id)];
  const detail = { created: fresh.length, rejected: rejected.length };
  change.audit({ action: 'roster.import', subjectKind: 'client', subjectIds: touched, detail });
  if (fresh.length > 0) change.emit({ type: 'roster.imported', subjectId: siteId });
  return { imported, rejected };
}

/** Whether it says something else than the roster is not known: nobody must take it for being right. */
function unreadable(row: RosterRow, header: RosterHeader): Rejection {
  const column = header.columns.find(({ field }) => field === 'name')?.heading ?? '';
  return { row: row.row, column, code: 'record_unreadable', parameters: {} };
}

function contradiction(row: RosterRow, field: 'idNumber' | 'studentNumber', header: RosterHeader): Rejection {
  const heading = header.columns.find((column) => column.field === field)?.heading ?? '';
  const code = field === 'idNumber' ? 'id_number_of_another_name' : 'student_number_of_another_name';
  return { row: row.row, column: heading, code, parameters: {} };
}

/** School and class of each row; those that are not there yet are made. */
async function placeRows(
  change: Change,
  siteId: string,
  rows: readonly RosterRow[],
): Promise<Map<RosterRow, Place>> {
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
  return new Map(
    rows.map((row) => {
      const schoolId = row.school === undefined ? null : ensure('school', row.school, null, null);
      const className = classNameOf(row);
      const classId =
        className === undefined ? schoolId : ensure('class', className, schoolId, row.grade ?? null);
      return [row, { classId, schoolId }];
    }),
  );
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
    guardian:
      row.guardianName === undefined && row.guardianPhone === undefined
        ? null
        : { id: newId(), name: row.guardianName ?? '家长', phone: row.guardianPhone ?? null },
  };
}

/** Writes what the roster says differently. @returns whether anything was different */
async function updateKnown(
  change: Change,
  known: KnownClient,
  row: RosterRow,
  classId: string | null,
): Promise<boolean> {
  const { client } = known;
  const said = {
    ...(row.sex === undefined ? {} : { sex: row.sex }),
    ...(row.birthDate === undefined ? {} : { birthDate: row.birthDate }),
    ...(row.idNumber === undefined ? {} : { idNumber: row.idNumber }),
    ...(row.studentNumber === undefined ? {} : { studentNumber: row.studentNumber }),
    ...(row.address === undefined ? {} : { address: row.address }),
    ...(classId === null ? {} : { classId }),
  };
  const differing = Object.entries(said).filter(
    ([field, value]) => client[field as keyof typeof said] !== value,
  );
  const isNewGuardian = addMissingGuardian(change, known, row);
  if (differing.length === 0) return isNewGuardian;
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
  row: RosterRow,
): boolean {
  const { organisationId, now, keys } = change;
  const { guardianName, guardianPhone = null } = row;
  if (guardians === undefined || (guardianName === undefined && guardianPhone === null)) return false;
  const isThere = guardians.some(
    ({ name, phone }) =>
      (guardianName === undefined || name === guardianName) &&
      (guardianPhone === null || phone === guardianPhone),
  );
  if (isThere || client.wrapped === null) return false;
  const id = newId(now.getTime());
  const details = { name: guardianName ?? '家长', phone: guardianPhone };
  const key = keys.personKey(client.id, client.wrapped);
  change.push(
    insertGuardian({
      organisationId,
      id,
      clientId: client.id,
      siteId: client.site_id,
      workerIds: client.worker_ids,
      relation: 'other',
      sealed: sealJson(key, { ...guardianPlace(id), organisationId }, details),
      now,
    }),
  );
  return true;
}
