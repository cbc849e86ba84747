import type { BodyOf } from '../../contract/operation.ts';
import type { JoinStudy } from '../../contract/studies.ts';
import { decideJoining } from '../../domain/studies/decide-study.ts';
import type { StudyProtocol } from '../../domain/studies/protocol.ts';
import type { StudyResults } from '../../domain/studies/study-results.ts';
import { countLaterAnswers } from '../measures/public.ts';
import { listKnownClasses } from '../clients/public.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import { readEngine } from './engine.ts';
import { scalesOf } from './protocol.ts';
import { readStudy, type StudyView } from './read-study.ts';
import * as sql from './sql.ts';
import { hardestOptionIds, readStudyPeople } from './study-people.ts';

/** @throws AppError not_found, unknown_class, and the refusals of decideJoining */
export async function joinStudy(
  change: Change,
  id: string,
  { classes }: BodyOf<typeof JoinStudy>,
): Promise<StudyView> {
  const { organisationId, now, actorId } = change;
  const key = { organisationId, studyId: id };
  const site = await change.first(sql.lockSite(key));
  if (site === undefined || actorId === null) throw new AppError('not_found');
  const [[later], known] = await change.all(
    countLaterAnswers(key),
    listKnownClasses({ organisationId, ids: classes.map(({ classId }) => classId) }),
  );
  const decision = decideJoining(classes, later?.count ?? 0);
  if (!decision.ok) throw new AppError(decision.reason);
  const ids = new Set(known.flatMap(({ id: classId, kind }) => (kind === 'class' ? [classId] : [])));
  const unknown = classes.findIndex(({ classId }) => !ids.has(classId));
  if (unknown >= 0) {
    const field = { path: `/classes/${unknown}/classId`, code: 'unknown_class' as const };
    throw new AppError('unknown_class', { fields: [field] });
  }
  change.push(sql.forgetClasses(key));
  change.push(sql.assignClasses({ ...key, assignedBy: actorId, now }, classes));
  if (site.accepted_at === null) change.push(sql.acceptSite({ ...key, acceptedBy: actorId, now }));
  const detail = { classes: classes.map(({ classId, arm }) => `${classId} ${arm}`) };
  change.audit({ action: 'study.join', subjectKind: 'study', subjectIds: [id], detail });
  return readStudy(change, id);
}

/** @throws AppError not_found, study_not_joined */
export async function readResults(reading: Reading, id: string): Promise<StudyResults> {
  const { protocol, people, selections, deliveries } = await readJoined(reading, id);
  const { studyResults } = await readEngine();
  return studyResults(protocol, scalesOf(protocol), people, {
    optionIds: hardestOptionIds,
    selections: selections.map(({ chosen }) => chosen),
    deliveries,
  });
}

/** Everybody of the study in this organisation. @throws AppError not_found, study_not_joined, study_not_registered */
export async function readJoined(reading: Reading, id: string) {
  const { organisationId } = reading;
  const site = await reading.first(sql.readSite({ organisationId, studyId: id }));
  if (site === undefined) throw await refuseUndelivered(reading, id);
  if (site.accepted_at === null) throw new AppError('study_not_joined');
  const protocol = site.protocol as StudyProtocol;
  const registeredAt = site.registered_at.toISOString();
  const own = await readStudyPeople(reading, { id, protocol, registeredAt });
  await reading.audited({ action: 'study.results', subjectKind: 'study', subjectIds: [id] });
  return { protocol, protocolHash: site.protocol_hash, ...own };
}

/** A plan of one's own that is not registered has no results to be chosen by. */
export async function refuseUndelivered(
  access: Pick<Reading, 'first' | 'organisationId'>,
  id: string,
): Promise<AppError> {
  const { organisationId } = access;
  const own = await access.first(sql.readStudy({ organisationId, id }));
  if (own === undefined) return new AppError('not_found');
  return new AppError(own.registered_at === null ? 'study_not_registered' : 'study_not_joined');
}
