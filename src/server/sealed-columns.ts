import type { OrganisationSealed } from './platform/key-rotation.ts';

/** Sealed by the organisation's own key, since no person's key stands behind them: a rotation seals them anew. */
export const organisationSealed: readonly OrganisationSealed[] = [
  { table: 'account', column: 'totp_secret', key: ['id'] },
  { table: 'account', column: 'totp_pending', key: ['id'] },
  { table: 'signing_secret', column: 'sealed', key: ['key_id'] },
  { table: 'group_session', column: 'note', key: ['group_id', 'session_id'] },
  { table: 'study_interviews', column: 'findings', key: ['study_id'] },
  { table: 'help_call', column: 'sealed', key: ['id'] },
  { table: 'help_call', column: 'sealed_note', key: ['id'] },
];

/** Sealed by the key of the person whom the row is about: a rotation wraps that key anew and leaves these alone. */
export const personSealed: readonly string[] = [
  'alert.sealed_note',
  'alert_event.sealed',
  'case_event.sealed',
  'client.card',
  'client.profile',
  'consent.sealed_note',
  'encounter.note',
  'guardian.sealed',
  'mandatory_report.sealed',
  'referral.sealed',
  'response.answers',
];

/** Bytes that are no secret, or tell nothing without one: keys under keys, digests, codes, signatures, files. */
export const otherBytes: readonly string[] = [
  'audit_event.code',
  'audit_seal.code',
  'audit_seal.previous',
  'audit_seal.root',
  'creation.digest',
  'former_link.token_hash',
  'invitation.token_hash',
  'material_file.content',
  'one_time_link.token_hash',
  'organisation_key.wrapped',
  'person_key.wrapped',
  'recovery_code.code_hash',
  'session.token_hash',
  'signing_key.public_key',
  'study_release.signature',
];
