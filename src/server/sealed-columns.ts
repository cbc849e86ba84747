import type { OrganisationSealed } from './platform/keys/key-rotation.ts';
import type { PersonSealed } from './platform/keys/spelling-repair.ts';

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
export const personSealed: readonly PersonSealed[] = [
  { table: 'alert', column: 'sealed' },
  { table: 'alert', column: 'sealed_note' },
  { table: 'alert_event', column: 'sealed' },
  { table: 'case_event', column: 'sealed' },
  { table: 'client', column: 'card' },
  { table: 'client', column: 'profile' },
  { table: 'client_case', column: 'sealed_closure' },
  { table: 'consent', column: 'sealed_note' },
  { table: 'correction', column: 'sealed' },
  { table: 'encounter', column: 'note' },
  { table: 'guardian', column: 'sealed' },
  // reports were events of cases once
  { table: 'mandatory_report', column: 'sealed', place: { table: 'case_event', column: 'sealed' } },
  { table: 'referral', column: 'sealed' },
  { table: 'referral', column: 'sealed_decision' },
  { table: 'response', column: 'answers' },
];

/** Bytes that are no secret, or tell nothing without one: keys under keys, digests, codes, signatures, files. */
export const otherBytes: readonly string[] = [
  'alert.matter_code',
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
  'session.network',
  'session.token_hash',
  'signing_key.public_key',
  'study_release.signature',
];
