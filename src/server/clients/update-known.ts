import type { GuardianRelation } from '../../domain/clients/guardian-relation.ts';
import { decideGuardian, type GuardianDecision } from '../../domain/roster/guardian-match.ts';
import { nameKey } from '../../domain/people/person-name.ts';
import type { Doubt } from '../../domain/roster/match-client.ts';
import type { KnownPerson, PlacedRow } from '../../domain/roster/known-index.ts';
import type { RosterGuardian, RosterRow } from '../../domain/roster/roster-row.ts';
import { mapInSteps } from '../../domain/roster/steps.ts';
import { newId } from '../platform/database/ids.ts';
import type { OrganisationKeys } from '../platform/keys/keyring.ts';
import { inSteps } from '../platform/work/in-steps.ts';
import type { Change } from '../platform/work/work.ts';
import {
  chunks,
  type ComparedClient,
  type KnownClient,
  openGuardiansOf,
  type StoredGuardian,
} from './roster-match.ts';
import type { FoundAnew } from './search-entries.ts';
import { guardianPlace, sealJson } from './sealed.ts';
import { isFoundBy, writeClient } from './service.ts';
import * as sql from './sql.ts';
import { insertManyGuardians, listGuardiansOf, updateGuardian } from './sql-family.ts';
import { type ClientRow, viewClient } from './view.ts';

export type Known = KnownPerson & { readonly known: KnownClient };

/** Whom a row means. */
export interface KnownMatch {
  readonly kind: 'known';
  readonly known: Known;
  /** somebody decided so: the row's name is the corrected one */
  readonly isDecided?: true;
}

interface HeldClient {
  readonly row: ClientRow;
  readonly guardians: readonly StoredGuardian[] | undefined;
}
export type Held = ReadonlyMap<string, HeldClient>;

const AT_ONCE = 500;

/**
 * Those who will be written anew, as they are at this moment and stay until the commit: what others save meanwhile is neither lost nor
 * undone, nor is whoever was erased.
 */
export async function holdChanged(
  change: Change,
  pairs: readonly { readonly placed: PlacedRow; readonly match: KnownMatch }[],
): Promise<Held> {
  const { organisationId } = change;
  const changed = await inSteps(
    mapInSteps(pairs, ({ placed, match }) => (isDifferent(match, placed) ? [match.known.id] : [])),
  );
  const ids = changed.flat();
  const held = new Map<string, HeldClient>();
  for (const part of chunks(ids.toSorted(), AT_ONCE)) {
    const [rows] = await change.all(sql.lockClientsByIds({ organisationId, ids: part }));
    const [guardians] = await change.all(listGuardiansOf({ organisationId, clientIds: part }));
    const ofClient = Map.groupBy(guardians, ({ client_id: id }) => id);
    for (const row of rows)
      held.set(row.id, { row, guardians: openGuardiansOf(change.keys, row, ofClient.get(row.id) ?? []) });
  }
  return held;
}

/**
 * Somebody whom others changed between comparing and holding is asked about, where the row was found to mean them by what is not so any
 * more; what is now as the row says needs nobody.
 * @param held undefined where nobody is held
 */
export function asHeld(
  keys: OrganisationKeys,
  match: KnownMatch,
  { row: { name }, place }: PlacedRow,
  held: Held | undefined,
): KnownMatch | { kind: 'undecided'; because: Doubt; candidates: Known[] } {
  const compared = match.known.known.client;
  const row = held?.get(match.known.id)?.row;
  if (row === undefined || row.wrapped === null || row.version === compared.version) return match;
  const client = viewClient(keys, row);
  const hasMoved =
    client.siteId !== compared.siteId ||
    (client.classId !== compared.classId && client.classId !== place.classId);
  const isRenamed = ![compared.name, name].map(nameKey).includes(nameKey(client.name));
  if (!hasMoved && !isRenamed) return match;
  const known = { ...match.known, known: { ...match.known.known, client } };
  return { kind: 'undecided', because: hasMoved ? 'elsewhere' : 'other_name', candidates: [known] };
}

export function isDifferent(match: KnownMatch, placed: PlacedRow): boolean {
  const { client, guardians } = match.known.known;
  return (
    differing(client, saidBy(match, placed, client)).length > 0 ||
    changesOf(guardians, placed.row.guardians).length > 0
  );
}

/**
 * How many guardians somebody would have with those whom the row adds, where these are as they stay until the commit.
 * @param held undefined where nobody is held
 */
export function countGuardians(match: KnownMatch, placed: PlacedRow, held: Held | undefined): number {
  const known = (held === undefined ? match.known.known : held.get(match.known.id))?.guardians ?? [];
  const added = changesOf(known, placed.row.guardians).filter(({ kind }) => kind === 'new');
  return added.length === 0 ? 0 : known.length + added.length;
}

/** What became of somebody whom a row means. */
export interface Updated {
  readonly isChanged: boolean;
  /** whose entries are the caller's to replace */
  readonly found?: FoundAnew;
}

/** Writes what the roster says differently. */
export function updateKnown(change: Change, match: KnownMatch, placed: PlacedRow, held: Held): Updated {
  const holding = held.get(match.known.id);
  if (holding === undefined || holding.row.wrapped === null) return { isChanged: false };
  const { row } = holding;
  const client = viewClient(change.keys, row);
  const changes = changesOf(holding.guardians, placed.row.guardians);
  for (const one of changes) writeGuardian(change, row, one);
  const said = saidBy(match, placed, client);
  const fields = differing(client, said);
  const person = { ...client, ...said };
  if (fields.length > 0) writeClient(change, row, person, fields);
  const isChanged = fields.length + changes.length > 0;
  // also by the telephones of those who look after the child
  return isFoundBy(fields) || changes.length > 0
    ? { isChanged, found: { client: row, person } }
    : { isChanged };
}

function differing(client: ComparedClient, said: Partial<ComparedClient>): string[] {
  return Object.entries(said).flatMap(([field, value]) =>
    client[field as keyof ComparedClient] === value ? [] : [field],
  );
}

/** What the row says of the person; what it leaves out stays. */
function saidBy(
  { known: { schoolId }, isDecided }: KnownMatch,
  { row, place }: PlacedRow,
  client: ComparedClient,
): Partial<ComparedClient> {
  // a roster that names the school alone takes nobody out of a class of it
  const isInSchool = place.classId === place.schoolId && schoolId === place.schoolId;
  return {
    ...(isDecided === true ? { name: row.name } : {}),
    ...(row.sex === undefined ? {} : { sex: row.sex }),
    ...(row.birthDate === undefined ? {} : { birthDate: row.birthDate }),
    ...documentSaidBy(row, client),
    ...(row.studentNumber === undefined ? {} : { studentNumber: row.studentNumber }),
    ...(row.address === undefined ? {} : { address: row.address }),
    ...(place.classId === null || isInSchool ? {} : { classId: place.classId }),
  };
}

/** A kind that was only read from the number is not put in the place of the one that somebody chose. */
function documentSaidBy(
  { document, idNumber, idCountry }: RosterRow,
  client: ComparedClient,
): Partial<ComparedClient> {
  if (document === undefined) return {};
  const { kind, isKindSaid, isCheckDigitWrong } = document;
  if (idNumber === undefined) return client.idNumber === null ? { idKind: kind } : {};
  if (idNumber === client.idNumber)
    return { ...(isKindSaid ? { idKind: kind } : {}), ...(idCountry === undefined ? {} : { idCountry }) };
  return { idNumber, idKind: kind, idCountry: idCountry ?? null, idNumberConfirmed: isCheckDigitWrong };
}

type GuardianChange = Exclude<GuardianDecision<StoredGuardian>, { kind: 'known' }>;

/** @param known undefined where one of them does not open: nobody can say who is missing */
function changesOf(
  known: readonly StoredGuardian[] | undefined,
  said: readonly RosterGuardian[],
): GuardianChange[] {
  if (known === undefined) return [];
  return said.flatMap((guardian): GuardianChange[] => {
    const decision = decideGuardian(known, guardian);
    return decision.kind === 'known' ? [] : [decision];
  });
}

function writeGuardian(change: Change, client: ClientRow, decision: GuardianChange): void {
  const { organisationId, now, keys } = change;
  if (client.wrapped === null) return;
  const id = decision.kind === 'completed' ? decision.known.id : newId(now.getTime());
  const relation: GuardianRelation = decision.values.relation;
  const { name, phone } = decision.values;
  const place = { ...guardianPlace(id), organisationId };
  const sealed = sealJson(keys.personKey(client.id, client.wrapped), place, { name, phone });
  if (decision.kind === 'completed') {
    const version = decision.known.version + 1;
    change.push(updateGuardian({ organisationId, id, relation, sealed, version, now }));
    return;
  }
  const { site_id: siteId, worker_ids: workerIds, id: clientId } = client;
  const guardian = { organisationId, id, clientId, siteId, workerIds, relation, sealed, now };
  for (const insert of insertManyGuardians([guardian])) change.push(insert);
}
