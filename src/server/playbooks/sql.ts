import { sql as raw } from 'kysely';
import { plain, prepare, query, type Statement } from '../platform/database/statement.ts';

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
