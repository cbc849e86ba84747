import type { OwnVolunteerView } from '../../contract/volunteers.ts';
import { readParties } from '../organisations/public.ts';
import type { Work } from '../platform/work/work.ts';
import { listOwnEntries } from '../public-accounts/public.ts';
import { findProfile } from './own-profile.ts';
import { readOwnRecord } from './read-volunteers.ts';
import type { RegistrationParts } from './register.ts';

/** How a volunteer's own rows at organisations are reached. */
export type OwnParts = Pick<RegistrationParts, 'isClosed' | 'openOwn'>;

/** What somebody said of themselves as a volunteer, and their record at each organisation that has one. */
export async function readOwnVolunteer(
  { isClosed, openOwn }: OwnParts,
  { accountId, work, origin }: { accountId: string; work: Work; origin: Parameters<OwnParts['openOwn']>[2] },
): Promise<OwnVolunteerView> {
  const { profile, entries, partyOf } = await work.read(async (reading) => ({
    profile: await findProfile(reading, accountId),
    entries: await listOwnEntries(reading, accountId, 'volunteer'),
    partyOf: await readParties(reading),
  }));
  const records = await Promise.all(
    entries
      .filter(({ organisationId }) => !isClosed(organisationId))
      .map(async ({ organisationId, entryId }) => {
        // the entry is their own by the row of their own account, and opens nothing but itself
        const door = openOwn(organisationId, entryId, origin);
        const record = await door.read((reading) => readOwnRecord(reading, entryId));
        return record === undefined ? [] : [{ ...partyOf(organisationId), ...record }];
      }),
  );
  return { profile: profile ?? null, records: records.flat() };
}
