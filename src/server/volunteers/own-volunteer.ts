import type { OwnVolunteerView } from '../../contract/volunteers.ts';
import { findProfile } from './own-profile.ts';
import { type Holder, type OwnParts, readAtEach } from './own-entries.ts';
import { readOwnRecord } from './read-volunteers.ts';

/** What somebody said of themselves as a volunteer, and their record at each organisation that has one. */
export async function readOwnVolunteer(parts: OwnParts, holder: Holder): Promise<OwnVolunteerView> {
  const { accountId, work } = holder;
  const [profile, records] = await Promise.all([
    work.read((reading) => findProfile(reading, accountId)),
    readAtEach(parts, holder, async (reading, { entryId, party }) => {
      const record = await readOwnRecord(reading, entryId);
      return record === undefined ? [] : [{ ...party, ...record }];
    }),
  ]);
  return { profile: profile ?? null, records: records.flat() };
}
