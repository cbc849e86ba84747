import type { Static } from 'typebox';
import type { ReadInterviews } from '../../contract/study-interviews.ts';
import { impossibleThemes, type InterviewFindings } from '../../domain/studies/interview-findings.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import { isMadeAlready } from '../platform/work/repeated-change.ts';
import * as sql from './sql.ts';

export type InterviewsView = Static<(typeof ReadInterviews)['response'][200]>;

/** What the organisation wrote down about a study that it takes part in. @throws AppError not_found, study_not_joined */
export async function readInterviews(
  reading: Pick<Reading, 'all' | 'organisationId' | 'keys'>,
  studyId: string,
): Promise<InterviewsView> {
  const key = { organisationId: reading.organisationId, studyId };
  const [[site], [row]] = await reading.all(sql.readSite(key), sql.readInterviews(key));
  if (site === undefined) throw new AppError('not_found');
  if (site.accepted_at === null) throw new AppError('study_not_joined');
  if (row === undefined) return { findings: null, version: 0 };
  const opened = reading.keys.openForOrganisation(place(studyId), row.findings);
  return { findings: JSON.parse(opened.toString('utf8')) as InterviewFindings, version: row.version };
}

/** @throws AppError not_found, study_not_joined, version_conflict, invalid_request */
export async function writeInterviews(
  change: Change,
  studyId: string,
  version: number,
  findings: InterviewFindings,
): Promise<InterviewsView> {
  const { organisationId, now, actorId, keys } = change;
  if (actorId === null) throw new AppError('not_found');
  const current = await readInterviews(change, studyId);
  if (isMadeAlready(version, { findings }, current)) return current;
  const impossible = impossibleThemes(findings);
  if (impossible.length > 0) {
    throw new AppError('invalid_request', {
      fields: impossible.map((index) => ({
        path: `/themes/${index}/mentions`,
        code: 'field_too_large',
        parameters: { limit: findings.interviews },
      })),
    });
  }
  const row = {
    organisationId,
    studyId,
    findings: keys.sealForOrganisation(place(studyId), JSON.stringify(findings)),
    changedBy: actorId,
    now,
    version,
  };
  const written = current.version === version ? await change.first(sql.writeInterviews(row)) : undefined;
  if (written === undefined)
    throw new AppError('version_conflict', { parameters: { fields: 'themes' }, extra: { current } });
  const detail = { themes: findings.themes.length, interviews: findings.interviews };
  change.audit({ action: 'study.interviews', subjectKind: 'study', subjectIds: [studyId], detail });
  return { findings, version: written.version };
}

function place(studyId: string) {
  return { table: 'study_interviews', column: 'findings', rowId: studyId };
}
