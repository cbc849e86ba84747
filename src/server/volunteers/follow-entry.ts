import { canonicalJson } from '../../domain/canonical-json.ts';
import { type EntryState, isOpenEntry } from '../../domain/books/entry-life.ts';
import { isUnderAge, type VolunteerProfile } from '../../domain/volunteers/profile.ts';
import type { AskingEntry, EntryFollower } from '../books/public.ts';
import type { SealingKey } from '../platform/keys/sealing.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change } from '../platform/work/work.ts';
import type { HolderReader } from '../public-accounts/public.ts';
import { numberOfEntry } from './number-of-entry.ts';
import { keepBefore } from './corrections.ts';
import { findBrought } from './brought.ts';
import { rememberGone } from './gone.ts';
import { mayServe } from './may-serve.ts';
import { openPart, sealPart } from './sealed.ts';
import * as sql from './sql.ts';

/**
 * An organisation's record of each who is in its book as a volunteer: what they say of themselves comes with the entry, what stood there
 * before is kept, and with the end all of it goes.
 */
export function volunteerFollower(readHolder: HolderReader): EntryFollower {
  const profileOf = (change: Change, { id, tenant }: Pick<AskingEntry, 'id' | 'tenant'>) =>
    readGivenProfile(readHolder, change, { id, tenant });
  return {
    look: async (change, entry) => {
      const row = await lock(change, entry.id);
      if (!entry.participations.includes('volunteer')) {
        const isLeaving = row !== undefined && isOpenEntry(row.state as EntryState);
        const keep = async () => (isLeaving ? pause(change, row) : undefined);
        return { mustWait: false, keep };
      }
      const profile = await profileOf(change, entry);
      const looked = { entry, row, profile };
      return {
        mustWait: (await mustWait(change, looked)) || (await mayBeBrought(change, looked)),
        keep: async (decided) => fill(change, { entry, row, profile, ...decided }),
      };
    },
    moved: async (change, id, state) => {
      const { organisationId } = change;
      const row = await lock(change, id);
      if (row === undefined) return;
      if (!isOpenEntry(state)) return end(change, row, state);
      // of somebody who stays in the book as something else
      if (!isOpenEntry(row.state as EntryState)) return;
      if (state === 'accepted' && !(await mayServe(change, row)))
        throw new AppError('guardian_consent_missing');
      change.push(sql.moveVolunteer({ organisationId, volunteerId: id, state }));
    },
  };
}

async function mustWait(change: Change, { entry, row, profile }: Looked): Promise<boolean> {
  if (!entry.isAccepted && (profile === null || isUnderAge(profile.birthDate, todayOf(change)))) return true;
  // whoever was taken in without details was looked at
  if (row === undefined || profile === null) return false;
  const before = profileIn(change, row);
  // nobody grows older by a word
  const wasMinor = before !== undefined && isUnderAge(before.birthDate, todayOf(change));
  const isAnother = entry.isAccepted ? isSomebodyElse(before, profile) : wasMinor;
  return isAnother || !(await mayServe(change, row));
}

/** Whoever may be somebody of a table that was brought in is told from them by somebody, and counted once. */
async function mayBeBrought(change: Change, { entry, row, profile }: Looked): Promise<boolean> {
  if (entry.isAccepted || row?.is_brought === true) return false;
  // whoever asks while a table comes in waits until it is there
  if (row === undefined) await change.all(sql.holdImports());
  return (await findBrought(change, { name: entry.name, profile })).length > 0;
}

const todayOf = ({ timeZone, now }: Change) => dayIn(timeZone, now);

function profileIn({ keys }: Change, row: VolunteerRow): VolunteerProfile | undefined {
  const part = openPart(keys.beside, row, { table: 'volunteer', rowId: row.id }, row.sealed);
  return part?.profile ?? undefined;
}

/** What was looked at was this person, and below age this guardian's word. A number where none was is more of the same person. */
function isSomebodyElse(before: VolunteerProfile | undefined, profile: VolunteerProfile): boolean {
  if (before === undefined) return false;
  const { birthDate, idKind, idNumber, guardian } = profile;
  const isOtherNumber =
    before.idNumber !== null && (idKind !== before.idKind || idNumber !== before.idNumber);
  const isOther = birthDate !== before.birthDate || isOtherNumber;
  return isOther || (guardian !== null && canonicalJson(guardian) !== canonicalJson(before.guardian));
}

/** Null: who joined has not said anything of themselves as a volunteer. */
async function readGivenProfile(
  readHolder: HolderReader,
  { organisationId: bookOrganisationId }: Change,
  { id: entryId, tenant }: { id: string; tenant: string },
): Promise<VolunteerProfile | null> {
  const profile = await readHolder({ tenant, entryId, bookOrganisationId }, async (reading, row) => {
    const accountId = row.account_id;
    const { organisationId, keys } = reading;
    const found = await reading.first(sql.readProfile({ organisationId, accountId }));
    if (found === undefined) return undefined;
    await reading.audited({
      action: 'volunteer_profile.share',
      subjectKind: 'public_account',
      subjectIds: [accountId],
      detail: { book: bookOrganisationId },
    });
    const person = { id: accountId, wrapped: found.wrapped };
    return openPart(keys, person, { table: 'volunteer_profile', rowId: accountId }, found.sealed);
  });
  return profile ?? null;
}

type VolunteerRow = NonNullable<Awaited<ReturnType<typeof lock>>>;
const lock = (change: Change, volunteerId: string) =>
  change.first(sql.lockVolunteer({ organisationId: change.organisationId, volunteerId }));

interface Looked {
  readonly entry: AskingEntry;
  readonly row: VolunteerRow | undefined;
  readonly profile: VolunteerProfile | null;
}

interface Filling extends Looked {
  readonly key: SealingKey;
  readonly state: EntryState;
}

function fill(change: Change, filling: Filling): void {
  const { organisationId, keys } = change;
  const { entry, row, profile, key, state } = filling;
  const { id, name, askedAt } = entry;
  const sealed = sealPart(keys, key, { table: 'volunteer', rowId: id }, { name, profile });
  const filled = {
    organisationId,
    volunteerId: id,
    sealed,
    skills: [...(profile?.skills ?? [])],
    categories: [...(profile?.categories ?? [])],
    languages: [...(profile?.languages ?? [])],
    regionCode: profile?.regionCode ?? null,
    state,
  };
  if (row === undefined) {
    change.push(
      sql.insertVolunteer({ ...filled, number: numberOfEntry(id), since: askedAt, isBrought: false }),
    );
    change.audit({ action: 'volunteer.create', subjectKind: 'volunteer', subjectIds: [id] });
    return;
  }
  keepBefore(change, { id, name, row, profile, key });
  change.push(sql.fillVolunteer(filled));
}

/** They are in the book as something else from now on, and may come back: what they said of themselves goes, what was written of them stays. */
function pause(change: Change, row: VolunteerRow): void {
  const volunteerId = row.id;
  const of = { organisationId: change.organisationId, volunteerId };
  rememberGone(change, row);
  change.push(sql.endVolunteer({ ...of, state: 'left' }));
  change.push(sql.leaveTeams(of));
  change.audit({ action: 'volunteer.end', subjectKind: 'volunteer', subjectIds: [volunteerId] });
}

function end(change: Change, row: VolunteerRow, state: EntryState): void {
  const volunteerId = row.id;
  const of = { organisationId: change.organisationId, volunteerId };
  rememberGone(change, row);
  change.push(sql.endVolunteer({ ...of, state }));
  change.push(sql.deleteCorrections(of));
  change.push(sql.deleteNotes(of));
  change.push(sql.leaveTeams(of));
  change.push(sql.emptyQualifications(of));
  change.audit({ action: 'volunteer.end', subjectKind: 'volunteer', subjectIds: [volunteerId] });
}
