import { type AllianceRole, isIn, type SharedKind, type Standing } from '../../domain/alliances/alliance.ts';
import { type Access, type AllianceRow, ownStanding, todayAt } from './read-alliance.ts';
import * as sql from './sql.ts';

/** An alliance as those see it who do something in it together. */
export interface KnownAlliance {
  readonly id: string;
  readonly name: string;
  /** it goes on, and the organisation itself is in it */
  readonly isOpen: boolean;
  readonly ownRole: AllianceRole;
  /** what the organisation itself shares there */
  readonly ownShares: readonly SharedKind[];
  /** where others stand, as the host told last; undefined: never heard of */
  readonly standingOf: (partyId: string) => Standing | undefined;
  /** whether somebody is in it today */
  readonly isIn: (partyId: string) => boolean;
  /** who is in it today, with the organisation itself */
  readonly members: readonly { readonly partyId: string; readonly role: AllianceRole }[];
}

type Member = Pick<AllianceRow, 'state' | 'until'> & { readonly party_id: string; readonly role: string };

function known(
  row: AllianceRow,
  members: readonly Member[],
  { organisationId, today }: { organisationId: string; today: string },
): KnownAlliance {
  // of itself the organisation knows more than the host has told
  const standings = new Map([
    ...members.map((member) => [member.party_id, ownStanding(today, member)] as const),
    [organisationId, ownStanding(today, row)] as const,
  ]);
  const isThere = (partyId: string) => isIn(standings.get(partyId) ?? 'left');
  return {
    id: row.id,
    name: row.name,
    isOpen: row.closed_at === null && isThere(organisationId),
    ownRole: row.role as AllianceRole,
    ownShares: row.shares as SharedKind[],
    standingOf: (partyId) => standings.get(partyId),
    isIn: isThere,
    members: members
      .filter(({ party_id: partyId }) => isThere(partyId))
      .map(({ party_id: partyId, role }) => ({ partyId, role: role as AllianceRole })),
  };
}

/** @returns undefined: the organisation never heard of it */
export async function findAlliance(access: Access, id: string): Promise<KnownAlliance | undefined> {
  const { organisationId } = access;
  const of = { organisationId, id };
  const [[row], members] = await access.all(sql.readAlliance(of), sql.listMembers(of));
  return row === undefined ? undefined : known(row, members, { organisationId, today: todayAt(access) });
}

/** All that the organisation is or was in, or is asked to join, by their ids. */
export async function findAlliances(access: Access): Promise<ReadonlyMap<string, KnownAlliance>> {
  const { organisationId } = access;
  const [rows, members] = await access.all(
    sql.listAlliances({ organisationId }),
    sql.listAllMembers({ organisationId }),
  );
  const today = todayAt(access);
  const membersOf = Map.groupBy(members, ({ alliance_id: id }) => id);
  return new Map(
    rows.map((row) => [row.id, known(row, membersOf.get(row.id) ?? [], { organisationId, today })]),
  );
}
