import { prepare, query } from '../platform/database/statement.ts';
import type { Row } from './sql.ts';

const consentColumns = [
  'id',
  'purpose',
  'given_by',
  'guardian_id',
  'evidence',
  'sealed_note',
  'given_on',
  'expires_on',
  'withdrawn_on',
] as const;

export const listConsents = prepare((p: { organisationId: string; clientId: string }) =>
  query
    .selectFrom('consent')
    .select(consentColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('client_id', '=', p.clientId)
    .orderBy('given_on', 'desc')
    .orderBy('id', 'desc'),
);

export interface NewConsent extends Row {
  clientId: string;
  siteId: string;
  workerIds: string[];
  purpose: string;
  givenBy: string;
  guardianId: string | null;
  evidence: string;
  sealedNote: Buffer | null;
  givenOn: string;
  expiresOn: string | null;
  recordedBy: string;
  now: Date;
}

/** Empty when the id is taken. */
export const insertConsent = prepare((p: NewConsent) =>
  query
    .insertInto('consent')
    .values({
      organisation_id: p.organisationId,
      id: p.id,
      client_id: p.clientId,
      site_id: p.siteId,
      worker_ids: p.workerIds,
      purpose: p.purpose,
      given_by: p.givenBy,
      guardian_id: p.guardianId,
      evidence: p.evidence,
      sealed_note: p.sealedNote,
      given_on: p.givenOn,
      expires_on: p.expiresOn,
      recorded_by: p.recordedBy,
      created_at: p.now,
      updated_at: p.now,
    })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'id']).doNothing())
    .returning('id'),
);

export const withdrawConsent = prepare((p: Row & { clientId: string; withdrawnOn: string; now: Date }) =>
  query
    .updateTable('consent')
    .set({ withdrawn_on: p.withdrawnOn, updated_at: p.now })
    .where('organisation_id', '=', p.organisationId)
    .where('client_id', '=', p.clientId)
    .where('id', '=', p.id)
    .where('withdrawn_on', 'is', null)
    .returning('id'),
);

/** Whose consent it is; nothing where the actor may not see it. */
export const findConsentClient = prepare((p: Row) =>
  query
    .selectFrom('consent')
    .select('client_id')
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);
