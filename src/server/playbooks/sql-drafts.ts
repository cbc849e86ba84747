import { prepare, query } from '../platform/database/statement.ts';

interface Row {
  organisationId: string;
  id: string;
}

const draftColumns = [
  'id',
  'code',
  'starts_from',
  'based_on',
  'content',
  'summary',
  'proposal_ids',
  'submitted_at',
  'submitted_by',
  'remark',
  'created_by',
  'changed_by',
  'updated_at',
  'version',
] as const;

export const listDrafts = prepare((p: { organisationId: string }) =>
  query
    .selectFrom('playbook_draft')
    .select(draftColumns)
    .where('organisation_id', '=', p.organisationId)
    .orderBy('updated_at', 'desc')
    .orderBy('id'),
);

export const readDraft = prepare((p: Row) =>
  query
    .selectFrom('playbook_draft')
    .select(draftColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

export const lockDraft = prepare((p: Row) =>
  query
    .selectFrom('playbook_draft')
    .select(draftColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id)
    .forUpdate(),
);

export const lockDraftOf = prepare((p: { organisationId: string; code: string }) =>
  query
    .selectFrom('playbook_draft')
    .select(draftColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('code', '=', p.code)
    .forUpdate(),
);

/** Empty when the id is taken, or a draft of this model is there already. */
export const insertDraft = prepare(
  (
    p: Row & {
      code: string;
      startsFrom: string | null;
      basedOn: string | null;
      content: string;
      proposalIds: string[];
      by: string;
      changedBy: string | null;
      now: Date;
    },
  ) =>
    query
      .insertInto('playbook_draft')
      .values({
        organisation_id: p.organisationId,
        id: p.id,
        code: p.code,
        starts_from: p.startsFrom,
        based_on: p.basedOn,
        content: p.content,
        summary: '',
        proposal_ids: p.proposalIds,
        created_by: p.by,
        changed_by: p.changedBy,
        created_at: p.now,
        updated_at: p.now,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id'),
);

interface DraftChange extends Row {
  version: number;
  now: Date;
}

export const changeDraft = prepare(
  (p: DraftChange & { content: string; summary: string; proposalIds: string[]; by: string | null }) =>
    query
      .updateTable('playbook_draft')
      .set({
        content: p.content,
        summary: p.summary,
        proposal_ids: p.proposalIds,
        changed_by: p.by,
        updated_at: p.now,
        version: p.version,
      })
      .where('organisation_id', '=', p.organisationId)
      .where('id', '=', p.id),
);

export const submitDraft = prepare((p: DraftChange & { by: string }) =>
  query
    .updateTable('playbook_draft')
    .set({ submitted_at: p.now, submitted_by: p.by, remark: null, updated_at: p.now, version: p.version })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

export const returnDraft = prepare((p: DraftChange & { remark: string }) =>
  query
    .updateTable('playbook_draft')
    .set({
      submitted_at: null,
      submitted_by: null,
      remark: p.remark,
      updated_at: p.now,
      version: p.version,
    })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

export const deleteDraft = prepare((p: Row) =>
  query
    .deleteFrom('playbook_draft')
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id)
    .returning('id'),
);
