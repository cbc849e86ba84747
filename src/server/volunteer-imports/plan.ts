import { setImmediate } from 'node:timers/promises';
import { instantOf } from '../../domain/calendar/clock-time.ts';
import { isOpenEntry } from '../../domain/books/entry-life.ts';
import type { CalendarDay } from '../../domain/people/calendar-day.ts';
import { nameKey } from '../../domain/people/person-name.ts';
import { headingOf } from '../../domain/roster/roster-header.ts';
import { NO_AVAILABILITY } from '../../domain/volunteers/availability.ts';
import { decideProfile, isUnderAge, type VolunteerProfile } from '../../domain/volunteers/profile.ts';
import {
  ambiguousRows,
  type FilePerson,
  guardianOf,
  matchPersons,
  type PersonFate,
  personsOf,
  profileWith,
} from '../../domain/volunteer-imports/import-people.ts';
import type {
  ImportedPerson,
  ImportRejection,
  ImportRow,
} from '../../domain/volunteer-imports/import-row.ts';
import {
  decideServices,
  type KnownService,
  type ServiceFate,
} from '../../domain/volunteer-imports/import-services.ts';
import { besideRow } from '../../domain/volunteer-imports/messages.ts';
import type { ReadImport } from '../../domain/volunteer-imports/read-import.ts';
import type { ImportField } from '../../domain/volunteer-imports/import-column.ts';
import { spokenLanguage } from '../../domain/language.ts';
import type { Language } from '../../contract/language.ts';
import { listServicesOf } from '../attendance/public.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import { errorText } from '../platform/work/errors.ts';
import type { Reading } from '../platform/work/work.ts';
import { type OpenedVolunteer, readGone, readOpenVolunteers } from '../volunteers/public.ts';
import { regionCodesOf } from './regions.ts';

export type ReadableImport = Extract<ReadImport, { ok: true }>;

/** What becomes of somebody of the file. */
export interface PlannedPerson {
  readonly person: FilePerson;
  readonly rows: readonly ImportRow[];
  readonly fate: PersonFate;
  /** undefined: nobody of the book is written of */
  readonly known: OpenedVolunteer | undefined;
  /** what stands of them from now on; null: as before */
  readonly profile: VolunteerProfile | null;
  /** as they are called from now on; undefined: as before */
  readonly renamed: string | undefined;
  readonly change: 'created' | 'updated' | 'unchanged' | 'undecided';
  /** the holder says otherwise, and that stays */
  readonly isKeptByHolder: boolean;
  /** waits for the guardian's consent */
  readonly isWaiting: boolean;
  readonly services: ReadonlyMap<ImportRow, ServiceFate>;
}

export interface Plan {
  readonly persons: readonly PlannedPerson[];
  readonly rejected: readonly ImportRejection[];
  /** regions that are none, by row */
  readonly unknownRegions: ReadonlySet<string>;
}

const AT_ONCE = 100;

type Access = Pick<Reading, 'all' | 'organisationId' | 'keys' | 'now' | 'timeZone'>;

/** What importing the file would do now; nothing is written. */
export async function planImport(
  access: Access,
  file: ReadableImport,
  { decisions, language }: { decisions: ReadonlyMap<string, string>; language: Language },
): Promise<Plan> {
  const { organisationId, now, timeZone } = access;
  const today = dayIn(timeZone, now);
  const columnOf = columnsOf(file);
  const { persons, rejected } = personsOf(file.rows, columnOf);
  const [known, isGone] = [await readOpenVolunteers(access), await readGone(access)];
  const fates = matchPersons(persons, known, { decisions, hasLeft: isGone });
  const namesakes = Map.groupBy(known, ({ name }) => nameKey(name ?? ''));
  const byId = new Map(known.map((one) => [one.id, one]));
  const ids = fates.flatMap((fate) => (fate.kind === 'known' ? [fate.known.id] : []));
  const texts = new Set(file.rows.flatMap(({ person }) => person.region ?? []));
  const [[records], regions] = await Promise.all([
    access.all(listServicesOf({ organisationId, volunteerIds: ids })),
    regionCodesOf(access, texts),
  ]);
  const servicesOf = Map.groupBy(records, ({ volunteer_id: id }) => id);
  const all = [...rejected];
  const planned: PlannedPerson[] = [];
  for (const [at, person] of persons.entries()) {
    // thousands of them take a second: between them others are served
    if (at % AT_ONCE === 0) await setImmediate();
    const fate = fates[at] ?? { kind: 'new' };
    const unclear = ambiguousRows(person, fate, namesakes.get(nameKey(person.said.name ?? '')) ?? []);
    all.push(...ambiguousIn(unclear, columnOf));
    const one = fate.kind === 'known' ? byId.get(fate.known.id) : undefined;
    const regionCode = regions.get(person.said.region ?? '') ?? null;
    const standing = standingOf(person.said, fate, { known: one, regionCode, today, language });
    if ('refused' in standing) {
      all.push(...refusalsOf(person, standing, columnOf));
      continue;
    }
    const times = (servicesOf.get(one?.id ?? '') ?? []).map((row) => asKnown(row, timeZone));
    const bornOn = one?.profile?.birthDate ?? person.said.birthDate;
    const clear = person.rows.filter((row) => !unclear.includes(row));
    const services =
      fate.kind === 'undecided'
        ? new Map<ImportRow, ServiceFate>()
        : decideServices(clear, times, { now, bornOn, instantOf: instantIn(timeZone) });
    all.push(...refusedServices(services, { columnOf, language }));
    const rows = clear.filter((row) => services.get(row)?.kind !== 'refused');
    planned.push({ person, rows, fate, known: one, ...standing, services });
  }
  const unknownRegions = new Set([...texts].filter((text) => !regions.has(text)));
  return { persons: planned, rejected: all, unknownRegions };
}

function ambiguousIn(rows: readonly ImportRow[], columnOf: ColumnOf): ImportRejection[] {
  return rows.map((place) => {
    const column = columnOf(place, 'name');
    return { sheet: place.sheet, row: place.row, column, code: 'person_ambiguous', parameters: {} };
  });
}

function refusedServices(
  services: ReadonlyMap<ImportRow, ServiceFate>,
  { columnOf, language }: { columnOf: ColumnOf; language: Language },
): ImportRejection[] {
  return [...services].flatMap(([place, fate]): ImportRejection[] => {
    if (fate.kind !== 'refused') return [];
    const { field, code, minutes = 0 } = fate;
    const firstRow = besideRow(fate.firstRow, spokenLanguage(language));
    const column = columnOf(place, field);
    return [{ sheet: place.sheet, row: place.row, column, code, parameters: { firstRow, minutes } }];
  });
}

type ColumnOf = (place: { readonly sheet: string | null }, field: ImportField) => string;

/** How the file calls a column. */
function columnsOf({ tables }: ReadableImport): ColumnOf {
  const headers = new Map(tables.map(({ sheet, header }) => [sheet, header]));
  return ({ sheet }, field) => {
    const header = headers.get(sheet);
    if (header === undefined) return '';
    // how long it was stands in one of three columns
    const fields: readonly ImportField[] =
      field === 'minutes' ? ['minutes', 'hours', 'minuteCount'] : [field];
    return fields.map((one) => headingOf(header, one)).find((heading) => heading !== '') ?? '';
  };
}

function instantIn(timeZone: string): (day: CalendarDay, minute: number) => Date {
  return (day, minute) => {
    const clock = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
    // the end of a day is one minute after its last
    return minute < 1440
      ? new Date(instantOf(timeZone, `${day}T${clock}`))
      : new Date(Date.parse(instantOf(timeZone, `${day}T23:59`)) + 60_000);
  };
}

function asKnown(
  row: {
    title: string;
    served_from: Date;
    served_until: Date;
    minutes: number;
    is_day_only: boolean;
    state: string;
  },
  timeZone: string,
): KnownService {
  const span = { from: row.served_from.getTime(), until: row.served_until.getTime() };
  return {
    title: row.title,
    day: dayIn(timeZone, row.served_from),
    minutes: row.minutes,
    span: row.is_day_only ? null : span,
    isReplaced: row.state === 'replaced',
  };
}

type Standing = Pick<PlannedPerson, 'profile' | 'renamed' | 'change' | 'isKeptByHolder' | 'isWaiting'>;

interface Refused {
  readonly refused: ImportRejection['code'];
  readonly field: keyof ImportedPerson;
  readonly parameters: ImportRejection['parameters'];
}

function refused(
  field: keyof ImportedPerson,
  code: ImportRejection['code'],
  parameters: ImportRejection['parameters'] = {},
): Refused {
  return { refused: code, field, parameters };
}

const AS_BEFORE: Standing = {
  profile: null,
  renamed: undefined,
  change: 'unchanged',
  isKeptByHolder: false,
  isWaiting: false,
};

/** What the organisation has of somebody once the file is in. */
function standingOf(
  said: ImportedPerson,
  fate: PersonFate,
  {
    known,
    regionCode,
    today,
    language,
  }: {
    known: OpenedVolunteer | undefined;
    regionCode: string | null;
    today: CalendarDay;
    language: Language;
  },
): Standing | Refused {
  if (fate.kind === 'undecided') return { ...AS_BEFORE, change: 'undecided' };
  if (fate.kind === 'unknown_number') return refused('number', 'number_of_nobody');
  if (fate.kind === 'new') return newStanding(said, { regionCode, today, language });
  if (known?.profile == null) return AS_BEFORE;
  const { profile, fields } = profileWith(known, said, regionCode);
  const isRenamed = said.name !== undefined && nameKey(said.name) !== nameKey(known.name ?? '');
  if (profile === null || (fields.length === 0 && !isRenamed)) return AS_BEFORE;
  if (!known.isBrought) return { ...AS_BEFORE, isKeptByHolder: true };
  const decided = decideProfile(profile, today, 'organisation');
  if (!decided.ok) return invalid(decided.errors, language);
  if (isUnderAge(profile.birthDate, today) && !isUnderAge(known.profile.birthDate, today))
    return refused('birthDate', 'minor_by_correction');
  return {
    ...AS_BEFORE,
    profile: decided.profile,
    renamed: isRenamed ? said.name : undefined,
    change: 'updated',
  };
}

function newStanding(
  said: ImportedPerson,
  { regionCode, today, language }: { regionCode: string | null; today: CalendarDay; language: Language },
): Standing | Refused {
  const { name, birthDate, phone } = said;
  if (name === undefined) return refused('name', 'new_needs_name');
  if (birthDate === undefined) return refused('birthDate', 'new_needs_birth_date');
  if (phone === undefined) return refused('phone', 'new_needs_phone');
  const decided = decideProfile(
    {
      birthDate,
      sex: said.sex ?? null,
      idKind: said.idKind ?? null,
      idNumber: said.idNumber ?? null,
      idNumberConfirmed: false,
      phone,
      regionCode,
      skills: said.skills ?? [],
      categories: said.categories ?? [],
      languages: said.languages ?? [],
      availability: NO_AVAILABILITY,
      guardian: guardianOf(said),
    },
    today,
    'organisation',
  );
  if (!decided.ok) return invalid(decided.errors, language);
  const isWaiting = isUnderAge(birthDate, today);
  return { ...AS_BEFORE, profile: decided.profile, renamed: name, change: 'created', isWaiting };
}

function invalid(
  errors: readonly {
    readonly path: string;
    readonly code: Parameters<typeof errorText>[0];
    readonly parameters?: Readonly<Record<string, string>>;
  }[],
  language: Language,
): Refused {
  const [first] = errors;
  const reason = first === undefined ? '' : errorText(first.code, language, first.parameters ?? {});
  const field = first?.path.split('/')[1] ?? 'name';
  const fields: readonly string[] = ['birthDate', 'idNumber', 'phone', 'sex'];
  return refused(fields.includes(field) ? (field as 'phone') : 'name', 'new_invalid', { reason });
}

/** The reason at the row that stands for the person; the others name it. */
function refusalsOf(
  { rows }: FilePerson,
  { refused: code, field, parameters }: Refused,
  columnOf: ColumnOf,
): ImportRejection[] {
  const [first] = rows;
  return rows.map((row) =>
    row === first
      ? { sheet: row.sheet, row: row.row, column: columnOf(row, field), code, parameters }
      : {
          sheet: row.sheet,
          row: row.row,
          column: columnOf(row, field),
          code: 'person_refused' as const,
          parameters: { firstRow: first?.row ?? 0 },
        },
  );
}

/** Whom the plan writes of: they are held before. */
export function writtenOf({ persons }: Plan): string[] {
  return persons.flatMap(({ known, profile, services }) =>
    known !== undefined &&
    isOpenEntry(known.state) &&
    (profile !== null || [...services.values()].some(({ kind }) => kind === 'added'))
      ? [known.id]
      : [],
  );
}
