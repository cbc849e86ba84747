import type { OwnVolunteerView } from '../../contract/volunteers.ts';
import { readParties } from '../organisations/public.ts';
import { findProfile } from './own-profile.ts';
import { type Holder, openOwnEntries, type OwnParts } from './own-entries.ts';
import { readOwnRecord } from './read-volunteers.ts';

/** What somebody said of themselves as a volunteer, and their record at each organisation that has one. */
export async function readOwnVolunteer(parts: OwnParts, holder: Holder): Promise<OwnVolunteerView> {
  const { accountId, work } = holder;
  const [{ profile, partyOf }, opened] = await Promise.all([
    work.read(async (reading) => ({
      profile: await findProfile(reading, accountId),
      partyOf: await readParties(reading),
    })),
    openOwnEntries(parts, holder),
  ]);
  const records = await Promise.all(
    opened.map(async ({ organisationId, entryId, own }) => {
      const record = await own.read((reading) => readOwnRecord(reading, entryId));
      return record === undefined ? [] : [{ ...partyOf(organisationId), ...record }];
    }),
  );
  return { profile: profile ?? null, records: records.flat() };
}
