import type { StudyProtocol } from '../../domain/studies/protocol.ts';
import { type Answerer, answererOf, type Receiver, receiverOf } from '../deliveries/public.ts';
import { countLaterAnswers } from '../measures/public.ts';
import { AppError } from '../platform/work/errors.ts';
import { laterAnswers, registeredStudy, releasedSums, studyAmendment } from './kinds.ts';
import * as sql from './sql.ts';

/** What was delivered already stays as it came; its receipt says since when it is there. */
const receiveStudy = receiverOf(registeredStudy, async (change, { fromOrganisationId: ownerId, payload }) => {
  const { organisationId, now } = change;
  const { studyId, protocol, hash, registeredAt } = payload;
  const row = { organisationId, studyId, ownerId, protocol: JSON.stringify(protocol), hash, now };
  const inserted = await change.first(sql.insertSite({ ...row, registeredAt: new Date(registeredAt) }));
  if (inserted !== undefined) {
    const detail = { owner: ownerId, hash };
    change.audit({ action: 'study.deliver', subjectKind: 'study', subjectIds: [studyId], detail });
    change.emit({ type: 'study.delivered', subjectId: studyId, data: { owner: ownerId } });
  }
  const site = await change.first(sql.readSite({ organisationId, studyId }));
  // an id that another organisation's study has
  if (site?.owner_organisation_id !== ownerId) throw new AppError('id_taken');
  return { deliveredAt: site.delivered_at.toISOString() };
});

const receiveAmendment = receiverOf(studyAmendment, async (change, { fromOrganisationId, payload }) => {
  const { organisationId } = change;
  const { studyId, madeAt, ...words } = payload;
  const site = await change.first(sql.readSite({ organisationId, studyId }));
  // comes again when the protocol is there
  if (site?.owner_organisation_id !== fromOrganisationId) throw new AppError('not_found');
  change.push(sql.insertAmendment({ organisationId, studyId, ...words, madeAt: new Date(madeAt) }));
  return {};
});

const receiveSums = receiverOf(releasedSums, async (change, { fromOrganisationId, payload }) => {
  const { organisationId } = change;
  const { studyId, content, releasedAt, signature, ...rest } = payload;
  const study = await change.first(sql.readStudy({ organisationId, id: studyId }));
  const { participants = [] } = (study?.protocol ?? {}) as Partial<StudyProtocol>;
  if (!participants.some((one) => one.organisationId === fromOrganisationId)) throw new AppError('not_found');
  const release = { fromOrganisationId, content: JSON.stringify(content), ...rest };
  change.push(
    sql.insertRelease({
      organisationId,
      studyId,
      ...release,
      releasedBy: null,
      releasedAt: new Date(releasedAt),
      signature: Buffer.from(signature, 'base64'),
    }),
  );
  const detail = { from: fromOrganisationId, hash: rest.hash };
  change.audit({ action: 'study.receive', subjectKind: 'study', subjectIds: [studyId], detail });
  change.emit({ type: 'study.sums_received', subjectId: studyId, data: { from: fromOrganisationId } });
  return {};
});

export const studyReceivers: readonly Receiver[] = [receiveStudy, receiveAmendment, receiveSums];

export const studyAnswerers: readonly Answerer[] = [
  answererOf(laterAnswers, async (reading, { studyId }) => {
    const { organisationId } = reading;
    return (await reading.first(countLaterAnswers({ organisationId, studyId })))?.count ?? 0;
  }),
];
