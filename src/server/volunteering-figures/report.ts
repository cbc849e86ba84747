import packageFile from '../../../package.json' with { type: 'json' };
import type { QueryOf } from '../../contract/operation.ts';
import type { ReadVolunteeringReport } from '../../contract/volunteering-figures.ts';
import type { Language } from '../../domain/language.ts';
import { type ReportedVolunteering, volunteeringReport } from '../../domain/reports/volunteering-report.ts';
import { isUnderAge } from '../../domain/volunteers/profile.ts';
import { sumByVolunteer, sumUntil } from '../attendance/public.ts';
import { countIssuedWithin } from '../certificates/public.ts';
import { getOrganisation } from '../organisations/public.ts';
import { instantsOf } from '../platform/work/organisation-day.ts';
import type { Reading } from '../platform/work/work.ts';
import { readRules } from '../recognition/public.ts';
import { renderReport } from '../reports/public.ts';
import { readOpenVolunteers } from '../volunteers/public.ts';
import { type Period, readFigures } from './figures.ts';

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
  const [figures, { organisation }, rules, ofPeople] = await Promise.all([
    readFigures(reading, period),
    getOrganisation(reading),
    readRules(reading),
    readPeople(reading, period),
  ]);
  const sum = (key: 'shifts' | 'places' | 'taken') => figures.offered.reduce((all, row) => all + row[key], 0);
  const told: ReportedVolunteering = {
    ...figures,
    organisation: (language === 'en' ? organisation.nameEn : null) ?? organisation.name,
    offered: { shifts: sum('shifts'), places: sum('places'), taken: sum('taken') },
    bySite: figures.bySite.map(({ siteName: name, ...served }) => ({ name, ...served })),
    ...ofPeople,
    stars: rules.starHours.map((hours) => ({
      hours,
      people: ofPeople.recorded.filter((minutes) => minutes >= hours * 60).length,
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
async function readPeople(reading: Reading, period: Period) {
  const { organisationId, timeZone } = reading;
  const between = { organisationId, ...instantsOf(timeZone, period) };
  const [served, recorded, [issued]] = await reading.all(
    sumByVolunteer(between),
    sumUntil({ organisationId, until: between.until }),
    countIssuedWithin(between),
  );
  const people = new Map((await readOpenVolunteers(reading)).map((one) => [one.id, one]));
  await reading.audited({
    action: 'volunteering.report',
    subjectKind: 'volunteer',
    subjectIds: served.map(({ volunteer_id: id }) => id),
  });
  const minors = { people: 0, minutes: 0, unknown: 0 };
  for (const { volunteer_id: id, minutes } of served) {
    const birthDate = people.get(id)?.profile?.birthDate;
    if (birthDate === undefined) minors.unknown += 1;
    else if (isUnderAge(birthDate, period.until)) {
      minors.people += 1;
      minors.minutes += minutes;
    }
  }
  return {
    minors,
    certificates: issued?.count ?? 0,
    recorded: recorded.map(({ minutes }) => minutes),
  };
}
