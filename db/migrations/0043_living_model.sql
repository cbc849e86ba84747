-- The living model: who keeps a model, what adapts what, drafts and their review, who uses which version, what is
-- proposed to the keeper. None of it is about persons who are helped, so what is published is read by every organisation.
create table playbook (
  code text constraint playbook_pkey primary key,
  keeper_organisation_id uuid constraint playbook_keeper_fkey references organisation (id),
  adapts_code text constraint playbook_adapts_fkey references playbook (code),
  created_at timestamptz not null
);
comment on table playbook is 'a model through all its versions';
comment on column playbook.keeper_organisation_id is 'who publishes its next version; null for one that came with the product and that no alliance has taken on';
comment on column playbook.adapts_code is 'the model that it is a local adaptation of; null for a universal one';
call app.distribute('playbook', 'reference');

insert into playbook (code, keeper_organisation_id, created_at)
  select code, max(owner_organisation_id::text)::uuid, min(published_at) from playbook_version group by code;

alter table playbook_version
  add constraint playbook_version_playbook_fkey foreign key (code) references playbook (code),
  add column based_on text constraint playbook_version_based_on_fkey references playbook_version (id),
  add column summary text not null default '',
  add column credits jsonb not null default '[]';
comment on column playbook_version.owner_organisation_id is 'who published it; null where it came with the product';
comment on column playbook_version.based_on is 'the version of the adapted model that this one takes account of';
comment on column playbook_version.summary is 'what changed and why, in its authors'' words';
comment on column playbook_version.credits is 'the proposals of others that came into it: organisation, author, title';

create table playbook_draft (
  organisation_id uuid not null constraint playbook_draft_organisation_fkey references organisation (id),
  id uuid not null,
  code text not null constraint playbook_draft_code_fkey references playbook (code),
  starts_from text constraint playbook_draft_starts_from_fkey references playbook_version (id),
  based_on text constraint playbook_draft_based_on_fkey references playbook_version (id),
  content jsonb not null,
  summary text not null,
  proposal_ids uuid[] not null default '{}',
  submitted_at timestamptz,
  submitted_by uuid,
  remark text,
  created_by uuid not null,
  changed_by uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version int not null default 1,
  constraint playbook_draft_pkey primary key (organisation_id, id),
  constraint playbook_draft_code_key unique (organisation_id, code),
  constraint playbook_draft_submitted_check check ((submitted_at is null) = (submitted_by is null))
);
comment on column playbook_draft.starts_from is 'the version that it began with; null for a model written from nothing';
comment on column playbook_draft.based_on is 'the version of the adapted model that it takes account of';
comment on column playbook_draft.proposal_ids is 'proposals that were accepted into it';
comment on column playbook_draft.submitted_at is 'in review since then: it does not change meanwhile';
comment on column playbook_draft.changed_by is 'who wrote in it last; null where it holds accepted proposals and nobody''s writing';
comment on column playbook_draft.remark is 'why the reviewer gave it back the last time';
call app.distribute('playbook_draft', 'tenant');

create table playbook_adoption (
  organisation_id uuid not null constraint playbook_adoption_organisation_fkey references organisation (id),
  code text not null constraint playbook_adoption_code_fkey references playbook (code),
  playbook_id text not null constraint playbook_adoption_playbook_fkey references playbook_version (id),
  adopted_at timestamptz not null,
  constraint playbook_adoption_pkey primary key (organisation_id, code)
);
comment on table playbook_adoption is 'the version that an organisation works by: new groups start with it';
call app.distribute('playbook_adoption', 'reference');

create table playbook_proposal (
  id uuid constraint playbook_proposal_pkey primary key,
  code text not null constraint playbook_proposal_code_fkey references playbook (code),
  base_id text not null constraint playbook_proposal_base_fkey references playbook_version (id),
  from_id text not null constraint playbook_proposal_from_fkey references playbook_version (id),
  places text[] not null constraint playbook_proposal_places_check check (cardinality(places) > 0),
  title text not null,
  reason text not null,
  organisation_id uuid not null constraint playbook_proposal_organisation_fkey references organisation (id),
  author_name text not null,
  made_at timestamptz not null,
  state text not null default 'open' constraint playbook_proposal_state_check
    check (state in ('open', 'accepted', 'declined', 'withdrawn', 'merged')),
  answer text,
  decided_at timestamptz,
  merged_in text constraint playbook_proposal_merged_fkey references playbook_version (id),
  constraint playbook_proposal_merged_check check ((state = 'merged') = (merged_in is not null))
);
comment on column playbook_proposal.code is 'the model that is to become better';
comment on column playbook_proposal.base_id is 'the version of that model that the adaptation began with';
comment on column playbook_proposal.from_id is 'the adaptation that has the change already';
comment on column playbook_proposal.author_name is 'as it was then: accounts are seen by their own organisation alone';
create index playbook_proposal_code_idx on playbook_proposal (code, made_at desc);
call app.distribute('playbook_proposal', 'reference');

create table playbook_comment (
  id uuid constraint playbook_comment_pkey primary key,
  proposal_id uuid not null constraint playbook_comment_proposal_fkey references playbook_proposal (id),
  organisation_id uuid not null constraint playbook_comment_organisation_fkey references organisation (id),
  author_name text not null,
  text text not null,
  made_at timestamptz not null
);
create index playbook_comment_proposal_idx on playbook_comment (proposal_id, made_at);
call app.distribute('playbook_comment', 'reference');

-- Files that sessions use. A file never changes: another file is another material.
create table material (
  id uuid constraint material_pkey primary key,
  organisation_id uuid not null constraint material_organisation_fkey references organisation (id),
  title text not null,
  title_en text,
  language text not null constraint material_language_check check (language in ('zh', 'en', 'none')),
  licence text not null,
  source text not null,
  file_name text not null,
  media_type text not null,
  bytes int not null,
  sha256 text not null,
  added_at timestamptz not null,
  withdrawn_at timestamptz
);
comment on column material.language is 'none: a picture or music without words';
comment on column material.licence is 'SPDX identifier, or permission: the holder of the rights allowed it';
comment on column material.source is 'who made it, and who allowed its use';
comment on column material.withdrawn_at is 'since then not offered for new sessions; published versions keep it';
call app.distribute('material', 'reference');

create table material_file (
  material_id uuid constraint material_file_pkey primary key
    constraint material_file_material_fkey references material (id),
  content bytea not null
);
comment on table material_file is 'apart from the description, so that lists do not read files';
call app.distribute('material_file', 'reference');

-- Row rules of a table that every organisation reads: each writes the rows for which the rule holds.
create procedure app.secure_shared_table(target regclass, rule text)
language plpgsql as $$
declare
  command text;
begin
  execute format('alter table %s enable row level security', target);
  execute format('drop policy if exists select_shared on %s', target);
  execute format('create policy select_shared on %s for select to nuantu_app using (true)', target);
  foreach command in array array['insert', 'update', 'delete'] loop
    execute format('drop policy if exists %I on %s', command || '_own', target);
    execute format(
      'create policy %I on %s for %s to nuantu_app %s %s',
      command || '_own', target, command,
      case when command = 'insert' then '' else 'using (' || rule || ')' end,
      case when command in ('insert', 'update') then 'with check (' || rule || ')' else '' end
    );
  end loop;
end
$$;

create function app.keeps_playbook(wanted text) returns boolean
language sql stable as $$
  select exists (
    select from public.playbook where code = wanted and keeper_organisation_id = app.actor_organisation_id()
  )
$$;

-- A model that came with the product is nobody's until an alliance takes it on; the same alliance keeps it then.
create function app.take_on_playbook(wanted text) returns boolean
language sql security definer set search_path = pg_catalog as $$
  with taken as (
    update public.playbook set keeper_organisation_id = app.actor_organisation_id()
      where code = wanted and keeper_organisation_id is null and exists (
        select from public.organisation where id = app.actor_organisation_id() and kind = 'alliance'
      )
      returning code
  )
  select exists (select from taken)
$$;
revoke all on function app.take_on_playbook from public;
grant execute on function app.take_on_playbook to nuantu_app;
