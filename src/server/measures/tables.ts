import type { Database } from '../../../db/types.ts';
import type { OrganisationSealed } from '../platform/keys/key-rotation.ts';
import type { PersonSealed } from '../platform/keys/spelling-repair.ts';

export const tables: readonly (keyof Database)[] = [
  'campaign',
  'campaign_class',
  'campaign_end',
  'former_link',
  'help_call',
  'instrument_wording',
  'invitation',
  'response',
  'round_figures',
];

export const organisationSealed: readonly OrganisationSealed[] = [
  { table: 'campaign_end', column: 'sealed_reason', key: ['id'] },
  { table: 'help_call', column: 'sealed', key: ['id'] },
  { table: 'help_call', column: 'sealed_note', key: ['id'] },
];

export const personSealed: readonly PersonSealed[] = [{ table: 'response', column: 'answers' }];

export const otherBytes: readonly string[] = ['former_link.token_hash', 'invitation.token_hash'];
