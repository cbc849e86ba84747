import type { OrganisationKeys } from '../platform/keys/keyring.ts';
import type { UnsealedRow, UnsealedTable } from '../platform/keys/unsealed-states.ts';
import { matterCode } from './matter-code.ts';
import { openWords, sealState, sealWords } from './sealed.ts';

/** Whose key seals; undefined where the person was erased: what stood in the clear is gone then as well. */
function personOf({ person, wrapped }: UnsealedRow) {
  return person === null || wrapped === null ? undefined : { clientId: person, wrapped };
}

interface AlertState {
  readonly kind: string;
  readonly matterId: string;
  readonly outcome: string | null;
  readonly isOpen: boolean;
}

function alertCode(keys: OrganisationKeys, row: UnsealedRow): Buffer | null {
  const { kind, matterId, isOpen } = row.state as unknown as AlertState;
  return isOpen ? matterCode(keys, kind, matterId) : null;
}

function sealedAlert(keys: OrganisationKeys, row: UnsealedRow): (Buffer | null)[] {
  const person = personOf(row);
  const { kind, outcome } = row.state as unknown as AlertState;
  const code = alertCode(keys, row);
  if (person === undefined) return [code, null, row.sealed];
  const words = openWords<{ note: string }>(keys, person, 'alert_note', row.id, row.sealed);
  const note =
    outcome === null ? null : sealState(keys, person, 'alert_note', row.id, { outcome }, words ?? {});
  return [code, sealState(keys, person, 'alert', row.id, { kind }), note];
}

export const unsealedCasework: readonly UnsealedTable[] = [
  {
    table: 'alert',
    hasPerson: true,
    joins: 'sealed_note',
    writes: ['matter_code', 'sealed', 'sealed_note'],
    code: { column: 'matter_code', of: alertCode },
    seal: sealedAlert,
  },
  {
    table: 'alert_event',
    hasPerson: true,
    joins: 'sealed',
    writes: ['sealed'],
    seal: (keys, row) => {
      const person = personOf(row);
      return [person === undefined ? null : sealWords(keys, person, 'alert_event', row.id, row.state)];
    },
  },
  {
    table: 'referral',
    hasPerson: true,
    joins: 'sealed',
    writes: ['sealed', 'sealed_decision'],
    seal: (keys, row) => {
      const person = personOf(row);
      if (person === undefined) return [row.sealed, null];
      const { declineReason, ...state } = row.state;
      const words = openWords<object>(keys, person, 'referral', row.id, row.sealed);
      return [
        sealState(keys, person, 'referral', row.id, state, words),
        declineReason === null
          ? null
          : sealState(keys, person, 'referral_decision', row.id, { declineReason }),
      ];
    },
  },
  {
    table: 'client_case',
    hasPerson: true,
    joins: 'sealed_closure',
    writes: ['sealed_closure'],
    seal: (keys, row) => {
      const person = personOf(row);
      return [person === undefined ? null : sealState(keys, person, 'case_closure', row.id, row.state)];
    },
  },
];
