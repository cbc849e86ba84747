import { sql as raw } from 'kysely';
import { once, prepare, query, statement } from '../platform/database/statement.ts';

interface Row {
  organisationId: string;
  id: string;
}

const proposalColumns = [
  'playbook_proposal.id',
  'playbook_proposal.code',
  'playbook_proposal.base_id',
  'playbook_proposal.from_id',
  'playbook_proposal.places',
  'playbook_proposal.title',
  'playbook_proposal.reason',
  'playbook_proposal.organisation_id',
  'playbook_proposal.author_name',
  'playbook_proposal.made_at',
  'playbook_proposal.state',
  'playbook_proposal.answer',
  'playbook_proposal.decided_at',
  'playbook_proposal.merged_in',
] as const;

const countedProposals = () =>
  query
    .selectFrom('playbook_proposal')
    .select(proposalColumns)
    .select(
      raw<number>`(select count(*)::int from playbook_comment where proposal_id = playbook_proposal.id)`.as(
        'comments',
      ),
    );

export function listProposals({ code }: { code?: string | undefined }) {
  const list = countedProposals().orderBy('made_at', 'desc').orderBy('id');
  return statement(code === undefined ? list : list.where('code', '=', code));
}

export const listProposalsById = prepare((p: { ids: string[] }) =>
  countedProposals()
    .where(raw<boolean>`id = any(${p.ids}::uuid[])`)
    .orderBy('made_at'),
);

export const readProposal = prepare((p: { id: string }) => countedProposals().where('id', '=', p.id));

export const lockProposal = prepare((p: { id: string }) =>
  query
    .selectFrom('playbook_proposal')
    .select(proposalColumns)
    .where('playbook_proposal.id', '=', p.id)
    .forUpdate(),
);

export interface NewProposal extends Row {
  code: string;
  baseId: string;
  fromId: string;
  places: string[];
  title: string;
  reason: string;
  authorName: string;
  now: Date;
}

/** Empty when the id is taken. */
export const insertProposal = prepare((p: NewProposal) =>
  query
    .insertInto('playbook_proposal')
    .values({
      id: p.id,
      code: p.code,
      base_id: p.baseId,
      from_id: p.fromId,
      places: p.places,
      title: p.title,
      reason: p.reason,
      organisation_id: p.organisationId,
      author_name: p.authorName,
      made_at: p.now,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id'),
);

export const decideProposals = prepare(
  (p: {
    ids: string[];
    state: string;
    answer: string | null;
    mergedIn: string | null;
    /** null: open again */
    now: Date | null;
  }) =>
    query
      .updateTable('playbook_proposal')
      .set({ state: p.state, answer: p.answer, merged_in: p.mergedIn, decided_at: p.now })
      .where(raw<boolean>`id = any(${p.ids}::uuid[])`),
);

export const listComments = prepare((p: { proposalId: string }) =>
  query
    .selectFrom('playbook_comment')
    .select(['id', 'organisation_id', 'author_name', 'text', 'made_at'])
    .where('proposal_id', '=', p.proposalId)
    .orderBy('made_at')
    .orderBy('id'),
);

/** A comment that is there already stays: the same one was sent again. */
export function insertComment(p: Row & { proposalId: string; authorName: string; text: string; now: Date }) {
  return once(
    query
      .insertInto('playbook_comment')
      .values({
        id: p.id,
        proposal_id: p.proposalId,
        organisation_id: p.organisationId,
        author_name: p.authorName,
        text: p.text,
        made_at: p.now,
      })
      .onConflict((conflict) => conflict.column('id').doNothing()),
  );
}
