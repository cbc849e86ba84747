import type { AllianceEventKind } from '../../domain/alliances/alliance-event.ts';
import { type AllianceRole, isIn, numbersSigned, signs } from '../../domain/alliances/alliance.ts';
import { newId } from '../platform/database/ids.ts';
import type { RowOf } from '../platform/database/statement.ts';
import type { Change } from '../platform/work/work.ts';
import { type AllianceRow, ownStanding, todayAt } from './read-alliance.ts';
import * as sql from './sql.ts';

/** Something that the host tells everybody. */
export function noteEvent(
  change: Change,
  id: string,
  event: {
    readonly kind: AllianceEventKind;
    readonly partyId: string;
    readonly number?: number;
    readonly reason?: string | null;
  },
): void {
  const { organisationId, now: at } = change;
  const { kind, partyId, number = null, reason = null } = event;
  change.push(
    sql.insertEvent({ organisationId, id, eventId: newId(at.getTime()), at, kind, partyId, number, reason }),
  );
}

type Rows<List extends (...input: never[]) => unknown> = readonly RowOf<ReturnType<List>>[];

const numbersOf = (signatures: Rows<typeof sql.listSignatures>, partyId: string) =>
  signatures.filter((one) => one.party_id === partyId).map(({ number }) => number);

/** Versions that bind from now on: the last signature that was needed has come, or whoever had not signed has left. */
function newlyInForce(
  today: string,
  {
    members,
    agreements,
    signatures,
  }: {
    members: Rows<typeof sql.listMembers>;
    agreements: Rows<typeof sql.listAgreements>;
    signatures: Rows<typeof sql.listSignatures>;
  },
): number[] {
  const needed = members.filter((member) =>
    signs({ role: member.role as AllianceRole, standing: ownStanding(today, member) }),
  );
  return numbersSigned(
    agreements.filter(({ in_force_since: since }) => since === null).map(({ number }) => number),
    needed.map(({ party_id: partyId }) => ({ signed: numbersOf(signatures, partyId) })),
  );
}

/**
 * One revision more of how the alliance is at its host: what comes to bind by it, and who is to be told. The telling is a job's (tell.ts).
 * @param row as the host holds it
 * @param options.also who is not in it any more and is told this last time
 */
export async function publishRoster(
  change: Change,
  row: AllianceRow,
  { also = [], closedAt = null }: { also?: readonly string[]; closedAt?: Date | null } = {},
): Promise<void> {
  const { organisationId, now } = change;
  const of = { organisationId, id: row.id };
  const [[next], members, agreements, signatures] = await change.all(
    sql.nextRevision({ ...of, closedAt, now }),
    sql.listMembers(of),
    sql.listAgreements(of),
    sql.listSignatures(of),
  );
  const today = todayAt(change);
  const numbers = newlyInForce(today, { members, agreements, signatures });
  if (numbers.length > 0) change.push(sql.noteInForce({ ...of, numbers, now }));
  const told = members.filter((member) => {
    const standing = ownStanding(today, member);
    return standing === 'invited' || isIn(standing) || also.includes(member.party_id);
  });
  const partyIds = told
    .map(({ party_id: partyId }) => partyId)
    .filter((partyId) => partyId !== organisationId);
  change.push(sql.markDue({ ...of, revision: next?.revision ?? 0, partyIds }));
  change.ring('deliver');
}
