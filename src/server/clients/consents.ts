import type { ConsentItem, RecordClassConsent, RecordConsent } from '../../contract/clients.ts';
import { consentPurposes } from '../../contract/clients.ts';
import type { Static } from 'typebox';
import type { BodyOf } from '../../contract/operation.ts';
import {
  type ConsentFacts,
  type ConsentStanding,
  needsGuardian,
  standingOf,
} from '../../domain/clients/consent.ts';
import { AppError } from '../platform/work/errors.ts';
import { newId } from '../platform/database/ids.ts';
import type { OrganisationKeys } from '../platform/keys/keyring.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import { seal } from '../platform/keys/sealing.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import { getClientRow, refuseErased } from './client-row.ts';
import { consentPlace, ERASED, openCard, openJson } from './sealed.ts';
import * as sql from './sql.ts';
import * as consentSql from './sql-consents.ts';
import { listGuardians } from './sql-family.ts';
import type { ClientRow } from './view.ts';

type ConsentView = Static<typeof ConsentItem>;

export async function listConsents(reading: Reading, clientId: string) {
  const { organisationId, keys } = reading;
  const client = await getClientRow(reading, clientId);
  const [rows] = await reading.all(consentSql.listConsents({ organisationId, clientId }));
  const items = rows.map((row) => viewConsent(keys, client, row));
  await reading.audited({ action: 'consent.list', subjectKind: 'client', subjectIds: [clientId] });
  return { items, standing: standingsOf(reading, client, items) };
}

type Standings = Record<(typeof consentPurposes)[number], ConsentStanding>;

/** All are missing where the card does not open, as in readableStanding. */
function standingsOf(
  { keys, timeZone, now }: Pick<Reading, 'keys' | 'now' | 'timeZone'>,
  client: ClientRow,
  items: readonly (ConsentFacts & { purpose: string })[],
): Standings {
  const card = keys.beside.opened(() => openCard(keys, client) ?? ERASED);
  const standing = (purpose: string) =>
    standingOf(
      card === undefined ? [] : items.filter((item) => item.purpose === purpose),
      card?.birthDate ?? null,
      dayIn(timeZone, now),
    );
  return Object.fromEntries(consentPurposes.map((purpose) => [purpose, standing(purpose)])) as Standings;
}

/**
 * Whether each purpose's consent holds today, for other slices' decisions.
 * @throws AppError not_found
 */
export async function consentStandings(
  access: Pick<Reading, 'all' | 'first' | 'organisationId' | 'keys' | 'now' | 'timeZone'>,
  clientId: string,
): Promise<Standings> {
  const { organisationId, keys } = access;
  const client = await getClientRow(access, clientId);
  const [rows] = await access.all(consentSql.listConsents({ organisationId, clientId }));
  const items = rows.map((row) => viewConsent(keys, client, row));
  return standingsOf(access, client, items);
}

interface ConsentRow {
  id: string;
  purpose: string;
  given_by: string;
  guardian_id: string | null;
  evidence: string;
  sealed_note: Buffer | null;
  given_on: string;
  expires_on: string | null;
  withdrawn_on: string | null;
}

function viewConsent(keys: OrganisationKeys, client: ClientRow, row: ConsentRow): ConsentView {
  return {
    id: row.id,
    purpose: row.purpose as ConsentView['purpose'],
    givenBy: row.given_by as ConsentView['givenBy'],
    guardianId: row.guardian_id,
    evidence: row.evidence as ConsentView['evidence'],
    note:
      openJson<{ note: string }>(keys.beside, client, consentPlace(row.id), row.sealed_note)?.note ?? null,
    givenOn: row.given_on,
    expiresOn: row.expires_on,
    withdrawnOn: row.withdrawn_on,
  };
}

/** @throws AppError not_found, invalid_request, guardian_required, guardian_consent_required, id_taken */
export async function recordConsent(
  change: Change,
  clientId: string,
  body: BodyOf<typeof RecordConsent>,
): Promise<ConsentView> {
  const client = await getClientRow(change, clientId);
  if (client.wrapped === null) throw new AppError('not_found');
  refuseFutureDay(change, body.givenOn);
  const { birthDate } = openCard(change.keys, client) ?? ERASED;
  if (body.givenBy === 'client' && needsGuardian(birthDate, body.givenOn)) {
    throw new AppError('guardian_consent_required', {
      fields: [{ path: '/givenBy', code: 'guardian_consent_required' }],
    });
  }
  const { organisationId } = change;
  const [guardians] = await change.all(listGuardians({ organisationId, clientId }));
  const isKnown = guardians.some(({ id }) => id === body.guardianId);
  if (body.givenBy === 'guardian' && !isKnown) {
    throw new AppError('guardian_required', { fields: [{ path: '/guardianId', code: 'guardian_required' }] });
  }
  const consent = {
    id: body.id ?? newId(change.now.getTime()),
    purpose: body.purpose,
    givenBy: body.givenBy,
    guardianId: body.givenBy === 'guardian' ? (body.guardianId ?? null) : null,
    evidence: body.evidence,
    note: body.note ?? null,
    givenOn: body.givenOn,
    expiresOn: body.expiresOn ?? null,
  };
  if (!(await insertConsent(change, client, consent))) throw new AppError('id_taken');
  change.audit({
    action: 'consent.record',
    subjectKind: 'client',
    subjectIds: [clientId],
    detail: { purpose: body.purpose },
  });
  return { ...consent, withdrawnOn: null };
}

/** @throws AppError not_found */
export async function getConsent(reading: Reading, clientId: string, id: string): Promise<ConsentView> {
  await refuseErased(reading, clientId);
  const consent = (await listConsents(reading, clientId)).items.find((item) => item.id === id);
  if (consent === undefined) throw new AppError('not_found');
  return consent;
}

async function insertConsent(
  change: Change,
  client: ClientRow,
  consent: Omit<ConsentView, 'withdrawnOn'>,
): Promise<boolean> {
  const { organisationId, keys, now } = change;
  if (client.wrapped === null) return false;
  const { note, ...rest } = consent;
  const place = { ...consentPlace(consent.id), organisationId };
  const key = keys.personKey(client.id, client.wrapped);
  const inserted = await change.first(
    consentSql.insertConsent({
      ...rest,
      organisationId,
      clientId: client.id,
      siteId: client.site_id,
      workerIds: client.worker_ids,
      sealedNote: note === null ? null : seal(key, place, JSON.stringify({ note })),
      recordedBy: change.actorId ?? '',
      now,
    }),
  );
  return inserted !== undefined;
}

/** Signed forms of a class: each pupil's first guardian gave them; pupils without a guardian are named, not guessed. */
export async function recordClassConsent(
  change: Change,
  classId: string,
  body: BodyOf<typeof RecordClassConsent>,
) {
  const { organisationId } = change;
  refuseFutureDay(change, body.givenOn);
  const [clients] = await change.all(sql.listClientsByIds({ organisationId, ids: body.clientIds }));
  const members = clients.filter(({ class_id }) => class_id === classId);
  if (members.length !== body.clientIds.length) throw new AppError('not_found');
  const withoutGuardian: string[] = [];
  let recorded = 0;
  for (const client of members) {
    const guardian = await change.first(listGuardians({ organisationId, clientId: client.id }));
    if (guardian === undefined) {
      withoutGuardian.push(client.id);
      continue;
    }
    for (const purpose of body.purposes) {
      await insertConsent(change, client, {
        id: newId(change.now.getTime()),
        purpose,
        givenBy: 'guardian',
        guardianId: guardian.id,
        evidence: body.evidence,
        note: null,
        givenOn: body.givenOn,
        expiresOn: null,
      });
      recorded += 1;
    }
  }
  change.audit({
    action: 'consent.record_class',
    subjectKind: 'client',
    subjectIds: members.map(({ id }) => id),
    detail: { purposes: body.purposes },
  });
  return { recorded, withoutGuardian };
}

/** @throws AppError not_found, already_withdrawn */
export async function withdrawConsent(
  change: Change,
  clientId: string,
  id: string,
  withdrawnOn: string,
): Promise<ConsentView> {
  const { organisationId, now } = change;
  const client = await getClientRow(change, clientId);
  refuseFutureDay(change, withdrawnOn);
  const key = { organisationId, clientId, id };
  const withdrawn = await change.first(consentSql.withdrawConsent({ ...key, withdrawnOn, now }));
  const [rows] = await change.all(consentSql.listConsents({ organisationId, clientId }));
  const row = rows.find((consent) => consent.id === id);
  if (row === undefined) throw new AppError('not_found');
  if (withdrawn === undefined) {
    // the same said twice: the answer to the first time was lost
    if (row.withdrawn_on === withdrawnOn) return viewConsent(change.keys, client, row);
    throw new AppError('already_withdrawn');
  }
  change.audit({
    action: 'consent.withdraw',
    subjectKind: 'client',
    subjectIds: [clientId],
    detail: { purpose: row.purpose },
  });
  change.emit({ type: 'consent.withdrawn', subjectId: clientId, data: { purpose: row.purpose } });
  return viewConsent(change.keys, client, row);
}

function refuseFutureDay(change: Change, day: string): void {
  if (day > dayIn(change.timeZone, change.now)) {
    throw new AppError('invalid_request', { fields: [{ path: '/givenOn', code: 'calendar_day_in_future' }] });
  }
}
