import type { QueryOf } from '../../contract/operation.ts';
import type {
  ListVolunteers,
  OwnVolunteerView,
  VolunteerItemView,
  VolunteerView,
} from '../../contract/volunteers.ts';
import { type EntryState, isOpenEntry } from '../../domain/books/entry-life.ts';
import { regionPrefix } from '../../domain/region-prefix.ts';
import { parsePhone } from '../../domain/people/phone.ts';
import type { VolunteerProfile } from '../../domain/volunteers/profile.ts';
import { readVolunteerNumber } from '../../domain/volunteers/volunteer-number.ts';
import { readCursor, UUID, writeCursor } from '../platform/http/cursor.ts';
import type { Statement } from '../platform/database/statement.ts';
import type { OrganisationKeys } from '../platform/keys/keyring.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Reading } from '../platform/work/work.ts';
import { findBrought } from './brought.ts';
import { viewQualification } from './qualification-view.ts';
import { matcherOf } from './matcher.ts';
import { openPart } from './sealed.ts';
import * as sql from './sql.ts';

type Row = NonNullable<Awaited<ReturnType<typeof readRow>>>;
const readRow = (reading: Reading, volunteerId: string) =>
  reading.first(sql.readVolunteer({ organisationId: reading.organisationId, volunteerId }));

interface Opened {
  readonly row: Row;
  readonly name: string | undefined;
  readonly profile: VolunteerProfile | null;
}

function openRow(keys: OrganisationKeys, row: Row): Opened {
  const known = openPart(keys.beside, row, { table: 'volunteer', rowId: row.id }, row.sealed);
  return { row, name: known?.name, profile: known?.profile ?? null };
}

type KnownView = Omit<VolunteerItemView, 'recordedMinutes'>;

function viewItem({ row, name, profile }: Opened): KnownView {
  return {
    id: row.id,
    number: row.number,
    name: name ?? null,
    birthDate: profile?.birthDate ?? null,
    state: row.state as EntryState,
    regionCode: row.region_code,
    skills: row.skills as VolunteerItemView['skills'],
    categories: row.categories as VolunteerItemView['categories'],
    languages: row.languages as VolunteerItemView['languages'],
    since: row.since.toISOString(),
    isBrought: row.is_brought,
    entryVersion: row.entry_version,
  };
}

/** So many rows are opened at once where a name is looked for: some ten milliseconds. */
const AT_ONCE = 500;
/** No request opens more: a page that few belong to ends early, with a mark where to go on. */
const MOST_OPENED = 5_000;

/** How long volunteers served, which the slice of their hours knows: it stands above this one. */
export interface ServedHours {
  /** of these, by volunteer; whoever has served nothing is not there */
  readonly sum: (p: {
    organisationId: string;
    volunteerIds: string[];
  }) => Statement<{ volunteer_id: string; minutes: number }>;
  /** who has so many */
  readonly listFrom: (p: {
    organisationId: string;
    minimumMinutes: number;
  }) => Statement<{ volunteer_id: string }>;
}

/**
 * By what they can do where that was asked, by their names where words were given: a practice base has hundreds of volunteers, whose
 * names are opened and compared, so that nothing about them stands in an index.
 * @throws AppError cursor_invalid
 */
export async function listVolunteers(
  reading: Reading,
  hours: ServedHours,
  {
    limit = 50,
    after,
    q,
    state,
    skill,
    category,
    language,
    region,
    teamId,
    minimumHours,
  }: QueryOf<typeof ListVolunteers>,
): Promise<{ items: VolunteerItemView[]; next: string | null; total: number }> {
  const { organisationId } = reading;
  const within = region === undefined ? undefined : regionPrefix(region);
  const ids = minimumHours === undefined ? undefined : await listWith(reading, hours, minimumHours * 60);
  const filter = { organisationId, state, skill, category, language, regionPrefix: within, teamId, ids };
  const [before] = after === undefined ? [] : readCursor(after, [UUID]);
  const asked = { filter, before, limit };
  const [[[counted]], { found, mark }] = await Promise.all([
    reading.all(sql.countVolunteers(filter)),
    q === undefined ? readPage(reading, asked) : search(reading, asked, matcherByPhone(q)),
  ]);
  const volunteerIds = found.map(({ row }) => row.id);
  const [sums] = await reading.all(hours.sum({ organisationId, volunteerIds }));
  const minutes = new Map(sums.map((row) => [row.volunteer_id, row.minutes]));
  await reading.audited({ action: 'volunteer.list', subjectKind: 'volunteer', subjectIds: volunteerIds });
  const items = found.map((one) => ({ ...viewItem(one), recordedMinutes: minutes.get(one.row.id) ?? 0 }));
  const next = mark === undefined ? null : writeCursor([mark]);
  return { items, next, total: counted?.count ?? 0 };
}

async function listWith(reading: Reading, hours: ServedHours, minimumMinutes: number): Promise<string[]> {
  const [rows] = await reading.all(
    hours.listFrom({ organisationId: reading.organisationId, minimumMinutes }),
  );
  return rows.map((row) => row.volunteer_id);
}

interface Asked {
  readonly filter: sql.ListFilter & { organisationId: string };
  readonly before: string | undefined;
  readonly limit: number;
}

/** @returns with where to go on; undefined: there is no more */
interface Page {
  readonly found: readonly Opened[];
  readonly mark: string | undefined;
}

async function readPage(reading: Reading, { filter, before, limit }: Asked): Promise<Page> {
  const [rows] = await reading.all(sql.listVolunteers({ ...filter, before, limit: limit + 1 }));
  const found = rows.slice(0, limit).map((row) => openRow(reading.keys, row));
  return { found, mark: rows.length > limit ? found.at(-1)?.row.id : undefined };
}

async function search(
  reading: Reading,
  { filter, before, limit }: Asked,
  isFound: (one: Opened) => boolean,
): Promise<Page> {
  const found: Opened[] = [];
  let mark = before;
  for (let opened = 0; opened < MOST_OPENED; opened += AT_ONCE) {
    const [rows] = await reading.all(sql.listVolunteers({ ...filter, before: mark, limit: AT_ONCE }));
    for (const row of rows) {
      mark = row.id;
      const one = openRow(reading.keys, row);
      if (isFound(one)) found.push(one);
      if (found.length === limit) return { found, mark };
    }
    if (rows.length < AT_ONCE) return { found, mark: undefined };
  }
  return { found, mark };
}

/** Ids of those who are with the organisation and have this number or name, whoever asked last first. */
export async function findAccepted(reading: Reading, words: string, limit: number): Promise<string[]> {
  const filter = { ...anybody, organisationId: reading.organisationId, state: 'accepted' };
  const isMeant = matcherOf(words);
  const { found } = await search(reading, { filter, before: undefined, limit }, ({ row, name }) =>
    isMeant({ number: row.number, name }),
  );
  return found.map(({ row }) => row.id);
}

const anybody: sql.ListFilter = {
  state: undefined,
  skill: undefined,
  category: undefined,
  language: undefined,
  teamId: undefined,
  regionPrefix: undefined,
  ids: undefined,
};

/** By a telephone too, where the words are one. */
function matcherByPhone(words: string): (one: Opened) => boolean {
  const phone = parsePhone(words);
  if (phone.ok && readVolunteerNumber(words) === undefined)
    return ({ profile }) => profile?.phone === phone.phone.number;
  const isMeant = matcherOf(words);
  return ({ row, name }) => isMeant({ number: row.number, name });
}

/** Somebody in the book, opened. */
export interface OpenedVolunteer {
  readonly id: string;
  readonly number: string;
  readonly name: string | null;
  readonly profile: VolunteerProfile | null;
  readonly isBrought: boolean;
  readonly state: EntryState;
  readonly since: Date;
  readonly wrapped: Buffer;
  readonly sealed: Buffer | null;
}

/** All who are with the organisation or ask to be, the first first: a practice base has hundreds. Whoever reads them records it. */
export async function readOpenVolunteers(
  reading: Pick<Reading, 'all' | 'organisationId' | 'keys'>,
): Promise<OpenedVolunteer[]> {
  const { organisationId, keys } = reading;
  const opened: OpenedVolunteer[] = [];
  for (let before: string | undefined; ;) {
    const filter = { ...anybody, organisationId };
    const [rows] = await reading.all(sql.listVolunteers({ ...filter, before, limit: AT_ONCE }));
    for (const row of rows) {
      before = row.id;
      if (row.wrapped === null || !isOpenEntry(row.state as EntryState)) continue;
      const { name, profile } = openRow(keys, row);
      const { id, number, is_brought: isBrought, since, wrapped, sealed } = row;
      const state = row.state as EntryState;
      opened.push({ id, number, name: name ?? null, profile, isBrought, state, since, wrapped, sealed });
    }
    if (rows.length < AT_ONCE) return opened.toReversed();
  }
}

/** @throws AppError not_found */
export async function readVolunteer(reading: Reading, volunteerId: string): Promise<VolunteerView> {
  const { organisationId, keys } = reading;
  const of = { organisationId, volunteerId };
  const [[row], qualifications, corrections, notes, teams, [history]] = await reading.all(
    sql.readVolunteer(of),
    sql.listQualifications(of),
    sql.listCorrections(of),
    sql.listNotes(of),
    sql.listTeamsOf(of),
    sql.hasServedHere(of),
  );
  if (row === undefined) throw new AppError('not_found');
  const opened = openRow(keys, row);
  const { name, profile } = opened;
  const mayBe =
    row.state !== 'asked' || row.is_brought || name === undefined
      ? []
      : await findBrought(reading, { name, profile });
  const subjectIds = [volunteerId, ...mayBe.map(({ id }) => id)];
  await reading.audited({ action: 'volunteer.read', subjectKind: 'volunteer', subjectIds });
  return {
    ...viewItem(opened),
    mayBe: mayBe.map((one) => ({ ...one, same: [...one.same] })),
    mayJoin: mayBe.length > 0 && row.entry_decided_at === null && history?.has === false,
    teamIds: teams.map(({ id }) => id),
    profile: profile === null ? null : viewGiven(profile),
    qualifications: qualifications.map((one) => viewQualification(keys.beside, row, one)),
    corrections: openCorrections(keys, row, corrections).map(({ at, fields, part, isOfJoin }) => ({
      at,
      fields,
      before: { ...part?.before },
      madeSure: isOfJoin ? (part?.madeSure ?? '') : null,
    })),
    notes: notes.map((one) => ({
      id: one.id,
      text: openPart(keys.beside, row, { table: 'volunteer_note', rowId: one.id }, one.sealed)?.text ?? '',
      by: one.by_account,
      at: one.at.toISOString(),
    })),
  };
}

type GivenProfile = NonNullable<VolunteerView['profile']>;

function viewGiven(profile: VolunteerProfile): GivenProfile {
  // the arrays are the row's own, and nobody changes them
  return profile as GivenProfile;
}

function openCorrections(
  keys: OrganisationKeys,
  person: { id: string; wrapped: Buffer | null },
  rows: readonly { id: string; fields: string[]; sealed: Buffer; is_of_join: boolean; at: Date }[],
) {
  return rows.map(({ id, fields, sealed, is_of_join: isOfJoin, at }) => {
    const part = openPart(keys.beside, person, { table: 'volunteer_correction', rowId: id }, sealed);
    return { at: at.toISOString(), fields, part, isOfJoin };
  });
}

/** One's own record at an organisation: what colleagues noted of one is theirs. Undefined: nothing has arrived there yet. */
export async function readOwnRecord(
  reading: Reading,
  volunteerId: string,
): Promise<Omit<OwnVolunteerView['records'][number], 'organisationId' | 'name' | 'nameEn'> | undefined> {
  const { organisationId, keys } = reading;
  const of = { organisationId, volunteerId };
  const [[row], qualifications, corrections, teams] = await reading.all(
    sql.readVolunteer(of),
    sql.listQualifications(of),
    sql.listCorrections(of),
    sql.listTeamsOf(of),
  );
  if (row === undefined) return undefined;
  await reading.audited({ action: 'volunteer.own', subjectKind: 'volunteer', subjectIds: [volunteerId] });
  return {
    number: row.number,
    state: row.state as EntryState,
    since: row.since.toISOString(),
    teams: teams.map(({ name }) => name),
    // why one was taken back is told by whoever took it
    qualifications: qualifications.map((one) => ({
      ...viewQualification(keys.beside, row, one),
      withdrawnBecause: '',
    })),
    corrections: openCorrections(keys, row, ofHolder(corrections)).map(({ at, fields, part }) => ({
      at,
      fields,
      before: { ...part?.before },
    })),
  };
}

/** What tables said before somebody was taken for this holder may be another's: staff alone see it. The latest stand first. */
function ofHolder<Row extends { is_of_join: boolean }>(corrections: readonly Row[]): readonly Row[] {
  const joined = corrections.findIndex(({ is_of_join: isOfJoin }) => isOfJoin);
  return joined === -1 ? corrections : corrections.slice(0, joined);
}
