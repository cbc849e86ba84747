import type { Static } from 'typebox';
import type { PlaybookProposal, PlaybookProposalItem } from '../../contract/playbooks.ts';
import { type Party, readParties } from '../organisations/public.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Reading } from '../platform/work/work.ts';
import * as sql from './sql.ts';
import * as proposalSql from './sql-proposals.ts';

export type ProposalView = Static<typeof PlaybookProposal>;
type ProposalItemView = Static<typeof PlaybookProposalItem>;

interface ProposalRow {
  id: string;
  code: string;
  base_id: string;
  from_id: string;
  places: string[];
  title: string;
  state: string;
  organisation_id: string;
  author_name: string;
  made_at: Date;
  comments: number;
  merged_in: string | null;
}

export function viewProposalHead(row: ProposalRow, partyOf: (id: string) => Party): ProposalItemView {
  return {
    id: row.id,
    code: row.code,
    baseId: row.base_id,
    fromId: row.from_id,
    places: row.places,
    title: row.title,
    state: row.state as ProposalItemView['state'],
    organisation: partyOf(row.organisation_id),
    authorName: row.author_name,
    madeAt: row.made_at.toISOString(),
    comments: row.comments,
    mergedIn: row.merged_in,
  };
}

export async function listProposals(
  reading: Reading,
  { code }: { code?: string | undefined },
): Promise<{ items: ProposalItemView[] }> {
  const partyOf = await readParties(reading);
  const [rows] = await reading.all(proposalSql.listProposals({ code }));
  return { items: rows.map((row) => viewProposalHead(row, partyOf)) };
}

/** @throws AppError not_found */
export async function readProposal(
  access: Pick<Reading, 'all' | 'first'>,
  id: string,
): Promise<ProposalView> {
  const row = await access.first(proposalSql.readProposal({ id }));
  if (row === undefined) throw new AppError('not_found');
  const partyOf = await readParties(access);
  const [comments, [playbook]] = await access.all(
    proposalSql.listComments({ proposalId: id }),
    sql.readPlaybook({ code: row.code }),
  );
  const keeperId = playbook?.keeper_organisation_id ?? null;
  return {
    ...viewProposalHead(row, partyOf),
    reason: row.reason,
    answer: row.answer,
    decidedAt: row.decided_at?.toISOString() ?? null,
    keeper: keeperId === null ? null : partyOf(keeperId),
    discussion: comments.map((comment) => ({
      id: comment.id,
      organisation: partyOf(comment.organisation_id),
      authorName: comment.author_name,
      text: comment.text,
      madeAt: comment.made_at.toISOString(),
    })),
  };
}
