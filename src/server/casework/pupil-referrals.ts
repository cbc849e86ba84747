import type { Static } from 'typebox';
import type { PupilReferral, ReferPupil } from '../../contract/casework.ts';
import type { BodyOf } from '../../contract/operation.ts';
import { nameKey } from '../../domain/people/person-name.ts';
import { withoutZeros } from '../../domain/people/student-number.ts';
import { type Pupil, listPupils } from '../clients/public.ts';
import { CreationErased } from '../platform/work/creation.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import { openReferral } from './open-referral.ts';
import { createReferral } from './referrals.ts';
import { openName } from './sealed.ts';
import { listReferredBy } from './sql-referrals.ts';

type PupilReferralView = Static<typeof PupilReferral>;

const SHOWN = 100;

/**
 * A teacher refers a pupil whose record the teacher does not see: found by name within the class, and nothing of the
 * record is told but what the teacher wrote.
 * @throws AppError pupil_not_found, pupil_ambiguous, id_taken
 */
export async function referPupil(
  change: Change,
  { classId, name, studentNumber, ...referral }: BodyOf<typeof ReferPupil>,
): Promise<PupilReferralView> {
  const members = await listPupils(change, [classId], 'service');
  const pupil = getPupil(members, nameKey(name), plain(studentNumber ?? ''));
  const created = await createReferral(change, { ...referral, clientId: pupil.id, source: 'teacher' });
  const { id, urgency, status, createdAt } = created;
  return { id, pupilName: pupil.name, urgency, status, createdAt };
}

function getPupil(members: readonly Pupil[], name: string, number: string): Pupil {
  const named = members.filter((member) => nameKey(member.name) === name);
  const found =
    number === '' ? named : named.filter((member) => plain(member.studentNumber ?? '') === number);
  const [pupil] = found;
  if (pupil === undefined) throw refusal('pupil_not_found', number === '' ? '/name' : '/studentNumber');
  if (found.length > 1) throw refusal('pupil_ambiguous', '/studentNumber');
  return pupil;
}

function refusal(code: 'pupil_not_found' | 'pupil_ambiguous', path: string): AppError {
  return new AppError(code, { fields: [{ path, code }] });
}

/** A student number as it is compared: without spaces, full-width forms and the zeros before it. */
function plain(text: string): string {
  return withoutZeros(text.normalize('NFKC').replaceAll(/\s/gu, '').toUpperCase());
}

/** What a repeated request referred. @throws AppError not_found */
export async function readPupilReferral(reading: Reading, id: string): Promise<PupilReferralView> {
  const row = (await listReferred(reading)).find((item) => item.id === id);
  if (row === undefined) throw new AppError('not_found');
  if (row.wrapped === null) throw new CreationErased();
  return viewReferred(reading, row);
}

export async function listPupilReferrals(reading: Reading): Promise<{ items: PupilReferralView[] }> {
  const rows = await listReferred(reading);
  return { items: rows.map((row) => viewReferred(reading, row)) };
}

async function listReferred(reading: Reading) {
  const { organisationId, actorId } = reading;
  if (actorId === null) throw new AppError('not_found');
  const [rows] = await reading.all(listReferredBy({ organisationId, accountId: actorId, limit: SHOWN }));
  if (rows.length > 0) {
    const subjectIds = rows.map(({ client_id: clientId }) => clientId);
    await reading.audited({ action: 'referral.list', subjectKind: 'client', subjectIds });
  }
  return rows;
}

type ReferredRow = Awaited<ReturnType<typeof listReferred>>[number];

function viewReferred({ keys }: Reading, row: ReferredRow): PupilReferralView {
  return {
    id: row.id,
    pupilName: openName(keys, row.client_id, row),
    urgency: openReferral(keys, row).urgency ?? null,
    status: row.status as PupilReferralView['status'],
    createdAt: row.created_at.toISOString(),
  };
}
