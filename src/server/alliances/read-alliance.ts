import type {
  AllianceEventView,
  AgreementView,
  AllianceItemView,
  AllianceMemberView,
  AllianceView,
  ListAllianceCandidates,
} from '../../contract/alliances.ts';
import type { AnswerOf } from '../../contract/operation.ts';
import type { AllianceEventKind } from '../../domain/alliances/alliance-event.ts';
import {
  type AllianceRole,
  isIn,
  type SharedKind,
  type Standing,
  standingOn,
  signs,
} from '../../domain/alliances/alliance.ts';
import { listOrganisations, type Party, partiesOf } from '../organisations/public.ts';
import type { RowOf } from '../platform/database/statement.ts';
import { AppError } from '../platform/work/errors.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import { areSignedBy } from '../platform/work/signing.ts';
import type { Reading } from '../platform/work/work.ts';
import { agreementHash, signedText } from './agreement.ts';
import * as sql from './sql.ts';

export type AllianceRow = RowOf<ReturnType<typeof sql.readAlliance>>;
type MemberRow = RowOf<ReturnType<typeof sql.listMembers>>;
type AgreementRow = RowOf<ReturnType<typeof sql.listAgreements>>;
type SignatureRow = RowOf<ReturnType<typeof sql.listSignatures>>;
export type Access = Pick<Reading, 'all' | 'first' | 'organisationId' | 'now' | 'timeZone'>;

/** As many are shown and told. */
export const MOST_EVENTS = 100;

export function todayAt({ timeZone, now }: Pick<Reading, 'timeZone' | 'now'>): string {
  return dayIn(timeZone, now);
}

/** Where the organisation itself stands today. */
export function ownStanding(today: string, { state, until }: Pick<AllianceRow, 'state' | 'until'>): Standing {
  return standingOn(today, { state: state as Standing, until });
}

/** @throws AppError not_found */
export async function readAlliance(access: Access, id: string): Promise<AllianceView> {
  const { organisationId } = access;
  const of = { organisationId, id };
  const [[row], members, agreements, signatures, signed, events, organisations] = await access.all(
    sql.readAlliance(of),
    sql.listMembers(of),
    sql.listAgreements(of),
    sql.listSignatures(of),
    sql.listSigned(of),
    sql.listEvents({ ...of, limit: MOST_EVENTS }),
    listOrganisations({}),
  );
  if (row === undefined) throw new AppError('not_found');
  const known = placedPartiesOf(organisations);
  const today = todayAt(access);
  const parties = members
    .map((member) => viewMember(member, { today, own: row, organisationId, known }))
    .toSorted((left, right) => Number(right.role === 'host') - Number(left.role === 'host'));
  const newest = agreements[0]?.number;
  const isSigned = signed.some(({ number }) => number === newest);
  return {
    ...viewItem(row, {
      today,
      known,
      members: parties.filter(({ standing }) => isIn(standing)).length,
      newest: newest === undefined ? undefined : { number: newest, isSigned },
    }),
    shares: row.shares as SharedKind[],
    parties,
    agreements: await viewAgreements(access, id, { agreements, signatures }),
    events: events.map(viewEvent),
  };
}

/** What happened, as it is shown and told. */
export function viewEvent(event: RowOf<ReturnType<typeof sql.listEvents>>): AllianceEventView {
  return {
    id: event.id,
    at: event.at.toISOString(),
    kind: event.kind as AllianceEventKind,
    organisationId: event.party_id,
    number: event.number,
    reason: event.reason,
  };
}

/** What waits for an answer or a signature first. */
export async function listAlliances(access: Access): Promise<{ items: AllianceItemView[]; next: null }> {
  const { organisationId } = access;
  const [rows, members, newest, organisations] = await access.all(
    sql.listAlliances({ organisationId }),
    sql.listAllMembers({ organisationId }),
    sql.listNewest({ organisationId }),
    listOrganisations({}),
  );
  const today = todayAt(access);
  const known = placedPartiesOf(organisations);
  const membersOf = Map.groupBy(members, ({ alliance_id: id }) => id);
  const newestOf = new Map(newest.map((one) => [one.alliance_id, one]));
  const items = rows.map((row) => {
    const of = newestOf.get(row.id);
    return viewItem(row, {
      today,
      known,
      members: (membersOf.get(row.id) ?? []).filter((member) => isIn(ownStanding(today, member))).length,
      newest: of === undefined ? undefined : { number: of.number, isSigned: of.is_signed },
    });
  });
  return { items: items.toSorted((left, right) => urgency(left) - urgency(right)), next: null };
}

function urgency({ standing, toSign, isClosed }: AllianceItemView): number {
  if (!isClosed && (standing === 'invited' || toSign !== null)) return 0;
  return isClosed || !isIn(standing) ? 2 : 1;
}

/** Neither whoever runs the platform nor the tenant of people's own accounts works with others. */
const others: ReadonlySet<string> = new Set(['operator', 'public']);

/** Whether an organisation acts on this server: one that does not answers nothing. */
export type IsClosed = (organisationId: string) => boolean;

/** @returns whom an alliance may ask, by region */
export async function listCandidates(
  { all, organisationId }: Pick<Reading, 'all' | 'organisationId'>,
  isClosed: IsClosed,
): Promise<readonly OrganisationRow[]> {
  const [organisations] = await all(listOrganisations({}));
  return organisations
    .filter(({ id, kind }) => id !== organisationId && !others.has(kind) && !isClosed(id))
    .toSorted((left, right) => left.region_code.localeCompare(right.region_code));
}

export async function viewCandidates(
  reading: Reading,
  isClosed: IsClosed,
): Promise<AnswerOf<typeof ListAllianceCandidates>> {
  const candidates = await listCandidates(reading, isClosed);
  const partyOf = placedPartiesOf(candidates);
  return { items: candidates.map(({ id, code }) => ({ ...partyOf(id), code })), next: null };
}

type OrganisationRow = RowOf<ReturnType<typeof listOrganisations>>;

type PartyOf = (id: string) => Party & { readonly regionCode: string };

/** With their regions. */
function placedPartiesOf(organisations: readonly OrganisationRow[]): PartyOf {
  const partyOf = partiesOf(organisations);
  const regions = new Map(organisations.map((row) => [row.id, row.region_code]));
  return (id) => ({ ...partyOf(id), regionCode: regions.get(id) ?? '' });
}

function viewItem(
  row: AllianceRow,
  {
    today,
    known,
    members,
    newest,
  }: {
    today: string;
    known: PartyOf;
    members: number;
    newest: { readonly number: number; readonly isSigned: boolean } | undefined;
  },
): AllianceItemView {
  const role = row.role as AllianceRole;
  const standing = ownStanding(today, row);
  const isClosed = row.closed_at !== null;
  const waits = newest?.isSigned === false && !isClosed && signs({ role, standing });
  return {
    id: row.id,
    name: row.name,
    purpose: row.purpose,
    host: known(row.host_id),
    role,
    standing,
    invitationId: standing === 'invited' && !isClosed ? row.invitation_id : null,
    until: standing === 'leaving' ? row.until : null,
    members,
    toSign: waits ? newest.number : null,
    isClosed,
    version: row.version,
  };
}

/** Of itself the organisation knows more than the host has told. */
function viewMember(
  row: MemberRow,
  {
    today,
    own,
    organisationId,
    known,
  }: { today: string; own: AllianceRow; organisationId: string; known: PartyOf },
): AllianceMemberView {
  const said = row.party_id === organisationId ? own : row;
  const standing = ownStanding(today, said);
  return {
    ...known(row.party_id),
    role: row.role as AllianceRole,
    standing,
    shares: (isIn(standing) ? said.shares : []) as SharedKind[],
    since: row.since?.toISOString() ?? null,
    until: standing === 'leaving' ? said.until : null,
  };
}

async function viewAgreements(
  access: Access,
  allianceId: string,
  {
    agreements,
    signatures,
  }: {
    agreements: readonly AgreementRow[];
    signatures: readonly SignatureRow[];
  },
): Promise<AgreementView[]> {
  const hashes = new Map(agreements.map(({ number, content_hash: hash }) => [number, hash]));
  const isSigned = await areSignedBy(
    access,
    signatures.map((row) => ({
      organisationId: row.party_id,
      signature: { keyId: row.key_id, bytes: row.signature },
      signedAt: row.signed_at,
      text: signedText({
        hash: hashes.get(row.number) ?? '',
        organisationId: row.party_id,
        signerName: row.signer_name,
        signedAt: row.signed_at,
      }),
    })),
  );
  const valid = new Set(signatures.filter((_, at) => isSigned[at]));
  const binding = agreements.find(({ in_force_since: since }) => since !== null);
  const isWhole =
    binding !== undefined &&
    isAsHashed(allianceId, binding) &&
    signatures.every((signature) => signature.number !== binding.number || valid.has(signature));
  return agreements.map((row) => ({
    number: row.number,
    terms: row.terms,
    noticeDays: row.notice_days,
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at.toISOString(),
    isInForce: isWhole && row === binding,
    signatures: signatures
      .filter(({ number }) => number === row.number)
      .map((signature) => ({
        organisationId: signature.party_id,
        signerName: signature.signer_name,
        signedAt: signature.signed_at.toISOString(),
        isValid: valid.has(signature) && isAsHashed(allianceId, row),
      })),
  }));
}

/** Of a text that is not here, what was told of it is believed: its signatures cover the hash. */
function isAsHashed(allianceId: string, row: AgreementRow): boolean {
  const { number, terms, notice_days: noticeDays, content_hash: hash } = row;
  return terms === null || agreementHash({ allianceId, number, terms, noticeDays }) === hash;
}
