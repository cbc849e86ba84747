import type { BodyOf } from '../../contract/operation.ts';
import type { AddVolunteerNote, VolunteerView } from '../../contract/volunteers.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import { holdVolunteer } from './qualifications.ts';
import { readVolunteer } from './read-volunteers.ts';
import { sealPart } from './sealed.ts';
import * as sql from './sql.ts';

type NoteView = VolunteerView['notes'][number];

/** @throws AppError not_found, volunteer_not_there */
export async function addNote(
  change: Change,
  { volunteerId, accountId }: { volunteerId: string; accountId: string },
  { id, text }: BodyOf<typeof AddVolunteerNote>,
): Promise<NoteView> {
  const { organisationId, keys, now } = change;
  const person = await holdVolunteer(change, volunteerId);
  const key = keys.personKey(person.id, person.wrapped);
  const sealed = sealPart(keys, key, { table: 'volunteer_note', rowId: id }, { text });
  change.push(sql.insertNote({ organisationId, volunteerId, id, sealed, by: accountId, now }));
  change.audit({ action: 'volunteer.note', subjectKind: 'volunteer', subjectIds: [volunteerId] });
  return { id, text, by: accountId, at: now.toISOString() };
}

/** What a repeated request finds. @throws AppError not_found */
export async function readNote(reading: Reading, volunteerId: string, id: string): Promise<NoteView> {
  const note = (await readVolunteer(reading, volunteerId)).notes.find((one) => one.id === id);
  if (note === undefined) throw new AppError('not_found');
  return note;
}
