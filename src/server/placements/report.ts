import type { Language } from '../../domain/language.ts';
import { placementReport } from '../../domain/placements/placement-report.ts';
import { listDisplayNames } from '../identity/public.ts';
import { getOrganisation } from '../organisations/public.ts';
import { AppError } from '../platform/work/errors.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import type { Reading } from '../platform/work/work.ts';
import { renderReport, type RenderedReport } from '../reports/public.ts';
import { viewPlacement } from './read-placements.ts';

/** What a university is given. @throws AppError not_found, placement_erased */
export async function readReport(
  reading: Reading,
  placementId: string,
  language: Language,
): Promise<RenderedReport> {
  const { organisationId, timeZone, now } = reading;
  const placement = await viewPlacement(reading, placementId);
  const { student } = placement;
  if (student === null) throw new AppError('placement_erased');
  const [[names], { organisation, sites }] = await Promise.all([
    reading.all(listDisplayNames({ organisationId })),
    getOrganisation(reading),
  ]);
  await reading.audited({ action: 'placement.report', subjectKind: 'placement', subjectIds: [placementId] });
  const nameOf = (id: string) => names.find((account) => account.id === id)?.display_name ?? '';
  const { name, nameEn } = organisation;
  const counting = placement.evaluations.filter(({ isCurrent }) => isCurrent).toReversed();
  const report = placementReport(language, {
    student,
    organisationName: language === 'en' ? (nameEn ?? name) : name,
    siteName: sites.find(({ id }) => id === placement.siteId)?.name ?? '',
    supervisorName: nameOf(placement.supervisorId),
    from: placement.from,
    until: placement.until,
    agreedMinutes: placement.agreedMinutes,
    state: placement.state,
    hours: placement.hours
      .filter(({ confirmedAt, withdrawnAt }) => confirmedAt !== null && withdrawnAt === null)
      .map(({ day, minutes, content }) => ({ day, minutes, content: content ?? '' }))
      .toReversed(),
    evaluations: counting.flatMap(({ kind, grades, words, writtenAt, writtenBy }) =>
      grades === null
        ? []
        : [
            {
              kind,
              grades,
              words: words ?? '',
              on: dayIn(timeZone, new Date(writtenAt)),
              by: nameOf(writtenBy),
            },
          ],
    ),
    on: dayIn(timeZone, now),
  });
  return renderReport(report, 'pdf');
}
