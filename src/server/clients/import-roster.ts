import { MOST_GUARDIANS } from '../../domain/clients/guardian-relation.ts';
import type { Place, PlacedRow } from '../../domain/roster/known-index.ts';
import type { PackedList } from '../../domain/roster/packed-list.ts';
import { isOnePersons } from '../../domain/people/identity-document.ts';
import { numberToken } from '../../domain/people/name-tokens.ts';
import { NAMELESS_GUARDIAN } from '../../domain/roster/guardian-match.ts';
import { type Doubt, matchRows, type RosterMatch } from '../../domain/roster/match-client.ts';
import type { Rejection, RejectionParameters } from '../../domain/roster/rejection.ts';
import type { RosterTable } from '../../domain/roster/roster.ts';
import { headingOf } from '../../domain/roster/roster-header.ts';
import { type RosterRow, rowKey } from '../../domain/roster/roster-row.ts';
import { sameInFile } from '../../domain/roster/same-in-file.ts';
import { mapInSteps } from '../../domain/roster/steps.ts';
import { inSchoolWidth } from '../../domain/people/student-number.ts';
import { findReachableSite, holdReachableSite } from '../organisations/public.ts';
import { AppError } from '../platform/work/errors.ts';
import { newId } from '../platform/database/ids.ts';
import type { Change } from '../platform/work/work.ts';
import { inSteps, letCollect } from '../platform/work/in-steps.ts';
import { placeRows, type RowAtPlace } from './place-rows.ts';
import { registerMany, type NewPerson } from './register-many.ts';
import type { Tell } from './roster-imports.ts';
import { type ComparedClient, findKnownClients, type KnownClient } from './roster-match.ts';
import { type FoundAnew, numberLabel, replaceEntries, type TakePlaces } from './search-entries.ts';
import { claimNumbers, listHeldLabels, listIdsByNumbers } from './sql-entries.ts';
import {
  asHeld,
  countGuardians,
  type Held,
  holdChanged,
  isDifferent,
  type Known,
  type KnownMatch,
  updateKnown,
} from './update-known.ts';

export type RowChange = 'created' | 'updated' | 'unchanged';

/** Somebody must decide whom the row means; it is left as it is. */
export interface UndecidedRow {
  readonly row: RosterRow;
  readonly because: Doubt;
  readonly candidates: readonly ComparedClient[];
  /** false: one of the candidates has its ID number, or it is known who it is */
  readonly mayBeNew: boolean;
  /** the number's check digit is wrong, and only that is to be decided */
  readonly mayBeAsWritten: boolean;
  /** another row of the file that may mean the same person */
  readonly sameAs: RosterRow | undefined;
}

export interface ImportResult {
  /** numbers of the rows by what became of them, by sheet */
  readonly imported: ReadonlyMap<string | null, Readonly<Record<RowChange, readonly number[]>>>;
  /** the first of them */
  readonly preview: readonly { readonly row: RosterRow; readonly change: RowChange }[];
  readonly undecided: readonly UndecidedRow[];
  readonly rejected: readonly Rejection[];
}

/** How an import writes. A dry run holds nobody: whoever writes meanwhile would wait for what is undone. */
interface Writing {
  readonly dryRun: boolean;
  readonly tell: Tell;
  readonly takePlaces: TakePlaces;
}

/** Sealing so many takes some tens of milliseconds; of more at once more have pieces of names in common. */
const BATCH = 500;
const LABELS_AT_ONCE = 5_000;
const PREVIEW_ROWS = 20;

/**
 * Brings the clients of a site up to a roster: new rows are registered, known ones updated where the roster says
 * something else, the rest left alone; of whom nobody can say for sure is left to be decided. Values that the roster leaves out stay. All
 * in the caller's transaction, but for places in lists of names (see TakePlaces).
 * @throws AppError unknown_site
 */
export async function importRoster(
  change: Change,
  siteId: string,
  { tables, rows }: { readonly tables: readonly RosterTable[]; readonly rows: PackedList<RosterRow> },
  { decisions, ...how }: { decisions: Decisions } & Writing,
): Promise<ImportResult> {
  const region = await (how.dryRun ? findReachableSite : holdReachableSite)(change, siteId);
  if (region === undefined)
    throw new AppError('unknown_site', { fields: [{ path: 'siteId', code: 'unknown_site' }] });
  const { known, rejected, fresh, crowded, ...said } = await compareRows(change, siteId, rows, {
    decisions,
    ...how,
  }).then(async ({ known, rejected, ...compared }) => ({
    known,
    rejected: rejected.map(({ row, code }) => rejectionOf(row, tables, code)),
    ...(await writeRows(change, compared, how)),
  }));
  const site = { id: siteId, regionCode: region.region_code };
  const created = fresh.length;
  const registered = how.dryRun ? [] : await registerNew(change, fresh, { site, ...how });
  for (const { row, count } of crowded)
    rejected.push(rejectionOf(row, tables, 'guardians_too_many', { count, most: MOST_GUARDIANS }));
  const detail = { created, rejected: rejected.length, undecided: said.undecided.length };
  const subjectIds = [...registered, ...known];
  change.audit({ action: 'roster.import', subjectKind: 'client', subjectIds, detail });
  if (created > 0) change.emit({ type: 'roster.imported', subjectId: siteId });
  return { ...said, rejected };
}

/** Whom the rows mean; of many rows all this is let go before those who are new are written. */
interface Compared {
  readonly readable: readonly PlacedRow[];
  /** one for each of them */
  readonly matches: readonly Match[];
  readonly begin: (place: Place) => void;
  readonly held: Held | undefined;
  readonly rejected: readonly { readonly row: RosterRow; readonly code: HeldCode | 'record_unreadable' }[];
  /** ids of everybody whom the rows were compared with */
  readonly known: readonly string[];
}

async function compareRows(
  change: Change,
  siteId: string,
  rows: PackedList<RosterRow>,
  { decisions, dryRun, tell }: { decisions: Decisions } & Writing,
): Promise<Compared> {
  const { placed: asWritten, schoolOf, begin } = await placeRows(change, siteId, rows);
  const { known, isUnreadable } = await findKnownClients(change, rows, { siteId, schoolOf, tell });
  const persons = known.map((item) => asPerson(item, schoolOf));
  const placed = await inSchoolWidths(asWritten, persons);
  const closed = new Set(placed.filter(isUnreadable));
  const open = placed.filter((one) => !closed.has(one));
  const found = (await inSteps(matchRows(open, persons))).map((match) => onlyHere(match, siteId));
  const same = await inSteps(sameInFile(open, found));
  const meant = await decided(
    open,
    found.map((match, at): Match => {
      const sameAs = same.get(at);
      return sameAs === undefined
        ? match
        : { kind: 'undecided', because: 'same_in_file', candidates: [], sameAs };
    }),
    { decisions, siteId },
  );
  const numbers = new Set(persons.map(({ idNumber }) => idNumber));
  const pairs = open.flatMap((placed, at) => {
    const match = meant[at];
    return match?.kind === 'known' ? [{ placed, match }] : [];
  });
  // clients before numbers, as a form that changes somebody takes them
  const heldClients = dryRun ? undefined : await holdChanged(change, pairs);
  const all = meant.map((match, at) =>
    match.kind === 'known' ? asHeld(change.keys, match, open[at] as PlacedRow, heldClients) : match,
  );
  const held = await heldElsewhere(change, open, all, { seen: numbers, claims: !dryRun });
  return {
    readable: open.filter((one) => !held.has(one)),
    matches: all.filter((_, at) => !held.has(open[at] as PlacedRow)),
    begin,
    held: heldClients,
    rejected: [
      ...Array.from(closed, ({ row }) => ({ row, code: 'record_unreadable' as const })),
      ...Array.from(held, ([{ row }, code]) => ({ row, code })),
    ],
    known: known.map(({ client }) => client.id),
  };
}

interface Written extends Omit<ImportResult, 'rejected'> {
  readonly fresh: PlacedRow[];
  /** they would have more guardians than anybody may have on record */
  readonly crowded: readonly { readonly row: RosterRow; readonly count: number }[];
}

/**
 * Writes anew of whom the roster says something else, and says whom nobody knows. A dry run only says so: whoever registers
 * somebody meanwhile would wait for what is undone.
 */
async function writeRows(
  change: Change,
  { readable, matches, begin, held }: Pick<Compared, 'readable' | 'matches' | 'begin' | 'held'>,
  { takePlaces }: Writing,
): Promise<Written> {
  const done = new RowsDone();
  const undecided: UndecidedRow[] = [];
  const fresh: PlacedRow[] = [];
  const crowded: { row: RosterRow; count: number }[] = [];
  const found: FoundAnew[] = [];
  let changed = 0;
  for (const [at, placed] of readable.entries()) {
    if (at % BATCH === 0) await letCollect();
    const { row, place } = placed;
    const match = matches[at] ?? { kind: 'new' };
    if (match.kind === 'undecided') {
      const candidates = match.candidates.map(({ known: { client } }) => client);
      const isWritten = match.because === 'id_check_digit';
      undecided.push({
        row,
        because: match.because,
        candidates,
        mayBeNew: !isWritten && mayBeNew(row, candidates),
        mayBeAsWritten: isWritten,
        sameAs: match.sameAs,
      });
      continue;
    }
    const count = match.kind === 'new' ? row.guardians.length : countGuardians(match, placed, held);
    if (count > MOST_GUARDIANS) {
      crowded.push({ row, count });
      continue;
    }
    begin(place);
    if (match.kind === 'new') {
      fresh.push(placed);
      done.add(row, 'created');
    } else {
      const updated =
        held === undefined
          ? { isChanged: isDifferent(match, placed) }
          : updateKnown(change, match, placed, held);
      done.add(row, updated.isChanged ? 'updated' : 'unchanged');
      if (updated.found !== undefined) found.push(updated.found);
      changed += Number(updated.isChanged);
      if (updated.isChanged && changed % BATCH === 0) {
        await replaceEntries(change, found.splice(0), takePlaces);
        await written(change);
      }
    }
  }
  await replaceEntries(change, found, takePlaces);
  return { imported: done.imported, preview: done.preview, undecided, fresh, crowded };
}

class RowsDone implements Pick<ImportResult, 'imported' | 'preview'> {
  readonly imported = new Map<string | null, Record<RowChange, number[]>>();
  readonly preview: { row: RosterRow; change: RowChange }[] = [];

  add(row: RosterRow, kind: RowChange): void {
    if (this.preview.length < PREVIEW_ROWS) this.preview.push({ row, change: kind });
    const ofSheet = this.imported.get(row.sheet) ?? { created: [], updated: [], unchanged: [] };
    this.imported.set(row.sheet, ofSheet);
    ofSheet[kind].push(row.row);
  }
}

/**
 * Those who are written are let go.
 * @returns the ids that they were given
 */
async function registerNew(
  change: Change,
  fresh: PlacedRow[],
  { site, tell, takePlaces }: { site: Site } & Writing,
): Promise<string[]> {
  const ids: string[] = [];
  let writing = Promise.resolve();
  const total = fresh.length;
  while (fresh.length > 0) {
    tell('writing', ids.length, total);
    const people = fresh.splice(0, BATCH).map((placed) => newPerson(placed, site));
    await registerMany(change, people, takePlaces);
    await writing;
    // while the database writes these, the next are sealed
    writing = written(change);
    // told where it is waited for, which may be never when the next fail before
    writing.catch(() => undefined);
    ids.push(...people.map(({ id }) => id));
    await letCollect();
  }
  await writing;
  return ids;
}

/** Writes travel with the next read: what waited for the commit would fill the memory. */
async function written(change: Change): Promise<void> {
  await change.all();
}

interface Site {
  readonly id: string;
  readonly regionCode: string;
}

/** By rowKey: the id of the candidate whom somebody took, `new`, or `written`: the number stands so on the document. */
export type Decisions = ReadonlyMap<string, string>;

type Match =
  | { readonly kind: 'new' }
  | KnownMatch
  | (Extract<RosterMatch<Known>, { kind: 'undecided' }> & { readonly sameAs?: RosterRow });

/** What somebody decided, where it is still to be decided: one of the candidates, whom no other row means, or somebody new. */
function decided(
  rows: readonly PlacedRow[],
  matches: readonly Match[],
  { decisions, siteId }: { decisions: Decisions; siteId: string },
): Promise<Match[]> {
  const taken = new Set(matches.flatMap((match) => (match.kind === 'known' ? [match.known.id] : [])));
  const decide = (match: Match, at: number): Match => {
    const row = rows[at]?.row;
    const whom = row === undefined ? undefined : decisions.get(rowKey(row));
    if (row === undefined) return match;
    if (match.kind !== 'undecided') return whom === 'written' ? match : withCheckDigit(row, match);
    if (whom === undefined) return match;
    const candidates = match.candidates.map(({ known: { client } }) => client);
    if (whom === 'new') return mayBeNew(row, candidates) ? { kind: 'new' } : match;
    const known = match.candidates.find(({ id }) => id === whom);
    if (known?.known.client.siteId !== siteId || taken.has(known.id)) return match;
    taken.add(known.id);
    return { kind: 'known', known, isDecided: true };
  };
  return inSteps(mapInSteps(matches, decide));
}

/** A number that may be mistyped is written only once somebody has looked at the document; once it was, nobody is asked again. */
function withCheckDigit(row: RosterRow, match: Exclude<Match, { kind: 'undecided' }>): Match {
  if (row.document?.isCheckDigitWrong !== true) return match;
  const client = match.kind === 'known' ? match.known.known.client : undefined;
  if (client?.idNumberConfirmed === true && client.idNumber === row.idNumber) return match;
  return {
    kind: 'undecided',
    because: 'id_check_digit',
    candidates: match.kind === 'known' ? [match.known] : [],
  };
}

/**
 * Rows whose number is that of somebody in the organisation whom the actor may not see, or of somebody who was registered since the
 * rows were compared; once claimed, until the commit nobody else registers such a number.
 * @param seen numbers of those whom the actor sees: of them the matching has decided
 */
async function heldElsewhere(
  change: Change,
  rows: readonly PlacedRow[],
  matches: readonly Match[],
  { seen, claims }: { seen: ReadonlySet<string | null>; claims: boolean },
): Promise<Map<PlacedRow, HeldCode>> {
  const labels = new BigInt64Array(rows.length);
  const isAdded = new Uint8Array(rows.length);
  await inSteps(
    mapInSteps(rows, (placed, at) => {
      const { idNumber, document } = placed.row;
      const match = matches[at];
      if (idNumber === undefined || seen.has(idNumber) || !isOnePersons(document?.kind ?? null)) return;
      if (match?.kind !== 'new' && !(match?.kind === 'known' && match.known.idNumber !== idNumber)) return;
      isAdded[at] = 1;
      labels[at] = numberLabel(change.keys, numberToken('idNumber', idNumber));
    }),
  );
  const { organisationId } = change;
  const parts = partsOf(labels.filter((_, at) => isAdded[at] === 1));
  if (claims) for (const part of parts) await change.all(claimNumbers(Array.from(part, String)));
  const codes = new Map<bigint, HeldCode>();
  for (const part of parts) {
    const [found] = await change.all(listHeldLabels({ labels: Array.from(part, String), beside: null }));
    const [visible] = await change.all(
      listIdsByNumbers({ organisationId, labels: found.map(({ label }) => label) }),
    );
    const isVisible = new Set(visible.map(({ label }) => label));
    for (const { label } of found)
      codes.set(
        BigInt(label),
        isVisible.has(label) ? 'id_number_just_registered' : 'id_number_held_elsewhere',
      );
  }
  const held = new Map<PlacedRow, HeldCode>();
  if (codes.size === 0) return held;
  for (const [at, placed] of rows.entries()) {
    const code = isAdded[at] === 1 ? codes.get(labels[at] ?? 0n) : undefined;
    if (code !== undefined) held.set(placed, code);
  }
  return held;
}

/** Labels in their order, each once: whoever claims them in another order waits for others who wait for them. */
function partsOf(labels: BigInt64Array): BigInt64Array[] {
  const sorted = labels.sort();
  const different = sorted.filter((label, at) => at === 0 || label !== sorted[at - 1]);
  return Array.from({ length: Math.ceil(different.length / LABELS_AT_ONCE) }, (_, at) =>
    different.subarray(at * LABELS_AT_ONCE, (at + 1) * LABELS_AT_ONCE),
  );
}

type HeldCode = 'id_number_held_elsewhere' | 'id_number_just_registered';

/** An import changes nobody at another site: it asks about them. */
function onlyHere(match: RosterMatch<Known>, siteId: string): Match {
  return match.kind === 'known' && match.known.known.client.siteId !== siteId
    ? { kind: 'undecided', because: 'elsewhere', candidates: [match.known] }
    : match;
}

/** Nobody shares an ID number; passports of two countries may have the same. */
function mayBeNew({ idNumber, document }: RosterRow, candidates: readonly ComparedClient[]): boolean {
  if (idNumber === undefined || !isOnePersons(document?.kind ?? null)) return true;
  return candidates.every((one) => one.idNumber !== idNumber || !isOnePersons(one.idKind));
}

function asPerson(item: KnownClient, schoolOf: ReadonlyMap<string | null, string | null>): Known {
  const { client, guardians = [] } = item;
  const { id, name, sex, birthDate, idNumber, studentNumber, classId } = client;
  const schoolId = schoolOf.get(classId) ?? null;
  return { id, name, sex, birthDate, idNumber, studentNumber, classId, schoolId, guardians, known: item };
}

/** Student numbers as the school of each row writes them. */
async function inSchoolWidths(
  placed: readonly RowAtPlace[],
  known: readonly Known[],
): Promise<readonly RowAtPlace[]> {
  const onRecord = Map.groupBy(known, ({ schoolId }) => schoolId);
  const said = await inSteps(mapInSteps(placed, ({ row }) => row.studentNumber));
  const inWidth = [...placed];
  for (const [schoolId, all] of Map.groupBy(placed.keys(), (at) => placed[at]?.place.schoolId ?? null)) {
    const rows = all.filter((at) => said[at] !== undefined);
    const ofSchool = (onRecord.get(schoolId) ?? []).flatMap(({ studentNumber }) => studentNumber ?? []);
    const numbers = inSchoolWidth(
      rows.map((at) => said[at] ?? ''),
      ofSchool,
    );
    for (const [index, at] of rows.entries()) {
      const [one, number] = [placed[at], numbers[index]];
      if (one !== undefined && number !== undefined && number !== said[at])
        inWidth[at] = one.numbered(number);
    }
  }
  return inWidth;
}

const fieldOfCode = {
  record_unreadable: 'name',
  id_number_held_elsewhere: 'idNumber',
  id_number_just_registered: 'idNumber',
  guardians_too_many: 'name',
} as const;

function rejectionOf(
  { sheet, row }: RosterRow,
  tables: readonly RosterTable[],
  code: keyof typeof fieldOfCode,
  parameters: RejectionParameters = {},
): Rejection {
  const header = tables.find((table) => table.sheet === sheet)?.header;
  const column = header === undefined ? '' : headingOf(header, fieldOfCode[code]);
  return { sheet, row, column, code, parameters };
}

function newPerson({ row, place }: PlacedRow, site: Site): NewPerson {
  return {
    id: newId(),
    siteId: site.id,
    workerIds: [],
    classId: place.classId,
    regionCode: site.regionCode,
    status: 'registered',
    name: row.name,
    sex: row.sex ?? null,
    birthDate: row.birthDate ?? null,
    idKind: row.document?.kind ?? null,
    idNumber: row.idNumber ?? null,
    idCountry: row.idNumber === undefined ? null : (row.idCountry ?? null),
    idNumberConfirmed: row.document?.isCheckDigitWrong ?? false,
    studentNumber: row.studentNumber ?? null,
    phone: null,
    address: row.address ?? null,
    guardians: row.guardians.map(({ relation, name = NAMELESS_GUARDIAN, phone = null }) => ({
      id: newId(),
      relation,
      name,
      phone,
    })),
  };
}
