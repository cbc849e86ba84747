import type { Database } from '../../../db/types.ts';
import type { PersonSealed } from '../platform/keys/spelling-repair.ts';

export const tables: readonly (keyof Database)[] = [
  'alert',
  'alert_event',
  'case_event',
  'client_case',
  'closure_request',
  'correction',
  'encounter',
  'encounter_helper',
  'mandatory_report',
  'referral',
];

export const personSealed: readonly PersonSealed[] = [
  { table: 'alert', column: 'sealed' },
  { table: 'alert', column: 'sealed_note' },
  { table: 'alert_event', column: 'sealed' },
  { table: 'case_event', column: 'sealed' },
  { table: 'client_case', column: 'sealed_closure' },
  { table: 'client_case', column: 'sealed_next_step' },
  { table: 'closure_request', column: 'sealed' },
  { table: 'closure_request', column: 'sealed_decision' },
  { table: 'correction', column: 'sealed' },
  { table: 'encounter', column: 'note' },
  // reports were events of cases once
  { table: 'mandatory_report', column: 'sealed', place: { table: 'case_event', column: 'sealed' } },
  { table: 'referral', column: 'sealed' },
  { table: 'referral', column: 'sealed_decision' },
];

export const otherBytes: readonly string[] = ['alert.matter_code'];
