import type { Static } from 'typebox';
import type { BodyOf } from '../../contract/operation.ts';
import type {
  ChangePlaybookDraft,
  CreatePlaybookDraft,
  PlaybookDraft,
  PlaybookDraftItem,
} from '../../contract/playbooks.ts';
import {
  decideDraftChange,
  decidePublication,
  decideReturn,
  decideSubmission,
  type DraftDecision,
} from '../../domain/playbooks/decide-draft.ts';
import { type Playbook, readPlaybookId } from '../../domain/playbooks/playbook.ts';
import { validatePlaybook } from '../../domain/playbooks/validate-playbook.ts';
import { requireMaterials } from '../materials/public.ts';
import { readParties } from '../organisations/public.ts';
import { findCreation, noteCreation } from '../platform/work/creation.ts';
import { AppError } from '../platform/work/errors.ts';
import { newId } from '../platform/database/ids.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import { isMadeAlready } from '../platform/work/repeated-change.ts';
import { beginning } from './draft-beginning.ts';
import { getAuthor } from './author.ts';
import { viewProposalHead } from './proposal-view.ts';
import * as sql from './sql.ts';
import * as proposalSql from './sql-proposals.ts';
import * as draftSql from './sql-drafts.ts';

export type DraftView = Static<typeof PlaybookDraft>;
type DraftItemView = Static<typeof PlaybookDraftItem>;

interface DraftRow {
  id: string;
  starts_from: string | null;
  based_on: string | null;
  content: unknown;
  submitted_at: Date | null;
  created_by: string;
  changed_by: string | null;
  updated_at: Date;
  version: number;
}

function viewHead(row: DraftRow): DraftItemView {
  const content = row.content as Playbook;
  return {
    id: row.id,
    playbookId: content.id,
    title: content.title,
    startsFrom: row.starts_from,
    basedOn: row.based_on,
    state: row.submitted_at === null ? 'draft' : 'in_review',
    createdBy: row.created_by,
    changedBy: row.changed_by,
    updatedAt: row.updated_at.toISOString(),
    version: row.version,
  };
}

export async function listDrafts(reading: Reading): Promise<{ items: DraftItemView[] }> {
  const { organisationId } = reading;
  const [rows] = await reading.all(draftSql.listDrafts({ organisationId }));
  return { items: rows.map(viewHead) };
}

/** @throws AppError not_found */
export async function readDraft(
  access: Pick<Reading, 'all' | 'first' | 'organisationId'>,
  id: string,
): Promise<DraftView> {
  const { organisationId } = access;
  const row = await access.first(draftSql.readDraft({ organisationId, id }));
  if (row === undefined) throw new AppError('not_found');
  const partyOf = await readParties(access);
  const [proposals] = await access.all(proposalSql.listProposalsById({ ids: row.proposal_ids }));
  const content = row.content as Playbook;
  return {
    ...viewHead(row),
    content,
    summary: row.summary,
    submittedAt: row.submitted_at?.toISOString() ?? null,
    submittedBy: row.submitted_by,
    remark: row.remark,
    proposals: proposals.map((proposal) => viewProposalHead(proposal, partyOf)),
    faults: validatePlaybook(content),
  };
}

/**
 * @throws AppError unknown_playbook, playbook_title_required, playbook_nothing_newer, draft_exists with the draft's id,
 * id_taken
 */
export async function createDraft(
  change: Change,
  body: BodyOf<typeof CreatePlaybookDraft>,
): Promise<DraftView> {
  const { now } = change;
  const author = await getAuthor(change);
  const id = body.id ?? newId(now.getTime());
  const begun = await beginning(change, body);
  await beginDraft(change, { id, by: author.id, changedBy: author.id, proposalIds: [], ...begun });
  return readDraft(change, id);
}

/** Writes a new draft down. @throws AppError draft_exists, id_taken */
export async function beginDraft(
  change: Change,
  draft: {
    id: string;
    by: string;
    changedBy: string | null;
    content: Playbook;
    startsFrom: string | null;
    basedOn: string | null;
    proposalIds: string[];
  },
): Promise<void> {
  const { organisationId, now } = change;
  const { id, content, ...rest } = draft;
  const { code } = content;
  const row = { organisationId, id, code, ...rest, content: JSON.stringify(content), now };
  if ((await change.first(draftSql.insertDraft(row))) === undefined) {
    const other = await change.first(draftSql.lockDraftOf({ organisationId, code }));
    if (other === undefined) throw new AppError('id_taken');
    throw new AppError('draft_exists', { extra: { draftId: other.id } });
  }
  // so that its discarding, said twice, is told from that of a draft which never was
  change.push(noteCreation(change, id));
  const detail = { playbook: content.id };
  change.audit({ action: 'playbook.draft', subjectKind: 'playbook', subjectIds: [id], detail });
}

/** @throws AppError not_found, draft_in_review, version_conflict with the draft as it is now, unknown_material */
export async function changeDraft(
  change: Change,
  id: string,
  version: number,
  body: BodyOf<typeof ChangePlaybookDraft>,
): Promise<DraftView> {
  const { organisationId, now } = change;
  const author = await getAuthor(change);
  const row = await getLockedDraft(change, id);
  requireAllowed(decideDraftChange({ submittedAt: row.submitted_at }));
  const own = row.content as Playbook;
  const { id: playbookId, code, version: number } = own;
  const content = { ...own, ...body.content, id: playbookId, code, version: number };
  if (isMadeAlready(version, { content, summary: body.summary }, row)) return readDraft(change, id);
  await requireVersion(change, row, version);
  await requireMaterials(
    change,
    content.sessions.flatMap(({ files = [] }, index) =>
      files.map((materialId, at) => ({ id: materialId, path: `/content/sessions/${index}/files/${at}` })),
    ),
  );
  change.push(
    draftSql.changeDraft({
      organisationId,
      id,
      content: JSON.stringify(content),
      summary: body.summary ?? row.summary,
      proposalIds: row.proposal_ids,
      by: author.id,
      version: version + 1,
      now,
    }),
  );
  change.audit({ action: 'playbook.change', subjectKind: 'playbook', subjectIds: [id] });
  return readDraft(change, id);
}

/** @throws AppError not_found, version_conflict, draft_in_review, draft_faulty */
export async function submitDraft(change: Change, id: string, version: number): Promise<DraftView> {
  const { organisationId, now } = change;
  const author = await getAuthor(change);
  const row = await getLockedDraft(change, id);
  if (row.submitted_at !== null && isMadeAlready(version, { submitted_by: author.id }, row))
    return readDraft(change, id);
  const faults = validatePlaybook(row.content as Playbook);
  requireAllowed(decideSubmission({ submittedAt: row.submitted_at }, faults), { count: faults.length });
  await requireVersion(change, row, version);
  change.push(draftSql.submitDraft({ organisationId, id, by: author.id, version: version + 1, now }));
  change.audit({ action: 'playbook.submit', subjectKind: 'playbook', subjectIds: [id] });
  return readDraft(change, id);
}

/** @throws AppError not_found, draft_not_in_review */
export async function returnDraft(change: Change, id: string, remark: string): Promise<DraftView> {
  const { organisationId, now } = change;
  const row = await getLockedDraft(change, id);
  requireAllowed(decideReturn({ submittedAt: row.submitted_at }));
  change.push(draftSql.returnDraft({ organisationId, id, remark, version: row.version + 1, now }));
  change.audit({ action: 'playbook.return', subjectKind: 'playbook', subjectIds: [id] });
  return readDraft(change, id);
}

/**
 * Publishes the next version; the organisation works by it from now on, and the proposals in it are merged, with credit. Sent again,
 * it is answered alike.
 * @throws AppError not_found, version_conflict, draft_not_in_review, draft_own_work, draft_faulty
 */
export async function publishDraft(
  change: Change,
  id: string,
  version: number,
): Promise<{ playbookId: string }> {
  const { organisationId, now } = change;
  const reviewer = await getAuthor(change);
  const row = await change.first(draftSql.lockDraft({ organisationId, id }));
  if (row === undefined) return getPublished(change, id);
  const content = row.content as Playbook;
  const standing = {
    submittedAt: row.submitted_at,
    submittedBy: row.submitted_by,
    changedBy: row.changed_by,
  };
  requireAllowed(decidePublication(standing, reviewer.id));
  await requireVersion(change, row, version);
  const faults = validatePlaybook(content);
  requireAllowed(decideSubmission({ submittedAt: null }, faults), { count: faults.length });
  change.push(
    sql.insertVersion({
      id: content.id,
      code: content.code,
      version: content.version,
      ownerId: organisationId,
      draftId: id,
      content: JSON.stringify(content),
      basedOn: row.based_on,
      summary: row.summary,
      credits: JSON.stringify(await creditsOf(change, row.proposal_ids)),
      now,
    }),
  );
  if (row.proposal_ids.length > 0) {
    const decided = { ids: row.proposal_ids, answer: null, mergedIn: content.id, now };
    change.push(proposalSql.decideProposals({ ...decided, state: 'merged' }));
  }
  await workByOwn(change, content, row.based_on);
  await change.all(draftSql.deleteDraft({ organisationId, id }));
  const detail = { playbook: content.id };
  change.audit({ action: 'playbook.publish', subjectKind: 'playbook', subjectIds: [id], detail });
  change.emit({ type: 'playbook.published', subjectId: id, data: { playbook: content.id } });
  return { playbookId: content.id };
}

/** @throws AppError not_found */
async function getPublished(change: Change, id: string): Promise<{ playbookId: string }> {
  const version = await change.first(sql.findVersionOfDraft({ organisationId: change.organisationId, id }));
  if (version === undefined) throw new AppError('not_found');
  return { playbookId: version.id };
}

/** An organisation that helps people works by what it published, in the place of the model that it adapted. */
async function workByOwn(change: Change, content: Playbook, basedOn: string | null): Promise<void> {
  const { organisationId, now } = change;
  if (basedOn !== null) change.push(sql.leave({ organisationId, code: readPlaybookId(basedOn).code }));
  change.push(sql.adopt({ organisationId, code: content.code, playbookId: content.id, now }));
}

async function creditsOf(change: Change, ids: string[]) {
  if (ids.length === 0) return [];
  const partyOf = await readParties(change);
  const [proposals] = await change.all(proposalSql.listProposalsById({ ids }));
  return proposals.map((proposal) => {
    const { name, nameEn } = partyOf(proposal.organisation_id);
    return {
      proposalId: proposal.id,
      title: proposal.title,
      authorName: proposal.author_name,
      organisationName: name,
      organisationNameEn: nameEn,
    };
  });
}

/** @throws AppError not_found */
export async function discardDraft(change: Change, id: string): Promise<void> {
  const { organisationId } = change;
  const row = await change.first(draftSql.lockDraft({ organisationId, id }));
  if (row === undefined) {
    if (await isDiscarded(change, id)) return;
    throw new AppError('not_found');
  }
  if (row.proposal_ids.length > 0) {
    const opened = { ids: row.proposal_ids, answer: null, mergedIn: null, now: null };
    change.push(proposalSql.decideProposals({ ...opened, state: 'open' }));
  }
  change.push(draftSql.deleteDraft({ organisationId, id }));
  change.audit({ action: 'playbook.discard', subjectKind: 'playbook', subjectIds: [id] });
}

/** It was here, and became no version: discarded twice, it is discarded. */
async function isDiscarded(change: Change, id: string): Promise<boolean> {
  const key = { organisationId: change.organisationId, id };
  const [made, published] = await change.all(findCreation(key), sql.findVersionOfDraft(key));
  return made.length > 0 && published.length === 0;
}

async function getLockedDraft(change: Change, id: string) {
  // locked: two authors may save at once, and a reviewer publish meanwhile
  const row = await change.first(draftSql.lockDraft({ organisationId: change.organisationId, id }));
  if (row === undefined) throw new AppError('not_found');
  return row;
}

async function requireVersion(change: Change, row: { id: string; version: number }, version: number) {
  if (row.version === version) return;
  const current = await readDraft(change, row.id);
  throw new AppError('version_conflict', { parameters: { fields: 'content' }, extra: { current } });
}

function requireAllowed(decision: DraftDecision, parameters: Record<string, number> = {}): void {
  if (!decision.ok) throw new AppError(decision.reason, { parameters });
}
