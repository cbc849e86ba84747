import { sql as raw } from 'kysely';
import { once, plain, prepare, query, type Statement, statement } from '../platform/database/statement.ts';

interface Row {
  organisationId: string;
  id: string;
}

const versionColumns = [
  'playbook_version.id',
  'playbook_version.code',
  'playbook_version.content',
  'playbook_version.based_on',
  'playbook_version.summary',
  'playbook_version.credits',
  'playbook_version.published_at',
  'playbook.keeper_organisation_id',
  'playbook.adapts_code',
] as const;

const joined = () =>
  query
    .selectFrom('playbook_version')
    .innerJoin('playbook', 'playbook.code', 'playbook_version.code')
    .select(versionColumns)
    .select(raw<number>`playbook_version.version::int`.as('number'));

export const listVersions = prepare((_: object) =>
  joined().orderBy('playbook_version.published_at', 'desc').orderBy('playbook_version.id', 'desc'),
);

export const readVersion = prepare((p: { id: string }) => joined().where('playbook_version.id', '=', p.id));

/** What a draft became. */
export const findVersionOfDraft = prepare((p: Row) =>
  query
    .selectFrom('playbook_version')
    .select('id')
    .where('owner_organisation_id', '=', p.organisationId)
    .where('draft_id', '=', p.id),
);

/** The newest first. */
export const listVersionsOf = prepare((p: { code: string }) =>
  joined()
    .where('playbook_version.code', '=', p.code)
    .orderBy(raw`playbook_version.version::int`, 'desc'),
);

export const insertVersion = prepare(
  (p: {
    id: string;
    code: string;
    version: string;
    ownerId: string;
    draftId: string;
    content: string;
    basedOn: string | null;
    summary: string;
    credits: string;
    now: Date;
  }) =>
    query.insertInto('playbook_version').values({
      id: p.id,
      code: p.code,
      version: p.version,
      owner_organisation_id: p.ownerId,
      draft_id: p.draftId,
      content: p.content,
      based_on: p.basedOn,
      summary: p.summary,
      credits: p.credits,
      published_at: p.now,
    }),
);

export const readPlaybook = prepare((p: { code: string }) =>
  query
    .selectFrom('playbook')
    .select(['code', 'keeper_organisation_id', 'adapts_code'])
    .where('code', '=', p.code),
);

/** The organisation's own adaptations of a model. */
export const listAdaptations = prepare((p: { organisationId: string; code: string }) =>
  query
    .selectFrom('playbook')
    .select('code')
    .where('keeper_organisation_id', '=', p.organisationId)
    .where('adapts_code', '=', p.code)
    .orderBy('created_at'),
);

/** Empty when the code is taken. */
export const insertPlaybook = prepare(
  (p: { code: string; keeperId: string; adaptsCode: string | null; now: Date }) =>
    query
      .insertInto('playbook')
      .values({
        code: p.code,
        keeper_organisation_id: p.keeperId,
        adapts_code: p.adaptsCode,
        created_at: p.now,
      })
      .onConflict((conflict) => conflict.column('code').doNothing())
      .returning('code'),
);

/** A model of the program's own; one that is there stays as it is, and so do its versions. */
export function shipPlaybook({ code }: { code: string }): Statement<unknown> {
  return plain('insert into playbook (code, created_at) values ($1, now()) on conflict do nothing', [code]);
}

export function shipVersion(p: {
  id: string;
  code: string;
  version: string | number;
  content: string;
}): Statement<unknown> {
  return plain(
    `insert into playbook_version (id, code, version, content, published_at)
     values ($1, $2, $3, $4, now()) on conflict do nothing`,
    [p.id, p.code, p.version, p.content],
  );
}

/** Whether the actor's alliance is the keeper from now on. */
export function takeOnPlaybook(code: string): Statement<{ taken: boolean }> {
  return plain('select app.take_on_playbook($1) as taken', [code]);
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

export const listAdoptions = prepare((_: object) =>
  query.selectFrom('playbook_adoption').select(['organisation_id', 'playbook_id']).orderBy('adopted_at'),
);

export const adopt = prepare((p: { organisationId: string; code: string; playbookId: string; now: Date }) =>
  query
    .insertInto('playbook_adoption')
    .values({
      organisation_id: p.organisationId,
      code: p.code,
      playbook_id: p.playbookId,
      adopted_at: p.now,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['organisation_id', 'code'])
        .doUpdateSet(({ ref }) => ({ playbook_id: ref('excluded.playbook_id'), adopted_at: p.now })),
    ),
);

export const leave = prepare((p: { organisationId: string; code: string }) =>
  query
    .deleteFrom('playbook_adoption')
    .where('organisation_id', '=', p.organisationId)
    .where('code', '=', p.code),
);

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
