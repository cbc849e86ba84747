import type { AllianceEventKind } from '../../domain/alliances/alliance-event.ts';
import {
  type AllianceRole,
  isIn,
  numbersSigned,
  type SharedKind,
  signs,
  type Standing,
} from '../../domain/alliances/alliance.ts';
import { deliver } from '../deliveries/public.ts';
import { newId } from '../platform/database/ids.ts';
import type { RowOf } from '../platform/database/statement.ts';
import type { Change } from '../platform/work/work.ts';
import { allianceRoster } from './kinds.ts';
import { type AllianceRow, ownStanding, todayAt } from './read-alliance.ts';
import { sentSignature } from './signature-words.ts';
import * as sql from './sql.ts';

/** Whoever joins sees as much of what was before. */
const TOLD_EVENTS = 50;

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

interface Known {
  readonly members: Rows<typeof sql.listMembers>;
  readonly agreements: Rows<typeof sql.listAgreements>;
  readonly signatures: Rows<typeof sql.listSignatures>;
  readonly events: Rows<typeof sql.listEvents>;
}

/** Rows of the host in the words of the delivery. */
function wordsOf(today: string, { members, agreements, signatures, events }: Known) {
  return {
    parties: members.map((member) => ({
      organisationId: member.party_id,
      role: member.role as AllianceRole,
      standing: ownStanding(today, member),
      shares: member.shares as SharedKind[],
      since: member.since?.toISOString() ?? null,
      until: ownStanding(today, member) === 'leaving' ? member.until : null,
    })),
    agreements: agreements.map((agreement) => ({
      number: agreement.number,
      terms: agreement.terms,
      noticeDays: agreement.notice_days,
      contentHash: agreement.content_hash,
      proposedBy: agreement.proposed_by,
      proposedAt: agreement.proposed_at.toISOString(),
      inForceSince: agreement.in_force_since?.toISOString() ?? null,
    })),
    signatures: signatures.map((row) => ({ organisationId: row.party_id, ...sentSignature(row) })),
    events: events.map((event) => ({
      id: event.id,
      at: event.at.toISOString(),
      kind: event.kind as AllianceEventKind,
      organisationId: event.party_id,
      number: event.number,
      reason: event.reason,
    })),
  };
}

const numbersOf = (signatures: Rows<typeof sql.listSignatures>, partyId: string) =>
  signatures.filter((one) => one.party_id === partyId).map(({ number }) => number);

/** Versions that bind from now on: the last signature that was needed has come, or whoever had not signed has left. */
function newlyInForce(
  today: string,
  { members, agreements, signatures }: Pick<Known, 'members' | 'agreements' | 'signatures'>,
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
 * The host tells all who are in the alliance, or asked to join, how it is now.
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
  const [[next], members, listed, signatures, events] = await change.all(
    sql.nextRevision({ ...of, closedAt, now }),
    sql.listMembers(of),
    sql.listAgreements(of),
    sql.listSignatures(of),
    sql.listEvents({ ...of, limit: TOLD_EVENTS }),
  );
  const revision = next?.revision ?? 0;
  const today = todayAt(change);
  const numbers = newlyInForce(today, { members, agreements: listed, signatures });
  if (numbers.length > 0) change.push(sql.noteInForce({ ...of, numbers, now }));
  const agreements = listed.map((one) =>
    numbers.includes(one.number) ? { ...one, in_force_since: now } : one,
  );
  const words = wordsOf(today, { members, agreements, signatures, events });
  // older versions bind nobody any more, and are with whoever signed them
  const binding = words.agreements.find(({ inForceSince }) => inForceSince !== null)?.number ?? 0;
  const said = {
    allianceId: row.id,
    revision,
    name: row.name,
    purpose: row.purpose,
    closedAt: (row.closed_at ?? closedAt)?.toISOString() ?? null,
    ...words,
    agreements: words.agreements.filter(({ number }) => number >= binding),
    signatures: words.signatures.filter(({ number }) => number >= binding),
  };
  for (const member of members) {
    const { party_id: to, invitation_id: invitationId } = member;
    const standing: Standing = ownStanding(today, member);
    const isTold = standing === 'invited' || isIn(standing) || also.includes(to);
    if (invitationId === null || !isTold) continue;
    const signed = Math.max(0, ...numbersOf(signatures, to));
    const told = said.agreements.map((one) => (one.number > signed ? one : { ...one, terms: null }));
    const receiver = { role: member.role as AllianceRole, standing, invitationId };
    await deliver(change, {
      to,
      kind: allianceRoster,
      key: `${row.id} ${revision}`,
      payload: { ...said, agreements: told, receiver },
    });
  }
}
