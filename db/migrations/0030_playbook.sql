-- Intervention models are global reference data: published in versions, and a published version never changes.
create table playbook_version (
  id text constraint playbook_version_pkey primary key,
  code text not null,
  version text not null,
  owner_organisation_id uuid constraint playbook_version_owner_fkey references organisation (id),
  content jsonb not null,
  published_at timestamptz not null,
  constraint playbook_version_code_key unique (code, version)
);
comment on column playbook_version.id is 'code@version: groups and studies refer to it for ever';
comment on column playbook_version.owner_organisation_id is 'whose adaptation it is; null for a universal model';
comment on column playbook_version.content is 'src/domain/playbooks/playbook.ts';
call app.distribute('playbook_version', 'reference');
