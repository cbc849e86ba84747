import { prepare, query } from '../platform/statement.ts';

export const listPlaybooks = prepare((_: object) =>
  query
    .selectFrom('playbook_version')
    .select(['id', 'code', 'owner_organisation_id', 'content', 'published_at'])
    .orderBy('published_at', 'desc')
    .orderBy('id', 'desc'),
);

export const readPlaybook = prepare((p: { id: string }) =>
  query.selectFrom('playbook_version').select(['id', 'content']).where('id', '=', p.id),
);
