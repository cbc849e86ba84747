import packageFile from '../../../package.json' with { type: 'json' };
import type { QueryOf } from '../../contract/operation.ts';
import type { ReadVolunteeringReport } from '../../contract/volunteering-figures.ts';
import type { Language } from '../../domain/language.ts';
import { type ReportedVolunteering, volunteeringReport } from '../../domain/reports/volunteering-report.ts';
import { isUnderAge } from '../../domain/volunteers/profile.ts';
import {
  partsByProgramme,
  partsBySite,
  partsBySource,
  type ServedRow,
} from '../../domain/volunteers/served-parts.ts';
import { sumUntil } from '../attendance/public.ts';
import { countIssuedWithin } from '../certificates/public.ts';
import { getOrganisation } from '../organisations/public.ts';
import { instantsOf } from '../platform/work/organisation-day.ts';
import type { Reading } from '../platform/work/work.ts';
import { readRules } from '../recognition/public.ts';
import { renderReport } from '../reports/public.ts';
import { readOpenVolunteers } from '../volunteers/public.ts';
import { gather, type Period } from './figures.ts';

type Format = QueryOf<typeof ReadVolunteeringReport>['format'];

export interface ReportFile {
  readonly content: Buffer;
  /** what a browser calls it when it keeps it */
  readonly name: string;
  /** characters that its fonts do not have, as `㛃 (U+36C3)` */
  readonly missing: readonly string[];
}

/** @throws AppError period_impossible */
export async function readReport(
  reading: Reading,
  period: Period,
  { format, language }: { format: Format; language: Language },
): Promise<ReportFile> {
  const [{ rows, ...figures }, { organisation }, rules] = await Promise.all([
    gather(reading, period),
    getOrganisation(reading),
    readRules(reading),
  ]);
  const { recorded, ...ofPeople } = await readPeople(reading, period, rows);
  const sum = (key: 'shifts' | 'places' | 'taken') => figures.offered.reduce((all, row) => all + row[key], 0);
  const told: ReportedVolunteering = {
    ...figures,
    organisation: (language === 'en' ? organisation.nameEn : null) ?? organisation.name,
    offered: { shifts: sum('shifts'), places: sum('places'), taken: sum('taken') },
    bySite: partsBySite(rows),
    byProgramme: partsByProgramme(rows),
    bySource: partsBySource(rows),
    ...ofPeople,
    everServed: recorded.length,
    stars: rules.starHours.map((hours) => ({
      hours,
      people: recorded.filter((minutes) => minutes >= hours * 60).length,
    })),
    suppressBelow: organisation.suppressBelow,
    isSynthetic: organisation.demo,
    version: packageFile.version,
    now: reading.now,
    timeZone: reading.timeZone,
  };
  const { content, missing } = await renderReport(volunteeringReport(told, language), format);
  await reading.audited({
    action: 'volunteering.report',
    subjectKind: 'organisation',
    subjectIds: [reading.organisationId],
  });
  return { content, name: `volunteering-${period.from}-${period.until}.${format}`, missing };
}

/** What is told of people’s age and hours: their records are opened for it, and no name leaves. */
async function readPeople(reading: Reading, period: Period, rows: readonly ServedRow[]) {
  const { organisationId, timeZone } = reading;
  const between = { organisationId, ...instantsOf(timeZone, period) };
  const [recorded, [issued]] = await reading.all(
    sumUntil({ organisationId, until: between.until }),
    countIssuedWithin(between),
  );
  const served = new Map<string, number>();
  for (const { volunteerId, minutes } of rows)
    served.set(volunteerId, (served.get(volunteerId) ?? 0) + minutes);
  const people = new Map((await readOpenVolunteers(reading)).map((one) => [one.id, one]));
  await reading.audited({
    action: 'volunteering.report',
    subjectKind: 'volunteer',
    subjectIds: [...served.keys()],
  });
  const minors = { people: 0, minutes: 0, unknown: 0 };
  for (const [id, minutes] of served) {
    const birthDate = people.get(id)?.profile?.birthDate;
    if (birthDate === undefined) minors.unknown += 1;
    else if (isUnderAge(birthDate, period.until)) {
      minors.people += 1;
      minors.minutes += minutes;
    }
  }
  return {
    minors,
    certificates: { count: issued?.count ?? 0, people: issued?.people ?? 0 },
    recorded: recorded.map(({ minutes }) => minutes).filter((minutes) => minutes > 0),
  };
}
