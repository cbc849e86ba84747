import type { Static } from 'typebox';
import type { AddGuardian, ChangeGuardian, GuardianItem } from '../../contract/family.ts';
import type { BodyOf } from '../../contract/operation.ts';
import { MOST_GUARDIANS } from '../../domain/clients/guardian-relation.ts';
import { writtenName } from '../../domain/people/person-name.ts';
import { parsePhone } from '../../domain/people/phone.ts';
import type { AuditEntry } from '../platform/audit/audit.ts';
import { AppError } from '../platform/work/errors.ts';
import { newId } from '../platform/database/ids.ts';
import type { OrganisationKeys } from '../platform/keys/keyring.ts';
import type { SealingKey } from '../platform/keys/sealing.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import { isMadeAlready } from '../platform/work/repeated-change.ts';
import { getClientRow, refuseErased } from './client-row.ts';
import { replaceEntries } from './search-entries.ts';
import { type GuardianDetails, guardianPlace, openJson, sealJson } from './sealed.ts';
import { lockClient } from './sql.ts';
import * as sql from './sql-family.ts';
import { type ClientRow, viewClient } from './view.ts';

type GuardianView = Static<typeof GuardianItem>;

function readingOf(clientId: string): AuditEntry {
  return { action: 'guardian.list', subjectKind: 'client', subjectIds: [clientId] };
}

export async function listGuardians(reading: Reading, clientId: string): Promise<{ items: GuardianView[] }> {
  const { organisationId } = reading;
  const client = await getClientRow(reading, clientId);
  const [rows] = await reading.all(sql.listGuardians({ organisationId, clientId }));
  await reading.audited(readingOf(clientId));
  return { items: rows.map((row) => viewGuardian(reading.keys.beside, client, row)) };
}

interface GuardianRow {
  readonly id: string;
  readonly relation: string;
  readonly sealed: Buffer | null;
  readonly version: number;
}

function viewGuardian(keys: OrganisationKeys, client: ClientRow, row: GuardianRow): GuardianView {
  const details = openJson<GuardianDetails>(keys, client, guardianPlace(row.id), row.sealed);
  return {
    id: row.id,
    relation: row.relation as GuardianView['relation'],
    name: details?.name ?? '—',
    phone: details?.phone ?? null,
    version: row.version,
  };
}

/** @throws AppError not_found */
export async function getGuardian(reading: Reading, clientId: string, id: string): Promise<GuardianView> {
  await refuseErased(reading, clientId);
  const guardian = (await listGuardians(reading, clientId)).items.find((item) => item.id === id);
  if (guardian === undefined) throw new AppError('not_found');
  return guardian;
}

interface EnteredGuardian extends GuardianDetails {
  readonly id: string;
  readonly relation: GuardianView['relation'];
}

/** @throws AppError invalid_request naming `path` */
export function checkedGuardian(
  { id, relation, name, phone }: BodyOf<typeof AddGuardian>,
  index?: number,
): EnteredGuardian {
  const path = index === undefined ? '/phone' : `/guardians/${index}/phone`;
  return {
    id: id ?? newId(),
    relation,
    name: writtenName(name),
    phone: checkedPhone(phone ?? null, path),
  };
}

/** Of somebody who is registered in the same change. */
export function pushGuardian(
  change: Change,
  client: { id: string; siteId: string; workerIds: string[]; key: SealingKey },
  { id, relation, name, phone }: EnteredGuardian,
): void {
  const { organisationId, now } = change;
  const place = { ...guardianPlace(id), organisationId };
  const guardian = {
    organisationId,
    id,
    clientId: client.id,
    siteId: client.siteId,
    workerIds: client.workerIds,
    relation,
    sealed: sealJson(client.key, place, { name, phone }),
    now,
  };
  for (const insert of sql.insertManyGuardians([guardian])) change.push(insert);
}

/** @throws AppError not_found, invalid_request, id_taken, too_many_guardians */
export async function addGuardian(
  change: Change,
  clientId: string,
  body: BodyOf<typeof AddGuardian>,
): Promise<GuardianView> {
  const { organisationId, now } = change;
  const client = await holdClientRow(change, clientId);
  const { id, relation, ...details } = checkedGuardian(body);
  const [others] = await change.all(sql.listGuardians({ organisationId, clientId }));
  if (others.length >= MOST_GUARDIANS) throw new AppError('too_many_guardians');
  const inserted = await change.first(
    sql.insertGuardian({
      organisationId,
      id,
      clientId,
      siteId: client.site_id,
      workerIds: client.worker_ids,
      relation,
      sealed: sealGuardian(change, client, id, details),
      now,
    }),
  );
  if (inserted === undefined) throw new AppError('id_taken');
  if (details.phone !== null) await findByGuardians(change, client);
  change.audit({ action: 'guardian.add', subjectKind: 'client', subjectIds: [clientId] });
  return { id, relation, ...details, version: 1 };
}

/** Held until the commit, so that the entries that guardians are found by are written of all of them. */
async function holdClientRow(change: Change, id: string): Promise<ClientRow> {
  const client = await change.first(lockClient({ organisationId: change.organisationId, id }));
  if (client === undefined) throw new AppError('not_found');
  return client;
}

/** Makes the client be found by the telephones of the guardians who are there now. */
async function findByGuardians(change: Change, client: ClientRow): Promise<void> {
  if (client.wrapped !== null)
    await replaceEntries(change, [{ client, person: viewClient(change.keys, client) }]);
}

/** @throws AppError not_found, version_conflict, invalid_request */
export async function changeGuardian(
  change: Change,
  key: { clientId: string; id: string },
  version: number,
  body: BodyOf<typeof ChangeGuardian>,
): Promise<GuardianView> {
  const { organisationId, now } = change;
  const client = await holdClientRow(change, key.clientId);
  const row = await change.first(sql.lockGuardian({ organisationId, ...key }));
  if (row === undefined) throw new AppError('not_found');
  const current = viewGuardian(change.keys, client, row);
  const sent = {
    relation: body.relation,
    name: body.name === undefined ? undefined : writtenName(body.name),
    phone: body.phone === undefined ? undefined : checkedPhone(body.phone, '/phone'),
  };
  if (isMadeAlready(version, sent, current)) {
    change.audit(readingOf(key.clientId));
    return current;
  }
  if (row.version !== version) {
    throw new AppError('version_conflict', {
      parameters: { fields: current.name },
      extra: { current },
      reading: readingOf(key.clientId),
    });
  }
  const next: GuardianView = {
    id: row.id,
    relation: sent.relation ?? current.relation,
    name: sent.name ?? current.name,
    phone: sent.phone === undefined ? current.phone : sent.phone,
    version: version + 1,
  };
  const sealed = sealGuardian(change, client, row.id, { name: next.name, phone: next.phone });
  const { id, relation } = next;
  change.push(sql.updateGuardian({ organisationId, id, relation, sealed, version: next.version, now }));
  if (next.phone !== current.phone) await findByGuardians(change, client);
  change.audit({ action: 'guardian.change', subjectKind: 'client', subjectIds: [key.clientId] });
  return next;
}

/** @throws AppError not_found; a guardian whom a consent names is refused by the database */
export async function removeGuardian(change: Change, key: { clientId: string; id: string }): Promise<void> {
  const { organisationId } = change;
  const client = await holdClientRow(change, key.clientId);
  const removed = await change.first(sql.deleteGuardian({ organisationId, ...key }));
  if (removed === undefined) {
    // removed twice, it is removed; another client's stays
    if ((await change.first(sql.findGuardian({ organisationId, id: key.id }))) === undefined) return;
    throw new AppError('not_found');
  }
  await findByGuardians(change, client);
  change.audit({ action: 'guardian.remove', subjectKind: 'client', subjectIds: [key.clientId] });
}

/** @throws AppError not_found: the client was erased */
function sealGuardian(change: Change, client: ClientRow, id: string, details: GuardianDetails): Buffer {
  if (client.wrapped === null) throw new AppError('not_found');
  const place = { ...guardianPlace(id), organisationId: change.organisationId };
  return sealJson(change.keys.personKey(client.id, client.wrapped), place, details);
}

/** @throws AppError invalid_request naming `path` */
function checkedPhone(entered: string | null, path: string): string | null {
  if (entered === null) return null;
  const result = parsePhone(entered);
  if (result.ok) return result.phone.number;
  throw new AppError('invalid_request', { fields: [{ path, code: 'phone_invalid' }] });
}
