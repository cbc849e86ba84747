import type { GuardianRelation } from '../clients/guardian-relation.ts';
import { nameKey } from '../people/person-name.ts';
import type { RosterGuardian } from './roster-row.ts';

/** What stands for the name of a guardian of whom a list has the telephone alone. */
export const NAMELESS_GUARDIAN = '家长';

export interface KnownGuardian {
  readonly relation: string;
  readonly name: string;
  readonly phone: string | null;
}

export interface GuardianValues extends KnownGuardian {
  readonly relation: GuardianRelation;
}

export type GuardianDecision<Known> =
  | { readonly kind: 'known' }
  | { readonly kind: 'completed'; readonly known: Known; readonly values: GuardianValues }
  | { readonly kind: 'new'; readonly values: GuardianValues };

/**
 * Whether somebody whom a row names is a guardian on record. What the record lacks of them is added: a telephone to a name, a name
 * to a telephone, what they are to the child. Another telephone of the same name is not taken for the first one's: both are kept.
 */
export function decideGuardian<Known extends KnownGuardian>(
  known: readonly Known[],
  said: RosterGuardian,
): GuardianDecision<Known> {
  const { name, phone, relation } = said;
  const isNamed = (one: Known) => name !== undefined && nameKey(one.name) === nameKey(name);
  const isRelated = (one: Known) =>
    one.relation === relation || one.relation === 'other' || relation === 'other';
  const meant =
    known.find(
      (one) =>
        (name === undefined || isNamed(one)) &&
        (phone === undefined || one.phone === phone) &&
        isRelated(one),
    ) ??
    known.find((one) => isNamed(one) && one.phone === null && isRelated(one)) ??
    known.find(
      (one) => one.name === NAMELESS_GUARDIAN && phone !== undefined && one.phone === phone && isRelated(one),
    );
  if (meant === undefined)
    return { kind: 'new', values: { relation, name: name ?? NAMELESS_GUARDIAN, phone: phone ?? null } };
  const values = {
    relation: meant.relation === 'other' ? relation : (meant.relation as GuardianRelation),
    name: meant.name === NAMELESS_GUARDIAN ? (name ?? meant.name) : meant.name,
    phone: meant.phone ?? phone ?? null,
  };
  const isSame =
    values.relation === meant.relation && values.name === meant.name && values.phone === meant.phone;
  return isSame ? { kind: 'known' } : { kind: 'completed', known: meant, values };
}
