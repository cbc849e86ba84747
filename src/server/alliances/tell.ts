import type { Static } from 'typebox';
import type { AllianceRole, SharedKind } from '../../domain/alliances/alliance.ts';
import { deliver, listSent } from '../deliveries/public.ts';
import type { RowOf } from '../platform/database/statement.ts';
import { eachApart } from '../platform/work/each-apart.ts';
import type { Change, Reading, Work } from '../platform/work/work.ts';
import { endNotices } from './end-notices.ts';
import { allianceRoster } from './kinds.ts';
import { type AllianceRow, MOST_EVENTS, ownStanding, todayAt, viewEvent } from './read-alliance.ts';
import { sentSignature } from './signature-words.ts';
import * as sql from './sql.ts';

/** In one transaction, which holds the alliance: whoever changes it meanwhile waits no longer than for these, and the others are told once these are carried. */
const TOLD_AT_ONCE = 50;

type MemberRow = RowOf<ReturnType<typeof sql.listMembers>>;
type Roster = Static<typeof allianceRoster.schema>;

/** A party that is to be told how things are by `due`, and has received all until `since`; null: nothing. */
interface Due {
  readonly member: MemberRow;
  readonly due: number;
  readonly since: number | null;
}

/**
 * The host tells each party for which a change left a mark: one roster, of how the alliance is by then, and the next once that was received.
 * The mark goes with the commit of the roster, so nothing is lost and nothing is told twice.
 */
export async function tellParties(work: Work): Promise<void> {
  await eachApart([endNotices, tellMarked], (part) => part(work));
}

/** Whether there may be anything of that. */
export function isMarked(of: Pick<Reading, 'organisationId' | 'now' | 'timeZone'>) {
  return sql.isMarked({ organisationId: of.organisationId, today: todayAt(of) });
}

async function tellMarked(work: Work): Promise<void> {
  const due = await work.read(listDue);
  await eachApart(new Set(due.map(({ member }) => member.alliance_id)), (id) =>
    work.change((change) => tellSome(change, id)),
  );
}

/** Whoever has not received the roster before is not told another; one that was given up counts as never sent. */
async function listDue({ all, organisationId }: Pick<Reading, 'all' | 'organisationId'>): Promise<Due[]> {
  const [members] = await all(sql.listDueMembers({ organisationId }));
  const keys = members.map(keyOfSent).filter((key) => key !== undefined);
  if (keys.length === 0) return members.flatMap((member) => dueOf(member, undefined));
  const [sent] = await all(
    listSent({ organisationId, kinds: [allianceRoster.kind], keys: [...new Set(keys)] }),
  );
  const before = new Map(sent.map((row) => [`${row.key} ${row.to_organisation_id}`, row]));
  return members.flatMap((member) => dueOf(member, before.get(`${keyOfSent(member)} ${member.party_id}`)));
}

function keyOfSent({ alliance_id: id, sent_revision: revision }: MemberRow): string | undefined {
  return revision === null ? undefined : `${id} ${revision}`;
}

function dueOf(member: MemberRow, before: RowOf<ReturnType<typeof listSent>> | undefined): Due[] {
  const { due_revision: due, sent_revision: sent, received_revision: received } = member;
  if (due === null) return [];
  if (before === undefined || before.dead_at !== null) return [{ member, due, since: received }];
  if (before.delivered_at === null) return [];
  const isTaken = (before.receipt as { isTaken?: boolean } | null)?.isTaken === true;
  // what was not taken in is told whole
  return [{ member, due, since: isTaken ? sent : null }];
}

async function tellSome(change: Change, id: string): Promise<void> {
  const { organisationId } = change;
  const of = { organisationId, id };
  const row = await change.first(sql.lockAlliance(of));
  const told = (await listDue(change))
    .filter(({ member }) => member.alliance_id === id)
    .slice(0, TOLD_AT_ONCE);
  if (row === undefined || told.length === 0) return;
  const [members, agreements, signatures, events] = await change.all(
    sql.listMembers(of),
    sql.listAgreements(of),
    sql.listSignatures(of),
    sql.listEvents({ ...of, limit: MOST_EVENTS }),
  );
  const rosterOf = rostersOf(row, { today: todayAt(change), members, agreements, signatures, events });
  for (const one of told) {
    const { party_id: to } = one.member;
    await deliver(change, { to, kind: allianceRoster, key: `${id} ${one.due}`, payload: rosterOf(one) });
  }
  const sent = told.map(({ member: { party_id: partyId }, since: received }) => ({ partyId, received }));
  change.push(sql.noteSent({ ...of, sent: JSON.stringify(sent) }));
}

type Rows<List extends (...input: never[]) => unknown> = readonly RowOf<ReturnType<List>>[];

interface Known {
  readonly today: string;
  readonly members: Rows<typeof sql.listMembers>;
  readonly agreements: Rows<typeof sql.listAgreements>;
  readonly signatures: Rows<typeof sql.listSignatures>;
  readonly events: Rows<typeof sql.listEvents>;
}

/** What each party is told; most of them are told the same. */
function rostersOf(row: AllianceRow, known: Known): (to: Due) => Roster {
  const said = new Map<string, Omit<Roster, 'receiver'>>();
  return ({ member, due, since }) => {
    const key = `${since} ${due}`;
    const roster = said.get(key) ?? sayOf(row, known, { due, since });
    said.set(key, roster);
    const standing = ownStanding(known.today, member);
    const invitationId = member.invitation_id ?? '';
    return { ...roster, receiver: { role: member.role as AllianceRole, standing, invitationId } };
  };
}

/** What changed after `since` until `due`: of later things whoever is out learns nothing. */
function sayOf(
  row: AllianceRow,
  { today, members, agreements, signatures, events }: Known,
  { due, since }: Pick<Due, 'due' | 'since'>,
): Omit<Roster, 'receiver'> {
  const isNew = ({ revision }: { revision: number }) => since === null || revision > since;
  const isTold = (one: { revision: number }) => one.revision <= due && isNew(one);
  const proposed = agreements.filter(({ revision }) => revision <= due);
  // older versions bind nobody any more, and are with whoever signed them
  const binding = proposed.find(({ in_force_since: inForceSince }) => inForceSince !== null)?.number ?? 0;
  return {
    allianceId: row.id,
    revision: due,
    since,
    name: row.name,
    purpose: row.purpose,
    // nothing comes after that
    closedAt: due === row.revision ? (row.closed_at?.toISOString() ?? null) : null,
    parties: members.filter(isTold).map((member) => ({
      organisationId: member.party_id,
      role: member.role as AllianceRole,
      standing: ownStanding(today, member),
      shares: member.shares as SharedKind[],
      since: member.since?.toISOString() ?? null,
      until: ownStanding(today, member) === 'leaving' ? member.until : null,
    })),
    agreements: proposed
      .filter(({ number }) => number >= binding)
      .map((agreement) => ({
        number: agreement.number,
        terms: isNew(agreement) ? agreement.terms : null,
        noticeDays: agreement.notice_days,
        contentHash: agreement.content_hash,
        proposedBy: agreement.proposed_by,
        proposedAt: agreement.proposed_at.toISOString(),
        inForceSince: agreement.in_force_since?.toISOString() ?? null,
      })),
    signatures: signatures
      .filter((one) => one.number >= binding && isTold(one))
      .map((one) => ({ organisationId: one.party_id, ...sentSignature(one) })),
    events: events.filter(isTold).map(viewEvent),
  };
}
