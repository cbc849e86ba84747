import type { EnteredProfile, VolunteerProfileView } from '../../contract/volunteers.ts';
import type { VolunteerProfile } from '../../domain/volunteers/profile.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import { AppError } from '../platform/work/errors.ts';
import { isMadeAlready } from '../platform/work/repeated-change.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import { holdAccount, tellBooks } from '../public-accounts/public.ts';
import { readProfile, refuseUnknownRegion } from './entered-profile.ts';
import { openPart, sealPart } from './sealed.ts';
import * as sql from './sql.ts';

type Access = Pick<Reading, 'first' | 'organisationId' | 'keys'>;

/** Undefined: the holder never registered as a volunteer. */
export async function findProfile(
  access: Access,
  accountId: string,
): Promise<VolunteerProfileView | undefined> {
  const { organisationId, keys } = access;
  const row = await access.first(sql.readProfile({ organisationId, accountId }));
  if (row === undefined) return undefined;
  const person = { id: accountId, wrapped: row.wrapped };
  const profile = openPart(keys, person, { table: 'volunteer_profile', rowId: accountId }, row.sealed);
  return profile === undefined ? undefined : viewProfile(profile, row.version);
}

function viewProfile(profile: VolunteerProfile, version: number): VolunteerProfileView {
  const { skills, categories, languages, availability } = profile;
  return {
    ...profile,
    skills: [...skills],
    categories: [...categories],
    languages: [...languages],
    availability: { weekly: [...availability.weekly], exceptions: [...availability.exceptions] },
    version,
  };
}

/**
 * Enters or corrects what the holder says of themselves. The organisations that they serve with are told, and keep what stood there.
 * @throws AppError invalid_request, version_conflict, book_changes_limit
 */
export async function putOwnProfile(
  change: Change,
  accountId: string,
  { version, entered }: { version: number; entered: EnteredProfile },
): Promise<VolunteerProfileView> {
  const { organisationId, keys, now, timeZone } = change;
  const profile = readProfile(entered, dayIn(timeZone, now));
  await refuseUnknownRegion(change, profile.regionCode);
  const held = await holdAccount(change, accountId);
  const there = await findProfile(change, accountId);
  if ((there?.version ?? 0) !== version) {
    if (there !== undefined && isMadeAlready(version, { ...profile }, there)) return there;
    throw new AppError('version_conflict', {
      parameters: { fields: Object.keys(entered).join(', ') },
      ...(there === undefined ? {} : { extra: { current: there } }),
    });
  }
  const next = version + 1;
  const sealed = sealPart(keys, held.key, { table: 'volunteer_profile', rowId: accountId }, profile);
  change.push(sql.putProfile({ organisationId, accountId, sealed, version: next, now }));
  await tellBooks(change, held, 'volunteer');
  change.audit({
    action: 'volunteer_profile.put',
    subjectKind: 'public_account',
    subjectIds: [accountId],
  });
  return viewProfile(profile, next);
}
