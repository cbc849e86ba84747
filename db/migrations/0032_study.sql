-- A study is owned by one organisation. Once registered its protocol is delivered to the organisations that take part,
-- as rows of theirs; they release sums, delivered back as rows of the owner's. Answers never leave an organisation.
create table study (
  organisation_id uuid not null constraint study_organisation_fkey references organisation (id),
  id uuid not null,
  protocol jsonb not null,
  protocol_hash text,
  registered_at timestamptz,
  registered_by uuid,
  created_by uuid not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version int not null default 1,
  constraint study_pkey primary key (organisation_id, id),
  constraint study_registered_check check ((registered_at is null) = (protocol_hash is null))
);
comment on column study.protocol is 'src/domain/studies/protocol.ts';
comment on column study.protocol_hash is 'SHA-256 of the canonical protocol as it was registered';
call app.distribute('study', 'tenant');

-- not even a defect of the program may change what was registered
create function app.keep_registered_study() returns trigger
language plpgsql as $$
begin
  raise exception 'a registered study does not change' using errcode = 'check_violation',
    constraint = 'study_registered';
end
$$;

create trigger study_keep_registered before update or delete on study
  for each row when (old.registered_at is not null) execute function app.keep_registered_study();

create table study_site (
  organisation_id uuid not null constraint study_site_organisation_fkey references organisation (id),
  study_id uuid not null,
  owner_organisation_id uuid not null constraint study_site_owner_fkey references organisation (id),
  protocol jsonb not null,
  protocol_hash text not null,
  registered_at timestamptz not null,
  delivered_at timestamptz not null,
  accepted_at timestamptz,
  accepted_by uuid,
  constraint study_site_pkey primary key (organisation_id, study_id)
);
comment on table study_site is 'a registered study as it was delivered to an organisation that may take part';
call app.distribute('study_site', 'tenant');

create table study_class (
  organisation_id uuid not null,
  study_id uuid not null,
  class_id uuid not null,
  arm text not null constraint study_class_arm_check check (arm in ('intervention', 'comparison')),
  assigned_by uuid not null,
  assigned_at timestamptz not null,
  constraint study_class_pkey primary key (organisation_id, study_id, class_id),
  constraint study_class_site_fkey foreign key (organisation_id, study_id)
    references study_site (organisation_id, study_id),
  constraint study_class_class_fkey foreign key (organisation_id, class_id)
    references client_group (organisation_id, id)
);
call app.distribute('study_class', 'tenant');

create table study_amendment (
  organisation_id uuid not null constraint study_amendment_organisation_fkey references organisation (id),
  id uuid not null,
  study_id uuid not null,
  amendment text not null,
  reason text not null,
  made_at timestamptz not null,
  constraint study_amendment_pkey primary key (organisation_id, id)
);
comment on table study_amendment is 'what was decided after registration, in words: the owner''s rows and their delivered copies';
create index study_amendment_study_idx on study_amendment (organisation_id, study_id, made_at);
call app.distribute('study_amendment', 'tenant');

create table study_release (
  organisation_id uuid not null constraint study_release_organisation_fkey references organisation (id),
  study_id uuid not null,
  from_organisation_id uuid not null constraint study_release_from_fkey references organisation (id),
  content jsonb not null,
  content_hash text not null,
  released_by uuid,
  released_at timestamptz not null,
  delivered_at timestamptz,
  constraint study_release_pkey primary key (organisation_id, study_id, from_organisation_id)
);
comment on table study_release is 'sums that left an organisation: its own row, and the copy in the owner''s inbox; made once, since two releases tell single persons apart';
comment on column study_release.released_by is 'null in the copy: an account of another organisation';
comment on column study_release.delivered_at is 'when the copy reached the owner';
call app.distribute('study_release', 'tenant');

-- rounds of a study carry its id as their tag
create index campaign_study_idx on campaign (organisation_id, study_tag) where study_tag is not null;
