import { plain, prepare, query } from '../platform/database/statement.ts';
import { signatureCounts } from '../platform/work/signing.ts';

interface InOrganisation {
  organisationId: string;
}
interface OfAlliance extends InOrganisation {
  id: string;
}
interface OfParty extends OfAlliance {
  partyId: string;
}

const allianceColumns = [
  'id',
  'host_id',
  'name',
  'purpose',
  'role',
  'state',
  'invitation_id',
  'until',
  'shares',
  'turn',
  'revision',
  'closed_at',
  'version',
] as const;

export const listAlliances = prepare((p: InOrganisation) =>
  query
    .selectFrom('alliance')
    .select(allianceColumns)
    .where('organisation_id', '=', p.organisationId)
    .orderBy('updated_at', 'desc')
    .orderBy('id')
    .limit(200),
);

export const readAlliance = prepare((p: OfAlliance) =>
  query
    .selectFrom('alliance')
    .select(allianceColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

export const lockAlliance = prepare((p: OfAlliance) =>
  query
    .selectFrom('alliance')
    .select(allianceColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id)
    .forUpdate(),
);

/** A signature of the organisation's own: one that counts no more is given again. */
const COUNTS = signatureCounts('s');

/** What the organisation itself signed. */
export const listSigned = (p: OfAlliance) =>
  plain<{ number: number }>(
    `select number from alliance_signature s
     where organisation_id = $1 and alliance_id = $2 and party_id = organisation_id and ${COUNTS}`,
    [p.organisationId, p.id],
  );

/** With what people were told of: what the organisation signed, and who stands how by which invitation. */
export const listAlliancesById = (p: InOrganisation & { ids: readonly string[] }) =>
  plain<{ id: string; state: string; closed_at: Date | null; signed: number[]; standings: string[] }>(
    `select id, state, closed_at,
       array(select number from alliance_signature s where s.organisation_id = alliance.organisation_id
         and s.alliance_id = alliance.id and s.party_id = alliance.organisation_id and ${COUNTS}) as signed,
       array(select concat_ws(' ', party_id, state, invitation_id) from alliance_member m
         where m.organisation_id = alliance.organisation_id and m.alliance_id = alliance.id) as standings
     from alliance where organisation_id = $1 and id = any($2)`,
    [p.organisationId, [...p.ids]],
  );

export const findByInvitation = prepare((p: InOrganisation & { invitationId: string }) =>
  query
    .selectFrom('alliance')
    .select('id')
    .where('organisation_id', '=', p.organisationId)
    .where('invitation_id', '=', p.invitationId)
    // hosts may have chosen the same id: the one that waits for an answer is meant
    .orderBy((of) => of('state', '=', 'invited'), 'desc')
    .limit(1),
);

export const insertAlliance = prepare(
  (
    p: OfAlliance & {
      hostId: string;
      name: string;
      purpose: string;
      role: string;
      state: string;
      invitationId: string | null;
      shares: string[];
      now: Date;
    },
  ) =>
    query.insertInto('alliance').values({
      organisation_id: p.organisationId,
      id: p.id,
      host_id: p.hostId,
      name: p.name,
      purpose: p.purpose,
      role: p.role,
      state: p.state,
      invitation_id: p.invitationId,
      shares: p.shares,
      created_at: p.now,
      updated_at: p.now,
    }),
);

/** Where the organisation itself stands; one more turn of its own. */
export function changeStanding(
  p: OfAlliance & { state: string; until: string | null; shares: readonly string[]; now: Date },
) {
  return plain<{ turn: number; version: number }>(
    `update alliance set state = $3, until = $4, shares = $5, turn = turn + 1, updated_at = $6, version = version + 1
     where organisation_id = $1 and id = $2 returning turn, version`,
    [p.organisationId, p.id, p.state, p.until, [...p.shares], p.now],
  );
}

/** At the host: by what is told next. It stands in statements whose first two parameters are organisation and alliance. */
const NEXT_REVISION = '(select revision + 1 from alliance where organisation_id = $1 and id = $2)';

/** What the host says of all that its next revision says. */
export function nextRevision(p: OfAlliance & { closedAt: Date | null; now: Date }) {
  return plain<{ revision: number }>(
    `update alliance set revision = revision + 1, closed_at = coalesce(closed_at, $3), updated_at = $4
     where organisation_id = $1 and id = $2 returning revision`,
    [p.organisationId, p.id, p.closedAt, p.now],
  );
}

/** The host changed something of its own; whoever looked at what was before is told so. */
export const noteChange = (p: OfAlliance) =>
  plain<{ version: number }>(
    'update alliance set version = version + 1 where organisation_id = $1 and id = $2 returning version',
    [p.organisationId, p.id],
  );

/** What the host told of the alliance and of the organisation's own place. */
export const followHost = prepare(
  (
    p: OfAlliance & {
      name: string;
      purpose: string;
      revision: number;
      closedAt: Date | null;
      now: Date;
    },
  ) =>
    query
      .updateTable('alliance')
      .set({
        name: p.name,
        purpose: p.purpose,
        revision: p.revision,
        closed_at: p.closedAt,
        updated_at: p.now,
      })
      .where('organisation_id', '=', p.organisationId)
      .where('id', '=', p.id),
);

/** Asked again: what was said before is of the invitation before. */
export const invitedAgain = prepare((p: OfAlliance & { role: string; state: string; invitationId: string }) =>
  query
    .updateTable('alliance')
    .set((set) => ({
      role: p.role,
      state: p.state,
      invitation_id: p.invitationId,
      until: null,
      turn: 0,
      version: set('version', '+', 1),
    }))
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

export const noteRemoved = prepare((p: OfAlliance) =>
  query
    .updateTable('alliance')
    .set((set) => ({ state: 'removed', until: null, version: set('version', '+', 1) }))
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

const memberColumns = [
  'alliance_id',
  'party_id',
  'role',
  'state',
  'invitation_id',
  'shares',
  'since',
  'until',
  'turn',
  'revision',
  'due_revision',
  'sent_revision',
  'received_revision',
] as const;

export const listMembers = prepare((p: OfAlliance) =>
  query
    .selectFrom('alliance_member')
    .select(memberColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('alliance_id', '=', p.id)
    .orderBy('since')
    .orderBy('party_id'),
);

/** Of all alliances of the organisation: who is in each, and what each signed. */
export const listAllMembers = prepare((p: InOrganisation) =>
  query
    .selectFrom('alliance_member')
    .select(['alliance_id', 'party_id', 'role', 'state', 'until'])
    .where('organisation_id', '=', p.organisationId),
);

export const listNewest = (p: InOrganisation) =>
  plain<{ alliance_id: string; number: number; is_signed: boolean }>(
    `select distinct on (a.alliance_id) a.alliance_id, a.number,
       exists (select from alliance_signature s where s.organisation_id = a.organisation_id and s.alliance_id = a.alliance_id
         and s.number = a.number and s.party_id = a.organisation_id and ${COUNTS}) as is_signed
     from alliance_agreement a where a.organisation_id = $1 order by a.alliance_id, a.number desc`,
    [p.organisationId],
  );

export const lockMember = prepare((p: OfParty) =>
  query
    .selectFrom('alliance_member')
    .select(memberColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('alliance_id', '=', p.id)
    .where('party_id', '=', p.partyId)
    .forUpdate(),
);

export const findInvitation = prepare((p: InOrganisation & { invitationId: string }) =>
  query
    .selectFrom('alliance_member')
    .select(['party_id', 'role'])
    .where('organisation_id', '=', p.organisationId)
    .where('invitation_id', '=', p.invitationId),
);

interface Member extends OfParty {
  role: string;
  state: string;
  invitationId: string | null;
  shares: readonly string[];
  since: Date | null;
  until: string | null;
  turn: number;
}

export function putMember(p: Member) {
  return plain(
    `insert into alliance_member (organisation_id, alliance_id, party_id, role, state, invitation_id, shares, since, until, turn, revision)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, ${NEXT_REVISION})
     on conflict (organisation_id, alliance_id, party_id) do update set role = excluded.role, state = excluded.state,
       invitation_id = excluded.invitation_id, shares = excluded.shares, since = excluded.since, until = excluded.until,
       turn = excluded.turn, revision = excluded.revision`,
    [
      p.organisationId,
      p.id,
      p.partyId,
      p.role,
      p.state,
      p.invitationId,
      [...p.shares],
      p.since,
      p.until,
      p.turn,
    ],
  );
}

/** To be told how things are by this revision, as soon as they have received what was sent before. */
export const markDue = (p: OfAlliance & { revision: number; partyIds: readonly string[] }) =>
  plain(
    `update alliance_member set due_revision = $3
     where organisation_id = $1 and alliance_id = $2 and party_id = any($4)`,
    [p.organisationId, p.id, p.revision, [...p.partyIds]],
  );

/** Of all alliances that the organisation is host of. */
export const listDueMembers = prepare((p: InOrganisation) =>
  query
    .selectFrom('alliance_member')
    .select(memberColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('due_revision', 'is not', null)
    .orderBy('alliance_id')
    .orderBy('party_id'),
);

const overdue = (p: InOrganisation & { today: string }) =>
  query
    .selectFrom('alliance_member')
    .innerJoin('alliance', (join) =>
      join
        .onRef('alliance.organisation_id', '=', 'alliance_member.organisation_id')
        .onRef('alliance.id', '=', 'alliance_member.alliance_id'),
    )
    .where('alliance_member.organisation_id', '=', p.organisationId)
    .where('alliance_member.state', '=', 'leaving')
    .where('alliance_member.until', '<=', p.today)
    .where('alliance.role', '=', 'host')
    .where('alliance.closed_at', 'is', null);

/** Whose notice has come to its day, where the organisation is host. */
export const listOverdue = prepare((p: InOrganisation & { today: string }) =>
  overdue(p).select(['alliance_member.alliance_id', 'alliance_member.party_id']),
);

/** Whether the organisation as a host has anything to note or to tell. */
export const isMarked = prepare((p: InOrganisation & { today: string }) =>
  query.selectNoFrom(({ exists, or, selectFrom }) =>
    or([
      exists(
        selectFrom('alliance_member')
          .select('party_id')
          .where('organisation_id', '=', p.organisationId)
          .where('due_revision', 'is not', null),
      ),
      exists(overdue(p).select('alliance_member.party_id')),
    ])
      .$castTo<boolean>()
      .as('is_marked'),
  ),
);

/** Their day stays beside it: who is out by a word of its own has none. Everybody was told of the day, and of the row nothing new. */
export const noteLeft = (p: OfAlliance & { partyIds: readonly string[] }) =>
  plain(
    `update alliance_member set state = 'left'
     where organisation_id = $1 and alliance_id = $2 and party_id = any($3)`,
    [p.organisationId, p.id, [...p.partyIds]],
  );

/** What was due is on its way. @param p.sent JSON of {partyId, received} each */
export const noteSent = (p: OfAlliance & { sent: string }) =>
  plain(
    `update alliance_member set sent_revision = due_revision, due_revision = null, received_revision = (said->>'received')::integer
     from jsonb_array_elements($3::jsonb) as said
     where organisation_id = $1 and alliance_id = $2 and party_id = (said->>'partyId')::uuid`,
    [p.organisationId, p.id, p.sent],
  );

/** @param p.parties JSON of {organisationId, role, standing, shares, since, until} each */
export function followMembers(p: OfAlliance & { parties: string }) {
  return plain(
    `insert into alliance_member (organisation_id, alliance_id, party_id, role, state, shares, since, until)
     select $1, $2, (party->>'organisationId')::uuid, party->>'role', party->>'standing',
       array(select jsonb_array_elements_text(party->'shares')), (party->>'since')::timestamptz, (party->>'until')::date
     from jsonb_array_elements($3::jsonb) as party
     on conflict (organisation_id, alliance_id, party_id) do update set role = excluded.role, state = excluded.state,
       shares = excluded.shares, since = excluded.since, until = excluded.until`,
    [p.organisationId, p.id, p.parties],
  );
}

export const listAgreements = prepare((p: OfAlliance) =>
  query
    .selectFrom('alliance_agreement')
    .select([
      'number',
      'terms',
      'notice_days',
      'content_hash',
      'proposed_by',
      'proposed_at',
      'in_force_since',
      'revision',
    ])
    .where('organisation_id', '=', p.organisationId)
    .where('alliance_id', '=', p.id)
    .orderBy('number', 'desc'),
);

export const insertAgreement = prepare(
  (
    p: OfAlliance & {
      number: number;
      terms: string;
      noticeDays: number;
      contentHash: string;
      proposedBy: string;
      revision: number;
      now: Date;
    },
  ) =>
    query.insertInto('alliance_agreement').values({
      organisation_id: p.organisationId,
      alliance_id: p.id,
      number: p.number,
      terms: p.terms,
      notice_days: p.noticeDays,
      content_hash: p.contentHash,
      proposed_by: p.proposedBy,
      proposed_at: p.now,
      revision: p.revision,
    }),
);

/** @param p.agreements JSON of {number, terms, noticeDays, contentHash, proposedBy, proposedAt, inForceSince} each */
export function followAgreements(p: OfAlliance & { agreements: string }) {
  return plain(
    `insert into alliance_agreement as known
       (organisation_id, alliance_id, number, terms, notice_days, content_hash, proposed_by, proposed_at, in_force_since)
     select $1, $2, (said->>'number')::integer, said->>'terms', (said->>'noticeDays')::integer, said->>'contentHash',
       said->>'proposedBy', (said->>'proposedAt')::timestamptz, (said->>'inForceSince')::timestamptz
     from jsonb_array_elements($3::jsonb) as said
     on conflict (organisation_id, alliance_id, number) do update set terms = coalesce(known.terms, excluded.terms),
       in_force_since = coalesce(known.in_force_since, excluded.in_force_since)
       where known.content_hash = excluded.content_hash`,
    [p.organisationId, p.id, p.agreements],
  );
}

export function noteInForce(p: OfAlliance & { numbers: readonly number[]; now: Date }) {
  return plain(
    `update alliance_agreement set in_force_since = $4
     where organisation_id = $1 and alliance_id = $2 and number = any($3) and in_force_since is null`,
    [p.organisationId, p.id, [...p.numbers], p.now],
  );
}

export const listSignatures = prepare((p: OfAlliance) =>
  query
    .selectFrom('alliance_signature')
    .select(['number', 'party_id', 'signer_name', 'signed_at', 'key_id', 'signature', 'revision'])
    .where('organisation_id', '=', p.organisationId)
    .where('alliance_id', '=', p.id)
    .orderBy('signed_at'),
);

/** What was signed stays as it was; whoever joins again signs again. */
export function insertSignature(
  p: OfParty & { number: number; signerName: string; signedAt: Date; keyId: string; bytes: Buffer },
) {
  return plain(
    `insert into alliance_signature as known (organisation_id, alliance_id, number, party_id, signer_name, signed_at, key_id, signature, revision)
     values ($1, $2, $3, $4, $5, $6, $7, $8, ${NEXT_REVISION})
     on conflict (organisation_id, alliance_id, number, party_id) do update set signer_name = excluded.signer_name,
       signed_at = excluded.signed_at, key_id = excluded.key_id, signature = excluded.signature, revision = excluded.revision
       where excluded.signed_at > known.signed_at`,
    [p.organisationId, p.id, p.number, p.partyId, p.signerName, p.signedAt, p.keyId, p.bytes],
  );
}

export const listEvents = prepare((p: OfAlliance & { limit: number }) =>
  query
    .selectFrom('alliance_event')
    .select(['id', 'at', 'kind', 'party_id', 'number', 'reason', 'revision'])
    .where('organisation_id', '=', p.organisationId)
    .where('alliance_id', '=', p.id)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(p.limit),
);

export function insertEvent(
  p: OfParty & { eventId: string; at: Date; kind: string; number: number | null; reason: string | null },
) {
  return plain(
    `insert into alliance_event (organisation_id, alliance_id, id, at, kind, party_id, number, reason, revision)
     values ($1, $2, $3, $4, $5, $6, $7, $8, ${NEXT_REVISION}) on conflict do nothing`,
    [p.organisationId, p.id, p.eventId, p.at, p.kind, p.partyId, p.number, p.reason],
  );
}
