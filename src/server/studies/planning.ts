import type { BodyOf } from '../../contract/operation.ts';
import type { AmendStudy, ChangeStudy, CreateStudy } from '../../contract/studies.ts';
import { decideProtocolChange, decideRegistration } from '../../domain/studies/decide-study.ts';
import type { StudyProtocol } from '../../domain/studies/protocol.ts';
import { countLaterAnswers } from '../measures/public.ts';
import { AppError } from '../platform/work/errors.ts';
import { newId } from '../platform/database/ids.ts';
import type { Creation } from '../platform/work/creation.ts';
import type { Change, Work } from '../platform/work/work.ts';
import { isMadeAlready } from '../platform/work/repeated-change.ts';
import { contentHash } from './content-hash.ts';
import { planOf, protocolOf } from './protocol.ts';
import { readStudy, type StudyView } from './read-study.ts';
import * as sql from './sql.ts';

/** Work in nobody's name inside another organisation: how something is delivered to it. */
export type Door = (organisationId: string) => Work;

/** @throws AppError unknown_playbook, unknown_instrument, unknown_scale, unknown_organisation, id_taken */
export async function createStudy(change: Change, body: BodyOf<typeof CreateStudy>): Promise<StudyView> {
  const { organisationId, now, actorId } = change;
  if (actorId === null) throw new AppError('not_found');
  const { id = newId(now.getTime()), ...plan } = body;
  const protocol = await protocolOf(change, plan);
  const row = { organisationId, id, protocol: JSON.stringify(protocol), createdBy: actorId, now };
  if ((await change.first(sql.insertStudy(row))) === undefined) throw new AppError('id_taken');
  change.audit({ action: 'study.create', subjectKind: 'study', subjectIds: [id] });
  return readStudy(change, id);
}

/** @throws AppError not_found, version_conflict, study_registered, and those of createStudy */
export async function changeStudy(
  change: Change,
  id: string,
  version: number,
  body: BodyOf<typeof ChangeStudy>,
): Promise<StudyView> {
  const { organisationId, now } = change;
  const row = await getLockedStudy(change, id);
  const decision = decideProtocolChange({ registeredAt: row.registered_at });
  if (!decision.ok) throw new AppError(decision.reason);
  const plan = { ...planOf(row.protocol as StudyProtocol), ...body };
  const protocol = await protocolOf(change, plan);
  if (row.version !== version) {
    const current = await readStudy(change, id);
    const there = { protocol: row.protocol, version: row.version };
    if (isMadeAlready(version, { protocol }, there)) return current;
    const parameters = { fields: Object.keys(body).join(', ') };
    throw new AppError('version_conflict', { parameters, extra: { current } });
  }
  const text = JSON.stringify(protocol);
  change.push(sql.changeProtocol({ organisationId, id, protocol: text, version: version + 1, now }));
  const detail = { fields: Object.keys(body) };
  change.audit({ action: 'study.change', subjectKind: 'study', subjectIds: [id], detail });
  return readStudy(change, id);
}

/**
 * Fixes the protocol and delivers it. An interruption between the two leaves participants without it: registering again
 * delivers to those and changes nothing else.
 * @throws AppError not_found, study_answers_exist
 */
export async function registerStudy(work: Work, door: Door, id: string): Promise<StudyView> {
  const seen = await work.change((change) => getLockedStudy(change, id));
  if (seen.registered_at === null) {
    const laterAnswers = await countLaterEverywhere(door, seen.protocol as StudyProtocol, id);
    await work.change((change) => fixProtocol(change, id, seen.version, laterAnswers));
  }
  const study = await work.read((reading) => readStudy(reading, id));
  await deliverStudy(work, door, study);
  return work.read((reading) => readStudy(reading, id));
}

async function fixProtocol(change: Change, id: string, version: number, laterAnswers: number): Promise<void> {
  const { organisationId, now, actorId } = change;
  const row = await getLockedStudy(change, id);
  if (actorId === null || row.version !== version) {
    throw new AppError('version_conflict', { parameters: { fields: 'protocol' } });
  }
  const decision = decideRegistration({ registeredAt: row.registered_at }, laterAnswers);
  if (!decision.ok) throw new AppError(decision.reason);
  const hash = contentHash(row.protocol);
  change.push(
    sql.registerStudy({ organisationId, id, hash, registeredBy: actorId, version: version + 1, now }),
  );
  change.audit({ action: 'study.register', subjectKind: 'study', subjectIds: [id], detail: { hash } });
  change.emit({ type: 'study.registered', subjectId: id, data: { hash } });
}

/** Counted inside each organisation, by nobody's eyes: the one number that comes out decides. */
async function countLaterEverywhere(door: Door, { participants }: StudyProtocol, studyId: string) {
  let count = 0;
  for (const { organisationId } of participants) {
    const row = await door(organisationId).read((reading) =>
      reading.first(countLaterAnswers({ organisationId, studyId })),
    );
    count += row?.count ?? 0;
  }
  return count;
}

async function deliverStudy(work: Work, door: Door, study: StudyView): Promise<void> {
  const { protocol, protocolHash: hash, registeredAt } = study;
  if (hash === null || registeredAt === null) return;
  const ownerId = await work.read(async ({ organisationId }) => organisationId);
  for (const { organisationId } of protocol.participants) {
    await door(organisationId).change(async (change) => {
      const { now } = change;
      const delivered = await change.first(
        sql.insertSite({
          organisationId,
          studyId: study.id,
          ownerId,
          protocol: JSON.stringify(protocol),
          hash,
          registeredAt: new Date(registeredAt),
          now,
        }),
      );
      for (const { id, amendment, reason, madeAt } of study.amendments) {
        const copy = { organisationId, id, studyId: study.id, amendment, reason };
        change.push(sql.insertAmendment({ ...copy, madeAt: new Date(madeAt) }));
      }
      if (delivered === undefined) return;
      const detail = { owner: ownerId, hash };
      change.audit({ action: 'study.deliver', subjectKind: 'study', subjectIds: [study.id], detail });
      change.emit({ type: 'study.delivered', subjectId: study.id, data: { owner: ownerId } });
    });
  }
}

/** @throws AppError not_found, study_not_registered */
export async function amendStudy(
  work: Work,
  door: Door,
  creation: Creation,
  { studyId, amendment, reason, ...body }: BodyOf<typeof AmendStudy> & { studyId: string },
): Promise<StudyView> {
  const study = await work.create(creation, {
    make: async (change) => {
      const { organisationId, now } = change;
      const row = await getLockedStudy(change, studyId);
      if (row.registered_at === null) throw new AppError('study_not_registered');
      const id = body.id ?? newId(now.getTime());
      change.push(sql.insertAmendment({ organisationId, id, studyId, amendment, reason, madeAt: now }));
      change.audit({ action: 'study.amend', subjectKind: 'study', subjectIds: [studyId] });
      return readStudy(change, studyId);
    },
    readBack: (reading) => readStudy(reading, studyId),
  });
  await deliverStudy(work, door, study);
  return study;
}

async function getLockedStudy(change: Change, id: string) {
  const row = await change.first(sql.lockStudy({ organisationId: change.organisationId, id }));
  if (row === undefined) throw new AppError('not_found');
  return row;
}
