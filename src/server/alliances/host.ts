import type { Static } from 'typebox';
import type {
  CloseAlliance,
  FoundAlliance,
  InviteToAlliance,
  ProposeAgreement,
  RemoveMember,
} from '../../contract/alliances.ts';
import type { AnswerOf, BodyOf } from '../../contract/operation.ts';
import { type InvitedRole, isIn, standingOn } from '../../domain/alliances/alliance.ts';
import { type Receiver, receiverOf } from '../deliveries/public.ts';
import { notify } from '../notifications/public.ts';
import { newId } from '../platform/database/ids.ts';
import type { RowOf } from '../platform/database/statement.ts';
import { AppError } from '../platform/work/errors.ts';
import { conflictOf, isMadeAlready } from '../platform/work/repeated-change.ts';
import { areSignedBy } from '../platform/work/signing.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import { agreementHash, signedText } from './agreement.ts';
import { allianceStanding } from './kinds.ts';
import { standingChanged } from './notifications.ts';
import {
  type AllianceRow,
  type IsClosed,
  listCandidates,
  ownStanding,
  readAlliance,
  todayAt,
} from './read-alliance.ts';
import { noteEvent, publishRoster } from './roster.ts';
import { nameOf, signVersion } from './sign.ts';
import { storedSignature } from './signature-words.ts';
import * as sql from './sql.ts';

/** As many as were measured (ADR 38). */
const MOST_PARTIES = 200;

/** @throws AppError id_taken */
export async function foundAlliance(
  change: Change,
  accountId: string,
  { id, name, purpose = '', terms, noticeDays = 0, shares = [] }: BodyOf<typeof FoundAlliance>,
): Promise<void> {
  const { organisationId, now } = change;
  // one that the organisation was asked to join
  if ((await change.first(sql.readAlliance({ organisationId, id }))) !== undefined)
    throw new AppError('id_taken');
  const founded = { organisationId, id, hostId: organisationId, name, purpose, shares };
  change.push(sql.insertAlliance({ ...founded, role: 'host', state: 'member', invitationId: null, now }));
  change.push(
    sql.putMember({
      organisationId,
      id,
      partyId: organisationId,
      role: 'host',
      state: 'member',
      invitationId: null,
      shares,
      since: now,
      until: null,
      turn: 0,
    }),
  );
  await writeVersion(change, accountId, id, { number: 1, terms, noticeDays, revision: 1 });
  // nobody else's signature is needed yet
  change.push(sql.noteInForce({ organisationId, id, numbers: [1], now }));
  noteEvent(change, id, { kind: 'founded', partyId: organisationId });
  change.audit({ action: 'alliance.found', subjectKind: 'alliance', subjectIds: [id] });
}

async function writeVersion(
  change: Change,
  accountId: string,
  id: string,
  {
    number,
    terms,
    noticeDays,
    revision,
  }: { number: number; terms: string; noticeDays: number; revision: number },
): Promise<void> {
  const { organisationId, now } = change;
  const contentHash = agreementHash({ allianceId: id, number, terms, noticeDays });
  const proposedBy = await nameOf(change, accountId);
  change.push(
    sql.insertAgreement({
      organisationId,
      id,
      number,
      terms,
      noticeDays,
      contentHash,
      proposedBy,
      revision,
      now,
    }),
  );
  await signVersion(change, accountId, { id, number, contentHash });
}

/** @throws AppError not_found, alliance_host_only, alliance_closed */
async function lockHosted(change: Change, id: string): Promise<AllianceRow> {
  const row = await change.first(sql.lockAlliance({ organisationId: change.organisationId, id }));
  if (row === undefined) throw new AppError('not_found');
  if (row.role !== 'host') throw new AppError('alliance_host_only');
  if (row.closed_at !== null) throw new AppError('alliance_closed');
  return row;
}

type Invitation = AnswerOf<typeof InviteToAlliance>;

/**
 * @throws AppError not_found, alliance_host_only, alliance_closed, alliance_no_such_organisation, alliance_invited_already,
 *   alliance_full
 */
export async function invite(
  change: Change,
  allianceId: string,
  {
    isClosed,
    body: { id = newId(change.now.getTime()), organisationCode, role },
  }: { isClosed: IsClosed; body: BodyOf<typeof InviteToAlliance> },
): Promise<Invitation> {
  const { organisationId } = change;
  const row = await lockHosted(change, allianceId);
  const candidates = await listCandidates(change, isClosed);
  const [members] = await change.all(sql.listMembers({ organisationId, id: allianceId }));
  const party = candidates.find(({ code }) => code === organisationCode.trim());
  if (party === undefined)
    throw new AppError('alliance_no_such_organisation', {
      fields: [{ path: '/organisationCode', code: 'alliance_no_such_organisation' }],
    });
  const known = members.find(({ party_id: partyId }) => partyId === party.id);
  const today = todayAt(change);
  const standing = known === undefined ? undefined : ownStanding(today, known);
  if (standing === 'invited' || (standing !== undefined && isIn(standing)))
    throw new AppError('alliance_invited_already');
  const there = members.map((member) => ownStanding(today, member));
  if (there.filter((one) => one === 'invited' || isIn(one)).length >= MOST_PARTIES)
    throw new AppError('alliance_full', { parameters: { most: MOST_PARTIES } });
  change.push(
    sql.putMember({
      organisationId,
      id: allianceId,
      partyId: party.id,
      role,
      state: 'invited',
      invitationId: id,
      shares: [],
      since: null,
      until: null,
      turn: 0,
    }),
  );
  noteEvent(change, allianceId, { kind: 'invited', partyId: party.id });
  await publishRoster(change, row);
  change.audit({
    action: 'alliance.invite',
    subjectKind: 'alliance',
    subjectIds: [allianceId],
    detail: { organisation: party.id, role },
  });
  return { id, organisationId: party.id, role };
}

/** What a repeated request finds. @throws AppError not_found */
export async function readInvitation(reading: Reading, invitationId: string): Promise<Invitation> {
  const { organisationId } = reading;
  const row = await reading.first(sql.findInvitation({ organisationId, invitationId }));
  if (row === undefined) throw new AppError('not_found');
  return { id: invitationId, organisationId: row.party_id, role: row.role as InvitedRole };
}

/** @throws AppError not_found, alliance_host_only, alliance_closed, version_conflict */
export async function proposeAgreement(
  change: Change,
  accountId: string,
  {
    id,
    version,
    body: { terms, noticeDays },
  }: { id: string; version: number; body: BodyOf<typeof ProposeAgreement> },
): Promise<void> {
  const { organisationId } = change;
  const row = await lockHosted(change, id);
  const [[newest]] = await change.all(sql.listAgreements({ organisationId, id }));
  if (row.version !== version) {
    const there = { version: row.version, terms: newest?.terms, noticeDays: newest?.notice_days };
    if (isMadeAlready(version, { terms, noticeDays }, there)) return;
    throw conflictOf({ terms, noticeDays }, await readAlliance(change, id));
  }
  const number = (newest?.number ?? 0) + 1;
  await writeVersion(change, accountId, id, { number, terms, noticeDays, revision: row.revision + 1 });
  change.push(sql.noteChange({ organisationId, id }));
  noteEvent(change, id, { kind: 'proposed', partyId: organisationId, number });
  await publishRoster(change, row);
  change.audit({
    action: 'alliance.propose',
    subjectKind: 'alliance',
    subjectIds: [id],
    detail: { number },
  });
}

/** Removed already, it stays so. @throws AppError not_found, alliance_host_only, alliance_host_stays, alliance_closed */
export async function removeMember(
  change: Change,
  id: string,
  { organisationId: partyId, reason }: BodyOf<typeof RemoveMember>,
): Promise<void> {
  const { organisationId } = change;
  const row = await lockHosted(change, id);
  if (partyId === organisationId) throw new AppError('alliance_host_stays');
  const member = await change.first(sql.lockMember({ organisationId, id, partyId }));
  if (member === undefined) throw new AppError('not_found');
  const standing = ownStanding(todayAt(change), member);
  if (standing === 'removed' || standing === 'left' || standing === 'declined') return;
  change.push(sql.putMember({ ...memberOf(organisationId, member), state: 'removed', until: null }));
  const kind = standing === 'invited' ? 'uninvited' : 'removed';
  noteEvent(change, id, { kind, partyId, reason });
  await publishRoster(change, row, { also: [partyId] });
  change.audit({
    action: 'alliance.remove',
    subjectKind: 'alliance',
    subjectIds: [id],
    detail: { organisation: partyId },
  });
}

/** @throws AppError not_found, alliance_host_only */
export async function closeAlliance(
  change: Change,
  id: string,
  { reason }: BodyOf<typeof CloseAlliance>,
): Promise<void> {
  const { organisationId, now } = change;
  const known = await change.first(sql.lockAlliance({ organisationId, id }));
  // closed twice, it stays as it was closed
  if (known?.role === 'host' && known.closed_at !== null) return;
  const row = await lockHosted(change, id);
  noteEvent(change, id, { kind: 'closed', partyId: organisationId, reason });
  change.push(sql.noteChange({ organisationId, id }));
  await publishRoster(change, row, { closedAt: now });
  change.audit({ action: 'alliance.close', subjectKind: 'alliance', subjectIds: [id] });
}

type MemberRow = RowOf<ReturnType<typeof sql.listMembers>>;

function memberOf(organisationId: string, row: MemberRow): Parameters<typeof sql.putMember>[0] {
  return {
    organisationId,
    id: row.alliance_id,
    partyId: row.party_id,
    role: row.role,
    state: row.state,
    invitationId: row.invitation_id,
    shares: row.shares,
    since: row.since,
    until: row.until,
    turn: row.turn,
  };
}

type Payload = Static<typeof allianceStanding.schema>;

/** What a party signed that is not here yet, and is genuine. */
async function takeSignatures(
  change: Change,
  partyId: string,
  { allianceId: id, signatures }: Pick<Payload, 'allianceId' | 'signatures'>,
): Promise<{ numbers: readonly number[]; hasSigned: boolean }> {
  const { organisationId } = change;
  const [agreements, known] = await change.all(
    sql.listAgreements({ organisationId, id }),
    sql.listSignatures({ organisationId, id }),
  );
  const own = known.filter((one) => one.party_id === partyId);
  const hashes = new Map(agreements.map(({ number, content_hash: hash }) => [number, hash]));
  const fresh = signatures
    .filter(
      ({ number, signedAt }) =>
        !own.some((one) => one.number === number && one.signed_at >= new Date(signedAt)),
    )
    .map(storedSignature);
  const checked = await areSignedBy(
    change,
    fresh.map(({ number, signerName, signedAt, keyId, bytes }) => {
      const text = { hash: hashes.get(number) ?? '', organisationId: partyId, signerName, signedAt };
      return { organisationId: partyId, signature: { keyId, bytes }, signedAt, text: signedText(text) };
    }),
  );
  const good = fresh.filter((_, at) => checked[at]);
  for (const signature of good)
    change.push(sql.insertSignature({ organisationId, id, partyId, ...signature }));
  return { numbers: good.map(({ number }) => number), hasSigned: own.length + good.length > 0 };
}

/** What everybody is told of a party that stands elsewhere now. */
function noteStanding(
  change: Change,
  before: MemberRow,
  { allianceId: id, standing, shares, reason }: Payload,
  numbers: readonly number[],
): void {
  const { party_id: partyId } = before;
  if (before.state === 'invited' && standing === 'member') noteEvent(change, id, { kind: 'joined', partyId });
  for (const number of numbers) noteEvent(change, id, { kind: 'signed', partyId, number });
  if (standing === 'declined') noteEvent(change, id, { kind: 'declined', partyId, reason });
  if (standing === 'leaving' && before.state !== 'leaving')
    noteEvent(change, id, { kind: 'notice', partyId, reason });
  if (standing === 'member' && (before.state === 'leaving' || before.state === 'left'))
    noteEvent(change, id, { kind: 'stayed', partyId });
  if (standing === 'left') noteEvent(change, id, { kind: 'left', partyId, reason });
  const isSame = shares.toSorted().join() === before.shares.toSorted().join();
  if (standing === before.state && !isSame) noteEvent(change, id, { kind: 'shares', partyId });
}

/**
 * After that an invitation is worth nothing more. Whoever is out because a day has come may have taken the notice back before it, and is heard,
 * also where notice was given again since, to a later day.
 */
function isOver(today: string, { state, until }: MemberRow, said: Payload): boolean {
  if (state === 'left')
    return until === null || !isIn(standingOn(today, { state: said.standing, until: said.until }));
  return state === 'removed' || state === 'declined';
}

/** The host keeps what a party says of itself, and tells everybody. */
export const standingReceiver: Receiver = receiverOf(
  allianceStanding,
  async (change, { fromOrganisationId: partyId, payload }) => {
    const { organisationId, now } = change;
    const { allianceId: id, turn, standing, until, shares } = payload;
    const row = await change.first(sql.lockAlliance({ organisationId, id }));
    const member = await change.first(sql.lockMember({ organisationId, id, partyId }));
    if (row?.role !== 'host' || member?.invitation_id !== payload.invitationId) return { isTaken: false };
    // closed or removed meanwhile, or what was said before came later
    if (row.closed_at !== null || isOver(todayAt(change), member, payload) || member.turn >= turn)
      return { isTaken: false };
    const { numbers, hasSigned } = await takeSignatures(change, partyId, payload);
    // nobody is a member without a name under the agreement
    if (standing === 'member' && member.role === 'member' && !hasSigned) return { isTaken: false };
    const since = member.since ?? (standing === 'member' ? now : null);
    const said = { state: standing, shares, since, until, turn };
    change.push(sql.putMember({ ...memberOf(organisationId, member), ...said }));
    noteStanding(change, member, payload, numbers);
    if (standing !== member.state)
      notify(change, {
        kind: standingChanged,
        matterId: id,
        step: `${partyId} ${standing} ${payload.invitationId} ${turn}`,
      });
    await publishRoster(change, row, { also: [partyId] });
    const detail = { from: partyId, turn, standing, signed: numbers.map(String) };
    change.audit({ action: 'alliance.hear', subjectKind: 'alliance', subjectIds: [id], detail });
    return { isTaken: true };
  },
);
