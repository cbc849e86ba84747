import { type RawBuilder, sql as raw } from 'kysely';

/**
 * Part of other slices' statements: whether a group that a person is or was enrolled in met between two days, both
 * included.
 * @param person column of the client's id
 */
export function hasGroupMet(
  organisationId: string,
  person: string,
  { from, to }: { from: RawBuilder<unknown>; to: RawBuilder<unknown> },
): RawBuilder<boolean> {
  return raw<boolean>`exists (
    select from group_member
    join group_session
      on group_session.organisation_id = ${organisationId} and group_session.group_id = group_member.group_id
    where group_member.organisation_id = ${organisationId} and group_member.client_id = ${raw.ref(person)}
      and group_session.held_on between ${from} and ${to}
  )`;
}
