/** What organisations of several regions agree on, and where each of them stands in it. */

export const allianceRoles = ['host', 'member', 'observer'] as const;
export type AllianceRole = (typeof allianceRoles)[number];

/** Whoever is asked to join is one of these; the host is the organisation that founded it. */
export const invitedRoles = ['member', 'observer'] as const satisfies readonly AllianceRole[];
export type InvitedRole = (typeof invitedRoles)[number];

/** leaving: notice was given, and the time of it runs */
export const standings = ['invited', 'member', 'leaving', 'left', 'declined', 'removed'] as const;
export type Standing = (typeof standings)[number];

/** What members share with each other, each by its own choice. */
export const sharedKinds = ['playbooks', 'statistics', 'resources', 'competences', 'meetings'] as const;
export type SharedKind = (typeof sharedKinds)[number];

/** Longer notice binds nobody who means to go. */
export const MOST_NOTICE_DAYS = 366;

/** Where somebody stands who gave notice until a day (YYYY-MM-DD, in the zone of whoever looks): on that day it is over. */
export function standingOn(
  today: string,
  { state, until }: { readonly state: Standing; readonly until: string | null },
): Standing {
  return state === 'leaving' && until !== null && until <= today ? 'left' : state;
}

/** Who reads what members share, meets with them and is told of what happens. */
export function isIn(standing: Standing): boolean {
  return standing === 'member' || standing === 'leaving';
}

/** Whose signature the agreement needs: observers read and sign nothing. */
export function signs({ role, standing }: { role: AllianceRole; standing: Standing }): boolean {
  return role !== 'observer' && isIn(standing);
}

/**
 * Versions that have come to bind: signed by all whose signature they need. What binds goes on doing so whoever joins later, until a
 * newer one does.
 * @param parties whose signatures are needed now, with the numbers that each signed
 */
export function numbersSigned(
  numbers: readonly number[],
  parties: readonly { readonly signed: readonly number[] }[],
): number[] {
  return parties.length === 0
    ? []
    : numbers.filter((number) => parties.every(({ signed }) => signed.includes(number)));
}
