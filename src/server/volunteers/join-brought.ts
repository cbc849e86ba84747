import type { VolunteerView } from '../../contract/volunteers.ts';
import { type EntryFollower, holdToJoin } from '../books/public.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change } from '../platform/work/work.ts';
import { newId } from '../platform/database/ids.ts';
import type { RowOf } from '../platform/database/statement.ts';
import type { SealingKey } from '../platform/keys/sealing.ts';
import { keepBefore } from './corrections.ts';
import { openPart, type SealedPerson, sealPart } from './sealed.ts';
import * as sql from './sql.ts';

/**
 * Whoever asks to be in the book is somebody of a table that was brought in: hours, number and all else of that record are theirs, with what they say
 * of themselves now. What colleagues wrote of the new entry goes over to it.
 * @throws AppError not_found, volunteers_not_one
 */
export async function joinBrought(
  change: Change,
  { askedId, broughtId }: { askedId: string; broughtId: string },
  followers: readonly EntryFollower[],
): Promise<{ id: VolunteerView['id'] }> {
  const { organisationId, keys } = change;
  const entries = await holdToJoin(change, { askedId, broughtId });
  const volunteerIds = [askedId, broughtId];
  await change.all(sql.holdVolunteers({ organisationId, volunteerIds }));
  const of = { organisationId, volunteerId: askedId };
  const [rows, qualifications, notes, teams] = await change.all(
    sql.listVolunteersOf({ organisationId, volunteerIds }),
    sql.listQualifications(of),
    sql.listNotes(of),
    sql.listTeamsOf(of),
  );
  const [asked, brought] = volunteerIds.map((id) => rows.find((row) => row.id === id));
  if (asked === undefined || brought?.is_brought !== true) throw new AppError('volunteers_not_one');
  const said = openPart(keys, asked, { table: 'volunteer', rowId: askedId }, asked.sealed);
  if (said === undefined) throw new AppError('volunteers_not_one');
  const key = keys.personKey(broughtId, entries.brought.wrapped);
  writeOver(change, { from: asked, to: { id: broughtId, key } }, { qualifications, notes, teams });
  const { name, profile } = said;
  keepBefore(change, { id: broughtId, name, row: brought, profile, key });
  change.push(
    sql.fillVolunteer({
      organisationId,
      volunteerId: broughtId,
      sealed: sealPart(keys, key, { table: 'volunteer', rowId: broughtId }, said),
      skills: [...(profile?.skills ?? [])],
      categories: [...(profile?.categories ?? [])],
      languages: [...(profile?.languages ?? [])],
      regionCode: profile?.regionCode ?? null,
      state: brought.state,
    }),
  );
  change.push(sql.claimVolunteer({ organisationId, volunteerId: broughtId }));
  await entries.finish(followers);
  change.audit({ action: 'volunteer.join', subjectKind: 'volunteer', subjectIds: volunteerIds });
  return { id: broughtId };
}

interface Written {
  readonly qualifications: readonly RowOf<ReturnType<typeof sql.listQualifications>>[];
  readonly notes: readonly RowOf<ReturnType<typeof sql.listNotes>>[];
  readonly teams: readonly RowOf<ReturnType<typeof sql.listTeamsOf>>[];
}

/** By whoever says that the two are one: what was withdrawn stays where it was. */
function writeOver(
  change: Change,
  { from, to }: { from: SealedPerson; to: { id: string; key: SealingKey } },
  { qualifications, notes, teams }: Written,
): void {
  const { organisationId, keys, now, actorId } = change;
  const said = { organisationId, volunteerId: to.id, by: actorId ?? to.id, now };
  for (const row of qualifications) {
    const words = openPart(keys, from, { table: 'volunteer_qualification', rowId: row.id }, row.sealed);
    if (words === undefined || row.withdrawn_on !== null) continue;
    const id = newId(now.getTime());
    const sealed = sealPart(keys, to.key, { table: 'volunteer_qualification', rowId: id }, words);
    const { kind, code, minutes, valid_from: validFrom, valid_until: validUntil } = row;
    change.push(sql.insertQualification({ ...said, id, kind, code, minutes, validFrom, validUntil, sealed }));
  }
  for (const row of notes) {
    const words = openPart(keys, from, { table: 'volunteer_note', rowId: row.id }, row.sealed);
    if (words === undefined) continue;
    const id = newId(now.getTime());
    const sealed = sealPart(keys, to.key, { table: 'volunteer_note', rowId: id }, words);
    change.push(sql.insertNote({ ...said, id, sealed }));
  }
  for (const { id: teamId } of teams) change.push(sql.insertTeamMember({ ...said, teamId }));
}
