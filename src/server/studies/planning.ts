import type { BodyOf } from '../../contract/operation.ts';
import type { AmendStudy, ChangeStudy, CreateStudy } from '../../contract/studies.ts';
import { decideProtocolChange, decideRegistration } from '../../domain/studies/decide-study.ts';
import type { StudyProtocol } from '../../domain/studies/protocol.ts';
import { deliver, type Enquiries } from '../deliveries/public.ts';
import { AppError } from '../platform/work/errors.ts';
import { newId } from '../platform/database/ids.ts';
import type { Creation } from '../platform/work/creation.ts';
import type { Change, Work } from '../platform/work/work.ts';
import { isMadeAlready } from '../platform/work/repeated-change.ts';
import { contentHash } from '../platform/work/content-hash.ts';
import { laterAnswers, registeredStudy, studyAmendment } from './kinds.ts';
import { planOf, protocolOf } from './protocol.ts';
import { readStudy, type StudyView } from './read-study.ts';
import * as sql from './sql.ts';

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
 * Fixes the protocol and sends it to the participants, in one transaction. Again: sends once more what did not arrive, and
 * changes nothing else.
 * @throws AppError not_found, study_answers_exist, organisation_silent
 */
export async function registerStudy(work: Work, enquiries: Enquiries, id: string): Promise<StudyView> {
  const seen = await work.change((change) => getLockedStudy(change, id));
  const { participants } = seen.protocol as StudyProtocol;
  let count = 0;
  if (seen.registered_at === null)
    for (const { organisationId } of participants)
      count += await enquiries.ask(work, laterAnswers, organisationId, { studyId: id });
  return work.change(async (change) => {
    // registered meanwhile by the same request, sent twice: nothing is fixed again
    const row = await getLockedStudy(change, id);
    if (row.registered_at === null) await fixProtocol(change, id, seen.version, count);
    const study = await readStudy(change, id);
    await sendStudy(change, study);
    return readStudy(change, id);
  });
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

async function sendStudy(change: Change, study: StudyView): Promise<void> {
  const { id: studyId, protocol, protocolHash: hash, registeredAt } = study;
  if (hash === null || registeredAt === null) return;
  const payload = { studyId, protocol, hash, registeredAt };
  for (const { organisationId: to } of protocol.participants)
    await deliver(change, { to, kind: registeredStudy, key: studyId, payload });
  for (const amendment of study.amendments) await sendAmendment(change, study, amendment);
}

/** To all others: the owner has it already. */
async function sendAmendment(
  change: Change,
  { id: studyId, protocol: { participants } }: StudyView,
  amendment: StudyView['amendments'][number],
): Promise<void> {
  for (const { organisationId: to } of participants) {
    if (to === change.organisationId) continue;
    const payload = { studyId, ...amendment };
    await deliver(change, { to, kind: studyAmendment, key: amendment.id, payload });
  }
}

/** @throws AppError not_found, study_not_registered */
export function amendStudy(
  work: Work,
  creation: Creation,
  { studyId, amendment, reason, ...body }: BodyOf<typeof AmendStudy> & { studyId: string },
): Promise<StudyView> {
  return work.create(creation, {
    make: async (change) => {
      const { organisationId, now } = change;
      const row = await getLockedStudy(change, studyId);
      if (row.registered_at === null) throw new AppError('study_not_registered');
      const id = body.id ?? newId(now.getTime());
      change.push(sql.insertAmendment({ organisationId, id, studyId, amendment, reason, madeAt: now }));
      change.audit({ action: 'study.amend', subjectKind: 'study', subjectIds: [studyId] });
      const study = await readStudy(change, studyId);
      await sendAmendment(change, study, { id, amendment, reason, madeAt: now.toISOString() });
      return readStudy(change, studyId);
    },
    readBack: (reading) => readStudy(reading, studyId),
  });
}

async function getLockedStudy(change: Change, id: string) {
  const row = await change.first(sql.lockStudy({ organisationId: change.organisationId, id }));
  if (row === undefined) throw new AppError('not_found');
  return row;
}
