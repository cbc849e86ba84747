import type { BodyOf } from '../../contract/operation.ts';
import type { ChangeClient, CreateClient } from '../../contract/clients.ts';
import type { GuardianRelation } from '../../domain/clients/guardian-relation.ts';
import type { ClientView } from './queries.ts';

/** What the form for a person's details holds; emptied fields become null. */
export interface ClientFormValues {
  name: string;
  /** null: what the number looks like */
  idKind?: ClientView['idKind'];
  idCountry?: string | null;
  idNumberConfirmed?: boolean;
  idNumber?: string | null;
  sex?: ClientView['sex'];
  birthDate?: string | null;
  phone?: string | null;
  studentNumber?: string | null;
  address?: string | null;
  note?: string | null;
  siteId?: string;
  classId?: string | null;
  status?: ClientView['status'];
  /** of somebody new; those of a client on record are changed one by one */
  guardians?: GuardianValues[];
}

export interface GuardianValues {
  name: string;
  relation: GuardianRelation;
  phone?: string | null;
}

const textFields = ['idNumber', 'phone', 'studentNumber', 'address', 'note'] as const;

/** The values as the server takes them: an emptied text is no text. */
export function enteredDetails(values: ClientFormValues): BodyOf<typeof CreateClient> {
  const texts = Object.fromEntries(textFields.map((field) => [field, emptyToNull(values[field])]));
  const { name, sex, birthDate, classId, siteId } = values;
  return {
    ...texts,
    name: name.trim(),
    sex: sex ?? null,
    birthDate: birthDate ?? null,
    ...enteredDocument(values),
    classId: classId ?? null,
    ...(siteId === undefined ? {} : { siteId }),
  };
}

/** Who issued it is asked of documents that do not say so by their kind; what was asked of another kind before does not count. */
function enteredDocument({ idKind, idCountry, idNumber, idNumberConfirmed }: ClientFormValues) {
  return {
    idKind: idKind ?? null,
    idCountry: hasIssuer(idKind) ? emptyToNull(idCountry) : null,
    idNumberConfirmed: emptyToNull(idNumber) !== null && idNumberConfirmed === true,
    ...(idKind === 'none' ? { idNumber: null } : {}),
  };
}

export function hasIssuer(kind: ClientView['idKind'] | undefined): boolean {
  return kind === 'passport' || kind === 'other';
}

/** Guardians as the server takes them with somebody new. */
export function enteredGuardians({ guardians = [] }: ClientFormValues) {
  return guardians.map(({ name, relation, phone }) => ({ name, relation, phone: emptyToNull(phone) }));
}

function emptyToNull(text: string | null | undefined): string | null {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}

/** Only what differs from the record as it was read: nobody's other field is touched. */
export function changedDetails(before: ClientView, values: ClientFormValues): BodyOf<typeof ChangeClient> {
  const entered = Object.entries({ ...enteredDetails(values), status: values.status ?? before.status });
  const known = before as unknown as Record<string, unknown>;
  return Object.fromEntries(entered.filter(([field, value]) => value !== known[field]));
}
