import type { AnswerOf, BodyOf } from '../../contract/operation.ts';
import type { AcceptProposal, ProposeChanges } from '../../contract/playbooks.ts';
import { comparePlaybooks } from '../../domain/playbooks/compare-playbooks.ts';
import { mayBecome, type ProposalState } from '../../domain/playbooks/decide-proposal.ts';
import { mergePlaybooks } from '../../domain/playbooks/merge-playbooks.ts';
import type { Playbook } from '../../domain/playbooks/playbook.ts';
import { AppError } from '../platform/work/errors.ts';
import { newId } from '../platform/database/ids.ts';
import type { Change } from '../platform/work/work.ts';
import { nextVersion } from './draft-beginning.ts';
import { beginDraft } from './drafts.ts';
import { getAuthor } from './author.ts';
import { type ProposalView, readProposal } from './proposal-view.ts';
import * as sql from './sql.ts';
import * as proposalSql from './sql-proposals.ts';
import * as draftSql from './sql-drafts.ts';

/** @throws AppError unknown_playbook, playbook_not_adapted, place_unchanged, id_taken */
export async function proposeChanges(
  change: Change,
  body: BodyOf<typeof ProposeChanges>,
): Promise<ProposalView> {
  const { organisationId, now } = change;
  const author = await getAuthor(change);
  const { from, base } = await readAdaptation(change, body.fromId);
  const different = new Set(
    comparePlaybooks(base.content as Playbook, from.content as Playbook).map(({ place }) => place),
  );
  const unchanged = body.places.findIndex((place) => !different.has(place));
  if (unchanged >= 0) {
    const field = { path: `/places/${unchanged}`, code: 'place_unchanged' as const };
    throw new AppError('place_unchanged', { fields: [field] });
  }
  const id = body.id ?? newId(now.getTime());
  const { fromId, places, title, reason } = body;
  const row = { organisationId, id, code: base.code, baseId: base.id, fromId, places, title, reason };
  if (
    (await change.first(proposalSql.insertProposal({ ...row, authorName: author.name, now }))) === undefined
  )
    throw new AppError('id_taken');
  const detail = { playbook: fromId };
  change.audit({ action: 'playbook.propose', subjectKind: 'proposal', subjectIds: [id], detail });
  change.emit({ type: 'playbook.proposed', subjectId: id, data: { playbook: base.code } });
  return readProposal(change, id);
}

async function readAdaptation(change: Change, fromId: string) {
  const from = await change.first(sql.readVersion({ id: fromId }));
  if (from === undefined) {
    throw new AppError('unknown_playbook', { fields: [{ path: '/fromId', code: 'unknown_playbook' }] });
  }
  const isOwn = from.keeper_organisation_id === change.organisationId;
  const base =
    from.based_on === null ? undefined : await change.first(sql.readVersion({ id: from.based_on }));
  if (!isOwn || base === undefined) throw new AppError('playbook_not_adapted');
  return { from, base };
}

/** @throws AppError not_found */
export async function discussProposal(
  change: Change,
  proposalId: string,
  { id, text }: { id?: string; text: string },
): Promise<ProposalView> {
  const { organisationId, now } = change;
  const author = await getAuthor(change);
  await readProposal(change, proposalId);
  const row = {
    organisationId,
    id: id ?? newId(now.getTime()),
    proposalId,
    authorName: author.name,
    text,
    now,
  };
  change.push(proposalSql.insertComment(row));
  change.audit({ action: 'playbook.discuss', subjectKind: 'proposal', subjectIds: [proposalId] });
  return readProposal(change, proposalId);
}

/**
 * Takes a proposal into the draft of the model's next version. What the model has changed there since stays and is
 * answered as a conflict.
 * @throws AppError not_found, playbook_not_yours, proposal_decided, draft_in_review
 */
export async function acceptProposal(change: Change, id: string): Promise<AnswerOf<typeof AcceptProposal>> {
  const { organisationId, now } = change;
  const author = await getAuthor(change);
  const proposal = await getDecidable(change, id, 'accepted');
  const [[base], [from], [existing]] = await change.all(
    sql.readVersion({ id: proposal.base_id }),
    sql.readVersion({ id: proposal.from_id }),
    draftSql.lockDraftOf({ organisationId, code: proposal.code }),
  );
  if (base === undefined || from === undefined) throw new AppError('not_found');
  if (existing !== undefined && existing.submitted_at !== null) throw new AppError('draft_in_review');
  const begun = existing === undefined ? await nextVersion(change, proposal.code) : undefined;
  const target = begun?.content ?? (existing?.content as Playbook);
  const { playbook, conflicts } = mergePlaybooks(
    target,
    base.content as Playbook,
    from.content as Playbook,
    proposal.places,
  );
  const draftId = existing?.id ?? newId(now.getTime());
  if (begun !== undefined) {
    const draft = { ...begun, id: draftId, content: playbook, proposalIds: [id] };
    await beginDraft(change, { ...draft, by: author.id, changedBy: null });
  } else if (existing !== undefined) {
    change.push(
      draftSql.changeDraft({
        organisationId,
        id: draftId,
        content: JSON.stringify(playbook),
        summary: existing.summary,
        proposalIds: [...existing.proposal_ids, id],
        // whoever accepts has written nothing, and may review the draft
        by: existing.changed_by,
        version: existing.version + 1,
        now,
      }),
    );
  }
  change.push(
    proposalSql.decideProposals({ ids: [id], state: 'accepted', answer: null, mergedIn: null, now }),
  );
  const detail = { draft: draftId };
  change.audit({ action: 'playbook.accept', subjectKind: 'proposal', subjectIds: [id], detail });
  return { draftId, conflicts: [...conflicts] };
}

/** @throws AppError not_found, playbook_not_yours, proposal_decided */
export async function declineProposal(change: Change, id: string, answer: string): Promise<ProposalView> {
  const { now } = change;
  await getDecidable(change, id, 'declined');
  change.push(proposalSql.decideProposals({ ids: [id], state: 'declined', answer, mergedIn: null, now }));
  change.audit({ action: 'playbook.decline', subjectKind: 'proposal', subjectIds: [id] });
  return readProposal(change, id);
}

/** @throws AppError not_found, proposal_decided */
export async function withdrawProposal(change: Change, id: string): Promise<ProposalView> {
  const { organisationId, now } = change;
  const own = await change.first(proposalSql.lockProposal({ id }));
  // withdrawn twice, it is withdrawn
  if (own?.state === 'withdrawn' && own.organisation_id === organisationId) return readProposal(change, id);
  const proposal = await getLockedProposal(change, id, 'withdrawn');
  if (proposal.organisation_id !== organisationId) throw new AppError('not_found');
  change.push(
    proposalSql.decideProposals({ ids: [id], state: 'withdrawn', answer: null, mergedIn: null, now }),
  );
  change.audit({ action: 'playbook.withdraw', subjectKind: 'proposal', subjectIds: [id] });
  return readProposal(change, id);
}

async function getDecidable(change: Change, id: string, wanted: ProposalState) {
  const row = await change.first(proposalSql.readProposal({ id }));
  if (row === undefined) throw new AppError('not_found');
  const playbook = await change.first(sql.readPlaybook({ code: row.code }));
  if (playbook?.keeper_organisation_id !== change.organisationId) throw new AppError('playbook_not_yours');
  return getLockedProposal(change, id, wanted);
}

/** Locked: the keeper may decide while the author takes it back. Only who may change it can lock it. */
async function getLockedProposal(change: Change, id: string, wanted: ProposalState) {
  const row = await change.first(proposalSql.lockProposal({ id }));
  if (row === undefined) throw new AppError('not_found');
  if (!mayBecome(row.state as ProposalState, wanted)) throw new AppError('proposal_decided');
  return row;
}
