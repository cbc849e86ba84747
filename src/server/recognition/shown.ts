import { instantOf } from '../../domain/calendar/clock-time.ts';
import { type PagePart, SUMMED_FROM, teamHours } from '../../domain/volunteers/recognition.ts';
import { starsOf } from '../../domain/volunteers/stars.ts';
import { sumRecorded } from '../attendance/public.ts';
import { countIssued } from '../certificates/public.ts';
import { getOrganisation } from '../organisations/public.ts';
import type { Reader } from '../platform/database/database.ts';
import type { Doors, Origin } from '../platform/work/doors.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import type { Reading } from '../platform/work/work.ts';
import {
  isOfFullAge,
  listAcceptedMembers,
  listKeysOf,
  openPart,
  readCandidates,
  readTeam,
} from '../volunteers/public.ts';
import { readRules } from './rules.ts';
import * as pages from './sql-pages.ts';

export interface PageParts {
  readonly doors: Doors;
  /** in nobody's name */
  readonly access: Pick<Reader, 'first'>;
}

interface Organisation {
  readonly name: string;
  readonly nameEn: string | null;
}

/** What a volunteer shows; what is undefined they do not. */
export interface ShownVolunteer {
  readonly name: string;
  readonly organisation: Organisation | undefined;
  /** YYYY-MM */
  readonly since: string | undefined;
  readonly hours: number | undefined;
  readonly stars: number | undefined;
  readonly certificates: number | undefined;
  /** day until which hours and stars are counted */
  readonly until: string;
}

export interface ShownTeam {
  readonly team: string;
  readonly organisation: Organisation;
  readonly words: string;
  /** undefined: too few members */
  readonly sums: { readonly members: number; readonly hours: number } | undefined;
  readonly names: readonly string[];
  readonly until: string;
}

/** What the page of this address shows; undefined: nothing, whatever the reason. */
export async function findVolunteer(
  { doors, access }: PageParts,
  token: string,
  origin: Origin,
): Promise<ShownVolunteer | undefined> {
  const found = await access.first(pages.findVolunteerPage({ token }));
  if (found === undefined || doors.isClosed(found.organisation_id)) return undefined;
  return doors
    .open(found.organisation_id, origin)
    .read((reading) => readVolunteer(reading, found.volunteer_id, token));
}

async function readVolunteer(
  reading: Reading,
  volunteerId: string,
  token: string,
): Promise<ShownVolunteer | undefined> {
  const { organisationId, keys, timeZone } = reading;
  const of = { organisationId, volunteerId };
  const counted = countedUntil(reading);
  const [people, isGrown, rules, { organisation }, [[page], [person], [served], [issued]]] =
    await Promise.all([
      readCandidates(reading, [volunteerId]),
      isOfFullAge(reading, volunteerId),
      readRules(reading),
      getOrganisation(reading),
      reading.all(
        pages.readPage(of),
        listKeysOf({ organisationId, volunteerIds: [volunteerId] }),
        sumRecorded({ organisationId, volunteerIds: [volunteerId], until: counted.until }),
        countIssued(of),
      ),
    ]);
  const known = people.get(volunteerId);
  // withdrawn, or published anew, between two looks
  if (page?.token !== token || person === undefined || known?.state !== 'accepted' || !isGrown)
    return undefined;
  const name = openPart(keys.beside, person, { table: 'volunteer_page', rowId: page.id }, page.sealed)?.name;
  if (name === undefined) return undefined;
  const shown = <Value>(part: PagePart, value: Value) => (page.parts.includes(part) ? value : undefined);
  const minutes = served?.minutes ?? 0;
  return {
    name,
    organisation: shown('organisation', organisation),
    since: shown('since', dayIn(timeZone, known.since).slice(0, 'YYYY-MM'.length)),
    hours: shown('hours', Math.floor(minutes / 60)),
    stars: shown('stars', starsOf(minutes, rules.starHours).stars),
    certificates: shown('certificates', issued?.count ?? 0),
    until: counted.day,
  };
}

/**
 * Hours are counted to the end of the last month: whoever looks each day does not see when somebody served.
 * @returns that day, and the instant at which it is over
 */
function countedUntil({ now, timeZone }: Reading): { day: string; until: Date } {
  const month = dayIn(timeZone, now).slice(0, 'YYYY-MM'.length);
  const until = new Date(instantOf(timeZone, `${month}-01T00:00`));
  return { day: dayIn(timeZone, new Date(until.getTime() - 1)), until };
}

/** What the page of this address shows; undefined: nothing, whatever the reason. */
export async function findTeam(
  { doors, access }: PageParts,
  token: string,
  origin: Origin,
): Promise<ShownTeam | undefined> {
  const found = await access.first(pages.findTeamPage({ token }));
  if (found === undefined || doors.isClosed(found.organisation_id)) return undefined;
  return doors
    .open(found.organisation_id, origin)
    .read((reading) => readTeamShown(reading, found.team_id, token));
}

async function readTeamShown(
  reading: Reading,
  teamId: string,
  token: string,
): Promise<ShownTeam | undefined> {
  const { organisationId } = reading;
  const of = { organisationId, teamId };
  const [[[team], [page], rows], { organisation }] = await Promise.all([
    reading.all(readTeam({ organisationId, id: teamId }), pages.readTeamPage(of), listAcceptedMembers(of)),
    getOrganisation(reading),
  ]);
  if (team === undefined || page?.token !== token) return undefined;
  const members = rows.map(({ id }) => id);
  const counted = countedUntil(reading);
  const [names, [[served]]] = await Promise.all([
    readNames(reading, teamId),
    reading.all(sumRecorded({ organisationId, volunteerIds: members, until: counted.until })),
  ]);
  const hours = teamHours(served?.minutes ?? 0);
  return {
    team: team.name,
    organisation,
    words: page.words,
    sums: members.length < SUMMED_FROM ? undefined : { members: members.length, hours },
    names,
    until: counted.day,
  };
}

/** By name, of those who consented, which only who is of full age can, and who are still accepted. */
async function readNames(reading: Reading, teamId: string): Promise<string[]> {
  const { organisationId, keys } = reading;
  const [rows] = await reading.all(pages.listTeamNames({ organisationId, teamId }));
  const volunteerIds = rows.map((row) => row.volunteer_id);
  const [[people], known] = await Promise.all([
    reading.all(listKeysOf({ organisationId, volunteerIds })),
    readCandidates(reading, volunteerIds),
  ]);
  const personOf = new Map(people.map((person) => [person.id, person]));
  const grown = new Set<string>();
  for (const id of volunteerIds) if (await isOfFullAge(reading, id)) grown.add(id);
  const names = rows.flatMap((row) => {
    const person = personOf.get(row.volunteer_id);
    const { state } = known.get(row.volunteer_id) ?? {};
    if (person === undefined || state !== 'accepted' || !grown.has(row.volunteer_id)) return [];
    const place = { table: 'team_page_name', rowId: row.id } as const;
    return [openPart(keys.beside, person, place, row.sealed)?.name ?? ''];
  });
  return names.filter((name) => name !== '').sort((one, other) => one.localeCompare(other, 'zh'));
}
