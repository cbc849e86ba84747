import { documentKey, isOnePersons } from '../people/identity-document.ts';
import { nameKey } from '../people/person-name.ts';
import type { VolunteerGuardian, VolunteerProfile } from '../volunteers/profile.ts';
import { readVolunteerNumber } from '../volunteers/volunteer-number.ts';
import type { ImportedPerson, ImportRejection, ImportRow, RowPlace } from './import-row.ts';

/** A volunteer whom the organisation has in its book. */
export interface KnownVolunteer {
  readonly id: string;
  readonly number: string;
  /** null: it does not open */
  readonly name: string | null;
  readonly profile: VolunteerProfile | null;
  /** no account is behind the entry: what it says came from a table */
  readonly isBrought: boolean;
}

/** Somebody of the file, with all rows that are of them. */
export interface FilePerson {
  readonly first: RowPlace;
  readonly said: ImportedPerson;
  readonly rows: readonly ImportRow[];
}

/** Why nobody can say for sure whom the rows mean. */
export type ImportDoubt =
  | 'number_other_name'
  | 'id_other_name'
  | 'phone_other_name'
  | 'namesake'
  | 'corrected'
  | 'several'
  | 'has_left'
  | 'claimed_twice';

export type PersonFate =
  | { readonly kind: 'new' }
  | { readonly kind: 'known'; readonly known: KnownVolunteer }
  /** a number of this platform that nobody of the book has: of somebody who left, or of another organisation */
  | { readonly kind: 'unknown_number' }
  | {
      readonly kind: 'undecided';
      readonly because: ImportDoubt;
      readonly candidates: readonly KnownVolunteer[];
      /** false: a candidate has the number or the document */
      readonly mayBeNew: boolean;
    };

export function placeKey({ sheet, row }: RowPlace): string {
  return `${sheet ?? ''}|${row}`;
}

const MOST_CANDIDATES = 10;

/**
 * Rows that are of one person: the same number, document, or name with telephone or birth date. A row with a name alone is of the one person of
 * that name; of several it is refused. What rows of one person contradict each other in is nobody's to choose: the later row is refused.
 */
export function personsOf(
  rows: readonly ImportRow[],
  columnOf: (place: RowPlace, field: keyof ImportedPerson) => string,
): { persons: FilePerson[]; rejected: ImportRejection[] } {
  const rejected: ImportRejection[] = [];
  const groups = new Groups();
  for (const row of rows) groups.add(row, strongKeys(row.person));
  const byName = Map.groupBy(groups.all(), ({ names }) => [...names][0] ?? '');
  const alone: ImportRow[] = [];
  for (const row of rows) {
    if (strongKeys(row.person).length > 0) continue;
    const namesakes = byName.get(nameKey(row.person.name ?? '')) ?? [];
    if (namesakes.length === 0) alone.push(row);
    else if (namesakes.length === 1) namesakes[0]?.rows.push(row);
    else
      rejected.push({
        ...place(row),
        column: columnOf(row, 'name'),
        code: 'person_ambiguous',
        parameters: {},
      });
  }
  const named = [...Map.groupBy(alone, ({ person }) => nameKey(person.name ?? '')).values()];
  const order = new Map(rows.map((row, at) => [row, at]));
  const at = (row: ImportRow | undefined) => (row === undefined ? 0 : (order.get(row) ?? 0));
  const persons = [...groups.all().map((group) => group.rows), ...named]
    .map((ofOne) =>
      merged(
        ofOne.toSorted((one, other) => at(one) - at(other)),
        { columnOf, rejected },
      ),
    )
    .toSorted((one, other) => at(one.rows[0]) - at(other.rows[0]));
  return { persons, rejected };
}

function place({ sheet, row }: RowPlace): RowPlace {
  return { sheet, row };
}

/** By which rows are one person's. */
function strongKeys({ number, idNumber, idKind, name, phone, birthDate }: ImportedPerson): string[] {
  const named = name === undefined ? undefined : nameKey(name);
  return [
    ...(number === undefined ? [] : [`n|${number}`]),
    ...(idNumber !== undefined && isOnePersons(idKind ?? null) ? [`i|${documentKey(idNumber)}`] : []),
    ...(named === undefined || phone === undefined ? [] : [`p|${phone}|${named}`]),
    ...(named === undefined || birthDate === undefined ? [] : [`b|${birthDate}|${named}`]),
  ];
}

interface Group {
  readonly rows: ImportRow[];
  readonly keys: Set<string>;
  readonly names: Set<string>;
}

/** Rows that have a key in common, also by way of others. */
class Groups {
  readonly #byKey = new Map<string, Group>();

  add(row: ImportRow, keys: readonly string[]): void {
    if (keys.length === 0) return;
    const found = new Set(keys.flatMap((key) => this.#byKey.get(key) ?? []));
    const none: Group = { rows: [], keys: new Set(), names: new Set() };
    const [group = none, ...others] = [...found];
    for (const other of others) {
      group.rows.push(...other.rows);
      for (const key of other.keys) group.keys.add(key);
      for (const name of other.names) group.names.add(name);
    }
    group.rows.push(row);
    if (row.person.name !== undefined) group.names.add(nameKey(row.person.name));
    for (const key of keys) group.keys.add(key);
    for (const key of group.keys) this.#byKey.set(key, group);
  }

  all(): Group[] {
    return [...new Set(this.#byKey.values())];
  }
}

/** What one person has one of. */
const single = ['name', 'number', 'sex', 'birthDate', 'idNumber', 'phone'] as const;

function merged(
  rows: readonly ImportRow[],
  { columnOf, rejected }: { columnOf: ColumnOf; rejected: ImportRejection[] },
): FilePerson {
  const kept: ImportRow[] = [];
  let said: ImportedPerson = {};
  const from = new Map<string, number>();
  for (const row of rows) {
    const other = single.find((field) => differs(field, said[field], row.person[field]));
    if (other !== undefined) {
      const parameters = { firstRow: from.get(other) ?? 0 };
      rejected.push({
        ...place(row),
        column: columnOf(row, other),
        code: 'person_contradicts_row',
        parameters,
      });
      continue;
    }
    for (const field of single)
      if (said[field] === undefined && row.person[field] !== undefined) from.set(field, row.row);
    // what stands first stands
    said = { ...row.person, ...said };
    kept.push(row);
  }
  return { first: place(kept[0] ?? { sheet: null, row: 0 }), said, rows: kept };
}

type ColumnOf = (place: RowPlace, field: keyof ImportedPerson) => string;

function differs(
  field: (typeof single)[number],
  one: string | undefined,
  other: string | undefined,
): boolean {
  if (one === undefined || other === undefined) return false;
  if (field === 'name') return nameKey(one) !== nameKey(other);
  if (field === 'idNumber') return documentKey(one) !== documentKey(other);
  return one !== other;
}

/**
 * Whom each person of a file is, among those whom the organisation knows. A number, or a document, with the same name decides; a name with birth date
 * or telephone too where nothing speaks against it. All else is a doubt that somebody decides.
 * @param options.decisions by placeKey of the person's first row: the candidate's id, or `new`
 * @param options.hasLeft whether they were in the book and are no more: nobody is brought back unasked
 */
export function matchPersons(
  persons: readonly FilePerson[],
  known: readonly KnownVolunteer[],
  {
    decisions,
    hasLeft,
  }: { decisions: ReadonlyMap<string, string>; hasLeft: (said: ImportedPerson) => boolean },
): PersonFate[] {
  const index = new KnownIndex(known);
  const fates = persons.map(({ first, said }) => {
    const fate = index.fateOf(said);
    return decided(
      mayBeAnybody(fate) && hasLeft(said) ? leftBefore(fate) : fate,
      decisions.get(placeKey(first)),
    );
  });
  const claims = Map.groupBy(
    fates.flatMap((fate, at) => (fate.kind === 'known' ? [{ id: fate.known.id, at }] : [])),
    ({ id }) => id,
  );
  return fates.map((fate, at) => {
    if (fate.kind !== 'known' || claims.get(fate.known.id)?.[0]?.at === at) return fate;
    return { kind: 'undecided', because: 'claimed_twice', candidates: [fate.known], mayBeNew: true };
  });
}

function mayBeAnybody(fate: PersonFate): boolean {
  return fate.kind === 'new' || (fate.kind === 'undecided' && fate.mayBeNew);
}

function leftBefore(fate: PersonFate): PersonFate {
  return undecided('has_left', fate.kind === 'undecided' ? fate.candidates : [], true);
}

function decided(fate: PersonFate, whom: string | undefined): PersonFate {
  if (fate.kind !== 'undecided' || whom === undefined) return fate;
  if (whom === 'new') return fate.mayBeNew ? { kind: 'new' } : fate;
  const known = fate.candidates.find(({ id }) => id === whom);
  return known === undefined ? fate : { kind: 'known', known };
}

class KnownIndex {
  readonly #byNumber: ReadonlyMap<string, KnownVolunteer>;
  readonly #byDocument: ReadonlyMap<string, KnownVolunteer[]>;
  readonly #byName: ReadonlyMap<string, KnownVolunteer[]>;
  readonly #byPhone: ReadonlyMap<string, KnownVolunteer[]>;

  constructor(known: readonly KnownVolunteer[]) {
    this.#byNumber = new Map(known.map((one) => [one.number, one]));
    this.#byDocument = groupedBy(known, ({ profile }) =>
      profile?.idNumber == null || !isOnePersons(profile.idKind) ? undefined : documentKey(profile.idNumber),
    );
    this.#byName = groupedBy(known, ({ name }) => (name === null ? undefined : nameKey(name)));
    this.#byPhone = groupedBy(known, ({ profile }) => profile?.phone);
  }

  fateOf(said: ImportedPerson): PersonFate {
    const number = said.number === undefined ? undefined : readVolunteerNumber(said.number);
    const ofNumber = number === undefined ? undefined : this.#byNumber.get(number);
    if (ofNumber !== undefined) {
      if (isOtherName(said, ofNumber)) return undecided('number_other_name', [ofNumber], false);
      return contradicts(said, ofNumber)
        ? undecided('corrected', [ofNumber], false)
        : { kind: 'known', known: ofNumber };
    }
    if (number !== undefined) return { kind: 'unknown_number' };
    const ofDocument =
      said.idNumber === undefined || !isOnePersons(said.idKind ?? null)
        ? []
        : (this.#byDocument.get(documentKey(said.idNumber)) ?? []);
    if (ofDocument.length > 0) return this.#byDocumentOf(said, ofDocument);
    const namesakes = said.name === undefined ? [] : (this.#byName.get(nameKey(said.name)) ?? []);
    return this.#among(said, namesakes);
  }

  #byDocumentOf(said: ImportedPerson, holders: readonly KnownVolunteer[]): PersonFate {
    const [one] = holders;
    if (one === undefined || holders.length > 1) return undecided('several', holders, false);
    return isOtherName(said, one) ? undecided('id_other_name', [one], false) : { kind: 'known', known: one };
  }

  #among(said: ImportedPerson, namesakes: readonly KnownVolunteer[]): PersonFate {
    const proven = namesakes.filter((one) => isProven(said, one));
    const [one, another] = proven;
    if (another !== undefined) return undecided('several', proven, true);
    if (one !== undefined && !contradicts(said, one)) return { kind: 'known', known: one };
    if (one !== undefined) return undecided('corrected', proven, true);
    const open = namesakes.filter((other) => !contradicts(said, other));
    if (open.length > 0) return undecided('namesake', open, true);
    const sharers = said.phone === undefined ? [] : (this.#byPhone.get(said.phone) ?? []);
    if (sharers.length > 0) return undecided('phone_other_name', sharers, true);
    return { kind: 'new' };
  }
}

/**
 * Rows with a name alone that the file gives to the one of that name in it, where the book has somebody else of that name: they may be either's.
 */
export function ambiguousRows(
  { rows }: FilePerson,
  fate: PersonFate,
  namesakes: readonly KnownVolunteer[],
): readonly ImportRow[] {
  const weak = rows.filter(({ person }) => strongKeys(person).length === 0);
  if (weak.length === rows.length || fate.kind === 'undecided') return [];
  const own = fate.kind === 'known' ? fate.known.id : undefined;
  return namesakes.some(({ id }) => id !== own) ? weak : [];
}

function groupedBy(
  known: readonly KnownVolunteer[],
  keyOf: (one: KnownVolunteer) => string | undefined,
): ReadonlyMap<string, KnownVolunteer[]> {
  const groups = new Map<string, KnownVolunteer[]>();
  for (const one of known) {
    const key = keyOf(one);
    if (key !== undefined) groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return groups;
}

function undecided(
  because: ImportDoubt,
  candidates: readonly KnownVolunteer[],
  mayBeNew: boolean,
): PersonFate {
  return { kind: 'undecided', because, candidates: candidates.slice(0, MOST_CANDIDATES), mayBeNew };
}

function isOtherName({ name }: ImportedPerson, known: KnownVolunteer): boolean {
  return name !== undefined && known.name !== null && nameKey(name) !== nameKey(known.name);
}

function isProven({ birthDate, phone }: ImportedPerson, { profile }: KnownVolunteer): boolean {
  if (profile === null) return false;
  return (
    (birthDate !== undefined && birthDate === profile.birthDate) ||
    (phone !== undefined && phone === profile.phone)
  );
}

/** What one person has one of, and does not change. */
function contradicts({ birthDate, idNumber }: ImportedPerson, { profile }: KnownVolunteer): boolean {
  if (profile === null) return false;
  const isOtherDay = birthDate !== undefined && birthDate !== profile.birthDate;
  const isOtherDocument =
    idNumber !== undefined &&
    profile.idNumber !== null &&
    documentKey(idNumber) !== documentKey(profile.idNumber);
  return isOtherDay || isOtherDocument;
}

/** Of whom the file says something else than what a table said before; the holder's own word no table changes. */
export function profileWith(
  { profile }: Pick<KnownVolunteer, 'profile'>,
  said: ImportedPerson,
  regionCode: string | null,
): { profile: VolunteerProfile | null; fields: readonly string[] } {
  if (profile === null) return { profile, fields: [] };
  const next: VolunteerProfile = {
    ...profile,
    sex: said.sex ?? profile.sex,
    birthDate: said.birthDate ?? profile.birthDate,
    idKind: said.idNumber === undefined ? profile.idKind : (said.idKind ?? profile.idKind),
    idNumber: said.idNumber ?? profile.idNumber,
    phone: said.phone ?? profile.phone,
    regionCode: regionCode ?? profile.regionCode,
    skills: said.skills ?? profile.skills,
    categories: said.categories ?? profile.categories,
    languages: said.languages ?? profile.languages,
    guardian: guardianOf(said) ?? profile.guardian,
  };
  const fields = (Object.keys(next) as (keyof VolunteerProfile)[]).filter(
    (field) => JSON.stringify(next[field]) !== JSON.stringify(profile[field]),
  );
  return { profile: next, fields };
}

/** Somebody who can be called: a name and a telephone. */
export function guardianOf({
  guardianName,
  guardianPhone,
  guardianRelation,
}: ImportedPerson): VolunteerGuardian | null {
  if (guardianName === undefined || guardianPhone === undefined) return null;
  return { name: guardianName, phone: guardianPhone, relation: guardianRelation ?? 'other' };
}
