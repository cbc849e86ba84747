import type {
  AcceptInvitation,
  ChooseShared,
  DeclineInvitation,
  LeaveAlliance,
  SignAgreement,
} from '../../contract/alliances.ts';
import type { BodyOf } from '../../contract/operation.ts';
import {
  type AllianceRole,
  isIn,
  type SharedKind,
  signs,
  type Standing,
} from '../../domain/alliances/alliance.ts';
import { daysAfter } from '../../domain/calendar/calendar-event.ts';
import { deliver, type Receiver, receiverOf } from '../deliveries/public.ts';
import { notify } from '../notifications/public.ts';
import { AppError } from '../platform/work/errors.ts';
import { conflictOf, isMadeAlready } from '../platform/work/repeated-change.ts';
import type { Change } from '../platform/work/work.ts';
import { allianceRoster, allianceStanding } from './kinds.ts';
import { invited, toSign } from './notifications.ts';
import { type AllianceRow, ownStanding, readAlliance, todayAt } from './read-alliance.ts';
import { noteEvent, publishRoster } from './roster.ts';
import { signVersion } from './sign.ts';
import { sentSignature, storedSignature } from './signature-words.ts';
import * as sql from './sql.ts';
import { isMarked, tellParties } from './tell.ts';

type Said = 'member' | 'leaving' | 'left' | 'declined';

/** @throws AppError not_found */
async function lock(change: Change, id: string): Promise<AllianceRow> {
  const row = await change.first(sql.lockAlliance({ organisationId: change.organisationId, id }));
  if (row === undefined) throw new AppError('not_found');
  return row;
}

/** @throws AppError not_found, alliance_closed, alliance_not_in */
async function lockIn(change: Change, id: string): Promise<AllianceRow> {
  const row = await lock(change, id);
  if (row.closed_at !== null) throw new AppError('alliance_closed');
  if (!isIn(ownStanding(todayAt(change), row))) throw new AppError('alliance_not_in');
  return row;
}

/** Keeps where the organisation stands, and tells the host, or as the host everybody. */
async function say(
  change: Change,
  row: AllianceRow,
  {
    standing,
    until = null,
    shares,
    reason = null,
  }: { standing: Said; until?: string | null; shares: readonly SharedKind[]; reason?: string | null },
): Promise<void> {
  const { organisationId, now } = change;
  const of = { organisationId, id: row.id };
  const [[said], signatures] = await change.all(
    sql.changeStanding({ ...of, state: standing, until, shares, now }),
    sql.listSignatures(of),
  );
  const { invitation_id: invitationId } = row;
  if (invitationId === null) {
    const member = { ...of, partyId: organisationId, role: 'host', state: standing, invitationId, until };
    const [known] = await change.all(sql.listMembers(of));
    const since = known.find(({ party_id: partyId }) => partyId === organisationId)?.since ?? null;
    change.push(sql.putMember({ ...member, shares, since, turn: 0 }));
    return publishRoster(change, row);
  }
  const turn = said?.turn ?? 0;
  await deliver(change, {
    to: row.host_id,
    kind: allianceStanding,
    key: `${invitationId} ${turn}`,
    payload: {
      allianceId: row.id,
      invitationId,
      turn,
      standing,
      until,
      shares: [...shares],
      signatures: signatures.filter(({ party_id: partyId }) => partyId === organisationId).map(sentSignature),
      reason,
    },
  });
}

/** @returns the alliance to which an invitation asks. @throws AppError not_found */
export async function allianceOf(change: Change, invitationId: string): Promise<string> {
  const { organisationId } = change;
  const found = await change.first(sql.findByInvitation({ organisationId, invitationId }));
  if (found === undefined) throw new AppError('not_found');
  return found.id;
}

/** Accepted twice, it stays so. @throws AppError not_found, alliance_closed, invitation_answered, agreement_newer */
export async function acceptInvitation(
  change: Change,
  accountId: string,
  { id, body: { shares = [], number } }: { id: string; body: NonNullable<BodyOf<typeof AcceptInvitation>> },
): Promise<void> {
  const row = await lock(change, id);
  if (row.closed_at !== null) throw new AppError('alliance_closed');
  if (row.state === 'member') {
    if (shares.toSorted().join() !== row.shares.toSorted().join()) throw new AppError('invitation_answered');
    return;
  }
  if (row.state !== 'invited') throw new AppError('invitation_answered');
  if (row.role !== 'observer') {
    const { organisationId } = change;
    const [[newest]] = await change.all(sql.listAgreements({ organisationId, id }));
    if (newest === undefined) throw new AppError('not_found');
    if (number !== undefined && number !== newest.number) throw new AppError('agreement_newer');
    await signVersion(change, accountId, { id, number: newest.number, contentHash: newest.content_hash });
  }
  await say(change, row, { standing: 'member', shares });
  change.audit({ action: 'alliance.accept', subjectKind: 'alliance', subjectIds: [id] });
}

/** Declined twice, it stays so. @throws AppError not_found, invitation_answered */
export async function declineInvitation(
  change: Change,
  { id, body: { reason = '' } }: { id: string; body: NonNullable<BodyOf<typeof DeclineInvitation>> },
): Promise<void> {
  const row = await lock(change, id);
  if (row.state === 'declined') return;
  if (row.state !== 'invited') throw new AppError('invitation_answered');
  await say(change, row, { standing: 'declined', shares: [], reason: reason === '' ? null : reason });
  change.audit({ action: 'alliance.decline', subjectKind: 'alliance', subjectIds: [id] });
}

/** @throws AppError not_found, alliance_closed, alliance_not_in, observer_signs_not, agreement_newer */
export async function signAgreement(
  change: Change,
  accountId: string,
  { id, body: { number } }: { id: string; body: BodyOf<typeof SignAgreement> },
): Promise<void> {
  const { organisationId } = change;
  const row = await lockIn(change, id);
  const standing = ownStanding(todayAt(change), row);
  if (!signs({ role: row.role as AllianceRole, standing })) throw new AppError('observer_signs_not');
  const of = { organisationId, id };
  const [[newest], signed] = await change.all(sql.listAgreements(of), sql.listSigned(of));
  if (newest === undefined || number > newest.number) throw new AppError('not_found');
  if (signed.some((one) => one.number === number)) return;
  if (number < newest.number) throw new AppError('agreement_newer');
  await signVersion(change, accountId, { id, number, contentHash: newest.content_hash });
  if (row.role === 'host') noteEvent(change, id, { kind: 'signed', partyId: organisationId, number });
  await say(change, row, {
    standing: standing === 'leaving' ? 'leaving' : 'member',
    until: row.until,
    shares: row.shares as SharedKind[],
  });
  change.audit({ action: 'alliance.sign', subjectKind: 'alliance', subjectIds: [id], detail: { number } });
}

/** @throws AppError not_found, alliance_closed, alliance_not_in, version_conflict */
export async function chooseShared(
  change: Change,
  { id, version, body: { shares } }: { id: string; version: number; body: BodyOf<typeof ChooseShared> },
): Promise<void> {
  const row = await lockIn(change, id);
  if (row.version !== version) {
    if (isMadeAlready(version, { shares }, { version: row.version, shares: row.shares })) return;
    throw conflictOf({ shares }, await readAlliance(change, id));
  }
  if (row.role === 'host') noteEvent(change, id, { kind: 'shares', partyId: change.organisationId });
  await say(change, row, {
    standing: ownStanding(todayAt(change), row) === 'leaving' ? 'leaving' : 'member',
    until: row.until,
    shares,
  });
  change.audit({
    action: 'alliance.share',
    subjectKind: 'alliance',
    subjectIds: [id],
    detail: { shares: shares.join(' ') },
  });
}

/** Left twice, it stays as it was left first. @throws AppError not_found, alliance_host_stays, alliance_closed, alliance_not_in */
export async function leaveAlliance(
  change: Change,
  { id, body: { reason } }: { id: string; body: BodyOf<typeof LeaveAlliance> },
): Promise<void> {
  const { organisationId } = change;
  const known = await lock(change, id);
  if (known.role === 'host') throw new AppError('alliance_host_stays');
  if (known.state === 'leaving' || known.state === 'left') return;
  const row = await lockIn(change, id);
  const of = { organisationId, id };
  const [agreements, signatures] = await change.all(sql.listAgreements(of), sql.listSignatures(of));
  // by the version that the organisation itself signed last: a longer notice that it never signed binds it not
  const own = signatures.filter(({ party_id: partyId }) => partyId === organisationId);
  const signed = agreements.find(({ number }) => own.some((one) => one.number === number));
  // observers signed nothing that binds them
  const days = row.role === 'observer' ? 0 : (signed?.notice_days ?? 0);
  const until = days === 0 ? null : daysAfter(todayAt(change), days);
  const standing = until === null ? 'left' : 'leaving';
  await say(change, row, {
    standing,
    until,
    shares: until === null ? [] : (row.shares as SharedKind[]),
    reason,
  });
  change.audit({ action: 'alliance.leave', subjectKind: 'alliance', subjectIds: [id] });
}

/** Taken back twice, it stays so. @throws AppError not_found, alliance_closed, alliance_not_in */
export async function takeBackNotice(change: Change, id: string): Promise<void> {
  const row = await lockIn(change, id);
  if (row.state !== 'leaving') return;
  await say(change, row, { standing: 'member', shares: row.shares as SharedKind[] });
  change.audit({ action: 'alliance.stay', subjectKind: 'alliance', subjectIds: [id] });
}

/** A party keeps what the host tells of the alliance: the newest alone. */
export const rosterReceiver: Receiver = receiverOf(
  allianceRoster,
  async (change, { fromOrganisationId: hostId, payload }) => {
    const { organisationId, now } = change;
    const { allianceId: id, revision, since = null, name, purpose, receiver } = payload;
    const of = { organisationId, id };
    const known = await change.first(sql.lockAlliance(of));
    if (known !== undefined && known.host_id !== hostId) throw new AppError('alliance_host_only');
    if (known !== undefined && known.revision >= revision) return { isTaken: false };
    // what is told since something that is not here would leave a hole
    if (since !== null && (known?.revision ?? 0) < since) return { isTaken: false };
    if (known !== undefined && isOver(known, receiver)) return { isTaken: false };
    // an invitation may be taken back before it arrives
    const state = receiver.standing === 'removed' ? 'removed' : 'invited';
    if (known === undefined) {
      const { role, invitationId } = receiver;
      const first = { ...of, hostId, name, purpose, role, state, invitationId, shares: [], now };
      change.push(sql.insertAlliance(first));
    } else if (known.invitation_id !== receiver.invitationId)
      change.push(
        sql.invitedAgain({ ...of, role: receiver.role, state, invitationId: receiver.invitationId }),
      );
    else if (receiver.standing === 'removed' && known.state !== 'removed') change.push(sql.noteRemoved(of));
    const closedAt = payload.closedAt === null ? null : new Date(payload.closedAt);
    change.push(sql.followHost({ ...of, name, purpose, revision, closedAt, now }));
    change.push(sql.followMembers({ ...of, parties: JSON.stringify(payload.parties) }));
    change.push(sql.followAgreements({ ...of, agreements: JSON.stringify(payload.agreements) }));
    for (const { organisationId: partyId, ...said } of payload.signatures)
      // of its own signature the organisation knows better
      if (partyId !== organisationId)
        change.push(sql.insertSignature({ ...of, partyId, ...storedSignature(said) }));
    for (const { id: eventId, at, kind, organisationId: partyId, number, reason } of payload.events)
      change.push(sql.insertEvent({ ...of, eventId, at: new Date(at), kind, partyId, number, reason }));
    if (closedAt === null) await tellStaff(change, id, receiver, known);
    change.audit({
      action: 'alliance.follow',
      subjectKind: 'alliance',
      subjectIds: [id],
      detail: {
        from: hostId,
        revision,
        parties: payload.parties.map((party) => party.organisationId),
        versions: payload.agreements.map(({ number }) => String(number)),
        signatures: payload.signatures.length,
        events: payload.events.length,
      },
    });
    return { isTaken: true };
  },
  { sendMarked: tellParties, isMarked },
);

/** Whoever left or declined hears nothing more until the host has heard of it, or asks again. */
function isOver(known: AllianceRow, receiver: { standing: string; invitationId: string }): boolean {
  if (known.invitation_id !== receiver.invitationId) return false;
  return (known.state === 'left' || known.state === 'declined') && receiver.standing !== known.state;
}

/** Of an invitation, and of a version that waits for their signature, whoever may answer is told. */
async function tellStaff(
  change: Change,
  id: string,
  { role, standing, invitationId }: { role: string; standing: Standing; invitationId: string },
  known: AllianceRow | undefined,
): Promise<void> {
  if (standing === 'invited' && known?.invitation_id !== invitationId)
    notify(change, { kind: invited, matterId: id, step: invitationId });
  if (role === 'observer' || !isIn(standing)) return;
  const { organisationId } = change;
  const [newest] = await change.all(sql.listNewest({ organisationId }));
  const waiting = newest.find((one) => one.alliance_id === id && !one.is_signed);
  if (waiting !== undefined) notify(change, { kind: toSign, matterId: id, step: String(waiting.number) });
}
