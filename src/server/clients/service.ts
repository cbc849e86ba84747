import type { ChangeClient, CreateClient } from '../../contract/clients.ts';
import type { BodyOf } from '../../contract/operation.ts';
import { conflictingFields } from '../../domain/clients/conflict.ts';
import { decideDetails, type PersonDetails } from '../../domain/clients/person-details.ts';
import { findReachableSite } from '../organisations/public.ts';
import { AppError } from '../platform/work/errors.ts';
import { newId } from '../platform/database/ids.ts';
import type { OrganisationKeys } from '../platform/keys/keyring.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import { insertPersonKey } from '../platform/database/person-key.ts';
import type { SealingKey } from '../platform/keys/sealing.ts';
import type { Change } from '../platform/work/work.ts';
import { refuseOutOfReach } from '../staff/public.ts';
import { readingOf } from './read-clients.ts';
import { endMatters, type Matters } from './endings.ts';
import { checkedGuardian, pushGuardian } from './guardians.ts';
import { refuseHeldNumber } from './held-number.ts';
import { addEntries, replaceEntries } from './search-entries.ts';
import { cardPlace, type Profile, profilePlace, sealJson } from './sealed.ts';
import * as sql from './sql.ts';
import { type ClientRow, type ClientView, viewClient } from './view.ts';

/** @throws AppError invalid_request, id_taken, unknown_site, unknown_class, worker_out_of_reach */
export async function createClient(change: Change, body: BodyOf<typeof CreateClient>): Promise<ClientView> {
  const { organisationId, now, keys } = change;
  const id = body.id ?? newId(now.getTime());
  const details = checkedDetails(body, dayIn(change.timeZone, now));
  const site = await getSite(change, body.siteId ?? change.settings.siteIds[0]);
  const workerIds = body.workerIds ?? (change.actorId === null ? [] : [change.actorId]);
  await refuseForeignClass(change, site.id, body.classId ?? null);
  // whoever registers is responsible: their reach was checked with the site
  if (body.workerIds !== undefined) await refuseBlindWorkers(change, site.id, workerIds);
  const { key, wrapped } = keys.newPersonKey(id);
  const guardians = (body.guardians ?? []).map(checkedGuardian);
  await refuseHeldNumber(change, details, id);
  const person = { ...emptyProfile(body), ...details };
  const row: sql.NewClient = {
    organisationId,
    id,
    siteId: site.id,
    workerIds,
    classId: body.classId ?? null,
    regionCode: body.regionCode ?? site.region_code,
    status: body.status ?? 'registered',
    sex: details.sex,
    birthYear: yearOf(details.birthDate),
    ...sealPerson(keys, key, id, person),
    now,
  };
  // refused by the row rules when the site is not the actor's
  const inserted = await change.first(sql.insertClient(row));
  if (inserted === undefined) throw new AppError('id_taken');
  change.push(insertPersonKey({ organisationId, personId: id, wrapped }));
  for (const guardian of guardians) pushGuardian(change, { id, siteId: site.id, workerIds, key }, guardian);
  await addEntries(change, [{ ...person, guardians, id, siteId: site.id, workerIds }]);
  change.audit({ action: 'client.create', subjectKind: 'client', subjectIds: [id] });
  change.emit({
    type: 'client.created',
    subjectId: id,
    data: { region: row.regionCode, status: row.status },
  });
  return getClient(change, id);
}

/** @throws AppError not_found, version_conflict, invalid_request, unknown_site, unknown_class, worker_out_of_reach */
export async function changeClient(
  change: Change,
  id: string,
  version: number,
  body: BodyOf<typeof ChangeClient>,
): Promise<ClientView> {
  const { organisationId, now, keys } = change;
  const row = await change.first(sql.lockClient({ organisationId, id }));
  if (row === undefined || row.wrapped === null) throw new AppError('not_found');
  const current = viewClient(keys, row);
  const wanted = Object.keys(body).filter((field) => !isSame(body, current, field));
  const fieldVersions = row.field_versions as Record<string, number>;
  const conflicts = conflictingFields(fieldVersions, version, wanted);
  if (version > row.version || conflicts.length > 0) {
    throw new AppError('version_conflict', {
      parameters: { fields: conflicts.join(', ') },
      fields: conflicts.map((field) => ({
        path: `/${field}`,
        code: 'version_conflict',
        parameters: { fields: field },
      })),
      extra: { current },
      reading: readingOf(id),
    });
  }
  if (wanted.length === 0) {
    change.audit(readingOf(id));
    return current;
  }
  const merged = { ...current, ...definedOf(body) };
  // another number is of the kind that it looks like, and nobody has seen the document with it
  if (wanted.includes('idNumber')) {
    merged.idKind = body.idKind ?? null;
    merged.idNumberConfirmed = body.idNumberConfirmed ?? false;
  }
  // a class is of one site: whoever moves without another one leaves it
  if (wanted.includes('siteId') && !wanted.includes('classId') && merged.classId !== null) {
    merged.classId = null;
    wanted.push('classId');
  }
  const details = checkedDetails(merged, dayIn(change.timeZone, now));
  if (wanted.includes('idNumber') || wanted.includes('idKind')) await refuseHeldNumber(change, details, id);
  await getSite(change, merged.siteId);
  await refuseForeignClass(change, merged.siteId, merged.classId);
  const joining = merged.workerIds.filter((workerId) => !row.worker_ids.includes(workerId));
  await refuseBlindWorkers(change, merged.siteId, joining);
  await rewriteClient(change, row, { ...merged, ...emptyProfile(merged), ...details }, wanted);
  return getClient(change, id);
}

/** What a person is found by, and where. */
const searchedFields = new Set(['name', 'phone', 'idNumber', 'studentNumber', 'siteId']);

/** Writes a client anew, search entries included; the caller has checked the values. */
async function rewriteClient(
  change: Change,
  row: ClientRow,
  client: ClientView,
  fields: readonly string[],
): Promise<void> {
  writeClient(change, row, client, fields);
  if (isFoundBy(fields)) await replaceEntries(change, [{ client: row, person: client }]);
}

/** A place in a list is not given back: what is found as before keeps its entries. */
export function isFoundBy(fields: readonly string[]): boolean {
  return fields.some((field) => searchedFields.has(field));
}

/** Sealed rows and scope columns anew; entries are the caller's to replace where the person is found by the fields. */
export function writeClient(
  change: Change,
  row: ClientRow,
  client: ClientView,
  fields: readonly string[],
): void {
  const { organisationId, now, keys } = change;
  const { id } = row;
  if (row.wrapped === null) throw new AppError('not_found');
  const next = row.version + 1;
  const scope = { siteId: client.siteId, workerIds: client.workerIds };
  const fieldVersions = {
    ...(row.field_versions as Record<string, number>),
    ...Object.fromEntries(fields.map((field) => [field, next])),
  };
  change.push(
    sql.updateClient({
      organisationId,
      id,
      ...scope,
      classId: client.classId,
      regionCode: client.regionCode,
      status: client.status,
      sex: client.sex,
      birthYear: yearOf(client.birthDate),
      ...sealPerson(keys, keys.personKey(id, row.wrapped), id, client),
      fieldVersions: JSON.stringify(fieldVersions),
      version: next,
      now,
    }),
  );
  change.audit({
    action: 'client.change',
    subjectKind: 'client',
    subjectIds: [id],
    detail: { fields: [...fields] },
  });
  change.emit({ type: 'client.changed', subjectId: id });
}

/**
 * Makes workers responsible for a client, beside those who are.
 * @throws AppError not_found, worker_out_of_reach naming `path`
 */
export async function addWorkers(
  change: Change,
  id: string,
  workerIds: readonly string[],
  path?: string,
): Promise<void> {
  const { organisationId, now } = change;
  const row = await change.first(sql.lockClient({ organisationId, id }));
  if (row === undefined) throw new AppError('not_found');
  await refuseBlindWorkers(change, row.site_id, workerIds, path);
  const all = [...new Set([...row.worker_ids, ...workerIds])];
  if (all.length === row.worker_ids.length) return;
  change.push(sql.updateWorkers({ organisationId, id, workerIds: all, now }));
}

/** The risk of the latest assessment, so that lists and the client's own page say it too. */
export function setRisk(change: Change, id: string, riskLevel: ClientView['riskLevel']): void {
  const { organisationId, now } = change;
  change.push(sql.updateRisk({ organisationId, id, riskLevel, now }));
}

/** Takes part in nothing any more; the caller holds the client. */
export function archiveClient(change: Change, id: string): void {
  const { organisationId, now } = change;
  change.push(sql.archiveClient({ organisationId, id, now }));
}

/** @throws AppError not_found, and the refusals of endMatters */
export async function eraseClient(
  change: Change,
  id: string,
  reason: string,
  matters: Matters,
): Promise<void> {
  const { organisationId, now } = change;
  const row = await change.first(sql.lockClient({ organisationId, id }));
  if (row === undefined) throw new AppError('not_found');
  if (row.wrapped !== null) await endMatters(change, matters, { clientId: id, end: 'erased' });
  for (const step of sql.eraseClient({ organisationId, id, now })) change.push(step);
  change.forgetPerson(id);
  change.audit({ action: 'client.erase', subjectKind: 'client', subjectIds: [id], detail: { reason } });
  change.emit({ type: 'client.erased', subjectId: id });
}

async function getClient(change: Change, id: string): Promise<ClientView> {
  const row = await change.first(sql.readClient({ organisationId: change.organisationId, id }));
  // written by this transaction, yet not to be seen: the actor gave the client away
  if (row === undefined) throw new AppError('not_found');
  return viewClient(change.keys, row);
}

async function getSite(change: Change, siteId: string | undefined) {
  const site = siteId === undefined ? undefined : await findReachableSite(change, siteId);
  if (site === undefined)
    throw new AppError('unknown_site', { fields: [{ path: '/siteId', code: 'unknown_site' }] });
  return site;
}

/** A class of another site is out of reach, though it is of the organisation. */
async function refuseForeignClass(change: Change, siteId: string, classId: string | null): Promise<void> {
  if (classId === null) return;
  const schoolClass = await change.first(
    sql.readClass({ organisationId: change.organisationId, id: classId }),
  );
  if (schoolClass?.site_id !== siteId)
    throw new AppError('unknown_class', { fields: [{ path: '/classId', code: 'unknown_class' }] });
}

/** Whoever becomes responsible must see the client; who was before may stay. */
function refuseBlindWorkers(
  change: Change,
  siteId: string,
  workerIds: readonly string[],
  path = '/workerIds',
): Promise<void> {
  return refuseOutOfReach(change, { accountIds: workerIds, permission: 'client.read', siteId, path });
}

type EnteredPerson = Pick<BodyOf<typeof CreateClient>, keyof PersonDetails>;

/** @throws AppError invalid_request naming each field */
function checkedDetails(entered: EnteredPerson, today: string): PersonDetails {
  const result = decideDetails(
    {
      name: entered.name,
      sex: entered.sex ?? null,
      birthDate: entered.birthDate ?? null,
      idKind: entered.idKind ?? null,
      idNumber: emptyToNull(entered.idNumber),
      idCountry: emptyToNull(entered.idCountry),
      idNumberConfirmed: entered.idNumberConfirmed ?? false,
      phone: emptyToNull(entered.phone),
    },
    today,
  );
  if (result.ok && result.details.name !== '') return result.details;
  const errors = result.ok ? [{ field: 'name', code: 'field_required' as const }] : result.errors;
  throw new AppError('invalid_request', {
    fields: errors.map(({ field, ...rest }) => ({ path: `/${field}`, ...rest })),
  });
}

function emptyProfile(entered: {
  studentNumber?: string | null;
  address?: string | null;
  note?: string | null;
}) {
  return {
    studentNumber: emptyToNull(entered.studentNumber),
    address: emptyToNull(entered.address),
    note: emptyToNull(entered.note),
  };
}

function emptyToNull(text: string | null | undefined): string | null {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}

function sealPerson(
  keys: OrganisationKeys,
  key: SealingKey,
  id: string,
  person: PersonDetails & Pick<Profile, 'studentNumber' | 'address' | 'note'>,
) {
  const { organisationId } = keys;
  const { name, birthDate, studentNumber, phone, address, note } = person;
  const { idKind, idNumber, idCountry, idNumberConfirmed } = person;
  const document = { idKind, idNumber, idCountry, idNumberConfirmed };
  return {
    card: sealJson(key, { ...cardPlace(id), organisationId }, { name, birthDate }),
    profile: sealJson(
      key,
      { ...profilePlace(id), organisationId },
      { ...document, studentNumber, phone, address, note },
    ),
  };
}

function yearOf(day: string | null): number | null {
  return day === null ? null : Number(day.slice(0, 4));
}

function isSame(body: object, current: object, field: string): boolean {
  const [wanted, there] = [body, current].map((side) => (side as Record<string, unknown>)[field]);
  return JSON.stringify(wanted) === JSON.stringify(there);
}

function definedOf<Body extends object>(body: Body): Partial<Body> {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as Partial<Body>;
}
