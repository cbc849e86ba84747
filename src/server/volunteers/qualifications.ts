import type { BodyOf } from '../../contract/operation.ts';
import type { AddQualification, QualificationView } from '../../contract/volunteers.ts';
import { type EntryState, isOpenEntry } from '../../domain/books/entry-life.ts';
import { refuseQualification } from '../../domain/volunteers/qualification.ts';
import { holdAccepted } from '../books/public.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import type { OrganisationKeys } from '../platform/keys/keyring.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import { mayServe } from './may-serve.ts';
import { viewQualification } from './qualification-view.ts';
import { openPart, type SealedPerson, sealPart } from './sealed.ts';
import * as sql from './sql.ts';

/**
 * A volunteer who is with the organisation, held, with the key that opens what is theirs.
 * @throws AppError not_found, volunteer_not_there
 */
export async function holdVolunteer(
  change: Change,
  volunteerId: string,
): Promise<{ id: string; wrapped: Buffer }> {
  const { organisationId } = change;
  const row = await change.first(sql.lockVolunteer({ organisationId, volunteerId }));
  if (row === undefined) throw new AppError('not_found');
  const { wrapped } = row;
  if (wrapped === null || !isOpenEntry(row.state as EntryState)) throw new AppError('volunteer_not_there');
  return { id: row.id, wrapped };
}

/** @throws AppError not_found, volunteer_not_there, invalid_request */
export async function addQualification(
  change: Change,
  { volunteerId, accountId }: { volunteerId: string; accountId: string },
  body: BodyOf<typeof AddQualification>,
): Promise<QualificationView> {
  const { organisationId, keys, now } = change;
  const { id, kind, code, validFrom, validUntil = null, minutes = null } = body;
  const refusal = refuseQualification({ kind, code, validFrom, validUntil, minutes });
  if (refusal !== undefined) throw new AppError('invalid_request', { fields: [refusal] });
  const person = await holdVolunteer(change, volunteerId);
  const words = { title: body.title ?? '', organiser: body.organiser ?? '', reference: body.reference ?? '' };
  const key = keys.personKey(person.id, person.wrapped);
  const sealed = sealPart(keys, key, { table: 'volunteer_qualification', rowId: id }, words);
  const dates = { validFrom, validUntil };
  const said = { kind, code, minutes, ...dates };
  change.push(
    sql.insertQualification({ organisationId, volunteerId, id, ...said, sealed, by: accountId, now }),
  );
  change.audit({
    action: 'volunteer_qualification.add',
    subjectKind: 'volunteer',
    subjectIds: [volunteerId],
    detail: { qualification: id },
  });
  return { id, ...said, ...words, withdrawnOn: null, withdrawnBecause: '' };
}

/** What a repeated request finds. @throws AppError not_found */
export async function readQualification(
  reading: Reading,
  volunteerId: string,
  id: string,
): Promise<QualificationView> {
  const { organisationId, keys } = reading;
  const [[person], rows] = await reading.all(
    sql.readVolunteer({ organisationId, volunteerId }),
    sql.listQualifications({ organisationId, volunteerId }),
  );
  const row = rows.find((one) => one.id === id);
  if (person === undefined || row === undefined) throw new AppError('not_found');
  return viewQualification(keys, person, row);
}

/**
 * From today on, also of somebody who has gone since; withdrawn twice, it is withdrawn as the first said. Somebody under age whose guardian does
 * not consent any more waits until somebody has looked.
 * @throws AppError not_found
 */
export async function withdrawQualification(
  change: Change,
  { id, accountId }: { id: string; accountId: string },
  reason: string,
): Promise<QualificationView> {
  const { organisationId, keys, now, timeZone } = change;
  const known = await change.first(sql.readQualification({ organisationId, id }));
  if (known === undefined) throw new AppError('not_found');
  // the entry first, then the volunteer, as whoever decides on them does
  const askAnew = await holdAccepted(change, known.volunteer_id);
  const person = await change.first(sql.lockVolunteer({ organisationId, volunteerId: known.volunteer_id }));
  const row = await change.first(sql.readQualification({ organisationId, id }));
  if (row === undefined || person === undefined) throw new AppError('not_found');
  if (row.withdrawn_on !== null) return viewQualification(keys, person, row);
  const sealed = sealReason(keys, person, row, reason);
  const on = dayIn(timeZone, now);
  change.push(sql.withdrawQualification({ organisationId, id, sealed, on, by: accountId }));
  change.audit({
    action: 'volunteer_qualification.withdraw',
    subjectKind: 'volunteer',
    subjectIds: [person.id],
    detail: { qualification: id },
  });
  if (askAnew !== undefined && !(await mayServe(change, person))) {
    await askAnew();
    change.push(sql.moveVolunteer({ organisationId, volunteerId: person.id, state: 'asked' }));
  }
  return viewQualification(keys, person, { ...row, sealed, withdrawn_on: on });
}

/** Null: the key went with the volunteer, and nothing more is written of them. */
function sealReason(
  keys: OrganisationKeys,
  person: SealedPerson,
  row: { readonly id: string; readonly sealed: Buffer | null },
  reason: string,
): Buffer | null {
  const { id, wrapped } = person;
  if (wrapped === null || row.sealed === null) return null;
  const place = { table: 'volunteer_qualification', rowId: row.id } as const;
  const words = openPart(keys, person, place, row.sealed) ?? { title: '', organiser: '', reference: '' };
  return sealPart(keys, keys.personKey(id, wrapped), place, { ...words, withdrawnBecause: reason });
}
