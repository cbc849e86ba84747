import { clockTimeIn } from '../../domain/calendar/clock-time.ts';
import { writtenKinds } from '../../domain/roster/document-words.ts';
import { writtenRelations } from '../../domain/roster/guardian-slot.ts';
import { categoryNames, languageNames, skillNames } from '../../domain/volunteers/profile-words.ts';
import { type ImportField, importHeading } from '../../domain/volunteer-imports/import-column.ts';
import { toldIn } from '../../domain/volunteer-imports/told-words.ts';
import { listRecordedOf, listReplacedOf, viewServed } from '../attendance/public.ts';
import { getOrganisation } from '../organisations/public.ts';
import type { Reading } from '../platform/work/work.ts';
import { readEvaluated } from '../recognition/public.ts';
import { type OpenedVolunteer, readOpenVolunteers, readTrainings } from '../volunteers/public.ts';

type Line = (string | null)[];

export interface ExportedVolunteers {
  readonly headings: readonly string[];
  readonly pages: AsyncGenerator<Line[]>;
}

interface Chosen {
  readonly volunteerIds?: readonly string[] | undefined;
}

/** So many people at once. */
const PAGE = 500;

/** In the order of the record’s rules (民政部令第67号), as an import reads it. */
const personFields: readonly ImportField[] = [
  'number',
  'name',
  'sex',
  'birthDate',
  'idKind',
  'idNumber',
  'region',
  'phone',
  'skills',
  'categories',
  'languages',
  'guardianName',
  'guardianRelation',
  'guardianPhone',
];
/** What stands behind them in the rules' order: nobody keeps awards here, and the column stands for whoever has to fill it in. */
const behind = ['培训情况', '表彰奖励情况', '评价情况'] as const;

const serviceFields: readonly ImportField[] = [
  'number',
  'name',
  'activity',
  'day',
  'begins',
  'ends',
  'place',
  'content',
  'minutes',
  'categories',
  'organiser',
  'inCharge',
];

/** Whoever is with the organisation or asks to be, with the trainings and evaluations that were recorded; an import of it changes nothing. */
export function exportVolunteers(reading: Reading, chosen: Chosen = {}): ExportedVolunteers {
  return {
    headings: [...personFields.map(importHeading), ...behind],
    pages: pagesOf(reading, chosen, async (people) => {
      const [trainings, evaluated] = await Promise.all([
        readTrainings(reading, people),
        readEvaluated(reading, people),
      ]);
      return people.map((person) => [
        ...personCells(person),
        trainings.get(person.id) ?? null,
        null,
        evaluated.get(person.id) || null,
      ]);
    }),
  };
}

/** What counts of what they have served; an import of it finds all of it there. */
export function exportServices(reading: Reading, chosen: Chosen = {}): ExportedVolunteers {
  const { organisationId, keys, timeZone } = reading;
  return {
    headings: serviceFields.map(importHeading),
    pages: pagesOf(reading, chosen, async (people) => {
      const byId = new Map(people.map((person) => [person.id, person]));
      const of = { organisationId, volunteerIds: [...byId.keys()] };
      const [[rows, replaced], { organisation }] = await Promise.all([
        reading.all(listRecordedOf(of), listReplacedOf(of)),
        getOrganisation(reading),
      ]);
      const former = new Map(replaced.map((row) => [row.id, row]));
      return rows.flatMap((row) => {
        const person = byId.get(row.volunteer_id);
        if (person === undefined) return [];
        const served = viewServed(keys.beside, person, row);
        // why somebody entered it afterwards or corrected it, or what a volunteer wrote with it, is between them and staff
        const brought = originOf(row, former);
        const told =
          brought.source === 'imported' ? toldIn(viewServed(keys.beside, person, brought).reason) : undefined;
        return [
          [
            person.number,
            person.name,
            served.title,
            ...timesOf(served, timeZone),
            told?.place ?? served.siteName,
            told?.content ?? null,
            hoursOf(served.minutes),
            served.category === null ? null : categoryNames[served.category].zh,
            told?.organiser ?? organisation.name,
            told?.inCharge ?? null,
          ],
        ];
      });
    }),
  };
}

/** What was there first: a correction is of when and how long, and leaves who organised it as it was. */
function originOf<Row extends { readonly replaces_id: string | null }>(
  row: Row,
  former: ReadonlyMap<string, Row>,
): Row {
  const before = row.replaces_id === null ? undefined : former.get(row.replaces_id);
  return before === undefined ? row : originOf(before, former);
}

/** Page by page; each page's reading is recorded before it is given out. */
async function* pagesOf(
  reading: Reading,
  { volunteerIds }: Chosen,
  linesOf: (people: readonly OpenedVolunteer[]) => Promise<Line[]>,
): AsyncGenerator<Line[]> {
  const wanted = volunteerIds === undefined ? undefined : new Set(volunteerIds);
  const all = (await readOpenVolunteers(reading)).filter(({ id }) => wanted?.has(id) !== false);
  for (let at = 0; at < all.length; at += PAGE) {
    const people = all.slice(at, at + PAGE);
    const subjectIds = people.map(({ id }) => id);
    await reading.audited({ action: 'volunteer.export', subjectKind: 'volunteer', subjectIds });
    yield await linesOf(people);
  }
}

const sexWords = { female: '女', male: '男' } as const;

function personCells({ number, name, profile }: OpenedVolunteer): Line {
  const guardian = profile?.guardian ?? null;
  const named = <Word extends string>(
    words: readonly Word[] | undefined,
    names: Readonly<Record<Word, { readonly zh: string }>>,
  ) => (words === undefined || words.length === 0 ? null : words.map((word) => names[word].zh).join('、'));
  return [
    number,
    name,
    profile?.sex == null ? null : sexWords[profile.sex],
    profile?.birthDate ?? null,
    profile?.idKind == null ? null : writtenKinds[profile.idKind],
    profile?.idNumber ?? null,
    profile?.regionCode ?? null,
    profile?.phone ?? null,
    named(profile?.skills, skillNames),
    named(profile?.categories, categoryNames),
    named(profile?.languages, languageNames),
    guardian?.name ?? null,
    guardian === null ? null : writtenRelations[guardian.relation],
    guardian?.phone ?? null,
  ];
}

interface Times {
  readonly from: string;
  readonly until: string;
  readonly isDayOnly: boolean;
}

/** Day, beginning and end; of a night the day and how long it was, as an import takes it. */
function timesOf({ from, until, isDayOnly }: Times, timeZone: string): Line {
  const [began, ended] = [clockTimeIn(timeZone, from), clockTimeIn(timeZone, until)];
  const [day = '', clock = ''] = began.split('T');
  const [lastDay, lastClock = ''] = ended.split('T');
  return isDayOnly || day !== lastDay ? [day, null, null] : [day, clock, lastClock];
}

/** As many decimals as the minute needs. */
function hoursOf(minutes: number): string {
  return String(Number((minutes / 60).toFixed(4)));
}
