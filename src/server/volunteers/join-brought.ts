import type { VolunteerView } from '../../contract/volunteers.ts';
import { type EntryFollower, holdToJoin } from '../books/public.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change } from '../platform/work/work.ts';
import { newId } from '../platform/database/ids.ts';
import type { RowOf } from '../platform/database/statement.ts';
import type { SealingKey } from '../platform/keys/sealing.ts';
import { holdsOn } from '../../domain/volunteers/qualification.ts';
import { isUnderAge } from '../../domain/volunteers/profile.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import { inCommon, isTied, mayBeOne } from './brought.ts';
import { keepBefore } from './corrections.ts';
import { factsOf } from './qualification-view.ts';
import { openPart, type SealedPerson, sealPart } from './sealed.ts';
import * as sql from './sql.ts';

/**
 * Whoever asks to be in the book is somebody of a table that was brought in: hours, number and all else of that record are theirs, with what they say
 * of themselves now. What colleagues wrote of the new entry goes over to it. Nobody takes it back: what the two have in common is looked at again, and
 * whoever has seen no more than a name and a date of birth writes how they know.
 * @throws AppError not_found, volunteers_not_one, invalid_request
 */
export async function joinBrought(
  change: Change,
  { askedId, broughtId, madeSure }: { askedId: string; broughtId: string; madeSure: string },
  followers: readonly EntryFollower[],
): Promise<{ id: VolunteerView['id'] }> {
  const { organisationId, keys } = change;
  const entries = await holdToJoin(change, { askedId, broughtId });
  const volunteerIds = [askedId, broughtId];
  await change.all(sql.holdVolunteers({ organisationId, volunteerIds }));
  const of = { organisationId, volunteerId: askedId };
  const [rows, qualifications, notes, teams, earlier, [history]] = await change.all(
    sql.listVolunteersOf({ organisationId, volunteerIds }),
    sql.listQualifications(of),
    sql.listNotes(of),
    sql.listTeamsOf(of),
    sql.listQualifications({ organisationId, volunteerId: broughtId }),
    sql.hasServedHere(of),
  );
  const [asked, brought] = volunteerIds.map((id) => rows.find((row) => row.id === id));
  if (asked === undefined || brought?.is_brought !== true || history?.has !== false)
    throw new AppError('volunteers_not_one');
  const said = openPart(keys, asked, { table: 'volunteer', rowId: askedId }, asked.sealed);
  const known = openPart(keys, brought, { table: 'volunteer', rowId: broughtId }, brought.sealed);
  if (said === undefined || known === undefined) throw new AppError('volunteers_not_one');
  const same = inCommon(said, known);
  if (!mayBeOne(same, said)) throw new AppError('volunteers_not_one');
  if (!isTied(same) && madeSure === '')
    throw new AppError('invalid_request', { fields: [{ path: '/madeSure', code: 'join_unexplained' }] });
  const today = dayIn(change.timeZone, change.now);
  const isYoung = [said, known].some(
    (one) => one.profile !== null && isUnderAge(one.profile.birthDate, today),
  );
  const consent = { kind: 'check', code: 'guardian_consent' } as const;
  const mustWait = isYoung && !holdsOn([...qualifications, ...earlier].map(factsOf), consent, today);
  const key = keys.personKey(broughtId, entries.brought.wrapped);
  writeOver(change, { from: asked, to: { id: broughtId, key } }, { qualifications, notes, teams });
  const { name, profile } = said;
  keepBefore(change, { id: broughtId, name, row: brought, profile, key, join: { madeSure } });
  change.push(
    sql.fillVolunteer({
      organisationId,
      volunteerId: broughtId,
      sealed: sealPart(keys, key, { table: 'volunteer', rowId: broughtId }, said),
      skills: [...(profile?.skills ?? [])],
      categories: [...(profile?.categories ?? [])],
      languages: [...(profile?.languages ?? [])],
      regionCode: profile?.regionCode ?? null,
      state: mustWait ? 'asked' : brought.state,
    }),
  );
  change.push(sql.claimVolunteer({ organisationId, volunteerId: broughtId }));
  await entries.finish(followers, mustWait);
  change.push(sql.deleteGone(of));
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
