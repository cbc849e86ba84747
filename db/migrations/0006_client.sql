create table client_group (
  organisation_id uuid not null,
  id uuid not null,
  site_id uuid not null,
  parent_id uuid,
  kind text not null constraint client_group_kind_check check (kind in ('school', 'class')),
  name text not null,
  grade text,
  created_at timestamptz not null,
  constraint client_group_pkey primary key (organisation_id, id),
  constraint client_group_site_fkey foreign key (organisation_id, site_id) references site (organisation_id, id),
  constraint client_group_parent_fkey foreign key (organisation_id, parent_id)
    references client_group (organisation_id, id),
  constraint client_group_name_key unique nulls not distinct (organisation_id, site_id, parent_id, name)
);
comment on table client_group is 'schools and classes that a roster names';
call app.distribute('client_group', 'tenant');

create table client (
  organisation_id uuid not null constraint client_organisation_fkey references organisation (id),
  id uuid not null,
  site_id uuid not null,
  worker_ids uuid[] not null default '{}',
  group_id uuid,
  region_code text not null constraint client_region_fkey references region (code),
  status text not null constraint client_status_check
    check (status in ('registered', 'in_service', 'closed', 'archived')),
  risk_level text not null default 'unknown'
    constraint client_risk_level_check check (risk_level in ('unknown', 'low', 'medium', 'high', 'urgent')),
  sex text constraint client_sex_check check (sex in ('female', 'male')),
  birth_year int,
  card bytea,
  profile bytea,
  field_versions jsonb not null default '{}',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version int not null default 1,
  constraint client_pkey primary key (organisation_id, id),
  constraint client_site_fkey foreign key (organisation_id, site_id) references site (organisation_id, id),
  constraint client_group_fkey foreign key (organisation_id, group_id)
    references client_group (organisation_id, id)
);
comment on column client.worker_ids is 'workers who are responsible: scope own';
comment on column client.card is 'sealed {name, birthDate}: what a list shows';
comment on column client.profile is 'sealed {idNumber, studentNumber, phone, address, note}';
comment on column client.field_versions is 'field → version that changed it last, to show a conflict per field';
create index client_list_idx on client (organisation_id, region_code, status, updated_at desc, id desc);
create index client_updated_idx on client (organisation_id, updated_at desc, id desc);
create index client_group_idx on client (organisation_id, group_id);
create index client_worker_idx on client using gin (worker_ids);
call app.distribute('client', 'tenant');

create table client_token (
  organisation_id uuid not null,
  token bigint not null,
  client_id uuid not null,
  site_id uuid not null,
  worker_ids uuid[] not null,
  constraint client_token_pkey primary key (organisation_id, token, client_id),
  constraint client_token_client_fkey foreign key (organisation_id, client_id)
    references client (organisation_id, id) on delete cascade
);
comment on table client_token is 'blind index: 64 bits of a keyed HMAC per piece of a name or number';
create index client_token_client_idx on client_token (organisation_id, client_id);
call app.distribute('client_token', 'tenant');

create table guardian (
  organisation_id uuid not null,
  id uuid not null,
  client_id uuid not null,
  site_id uuid not null,
  worker_ids uuid[] not null,
  relation text not null constraint guardian_relation_check
    check (relation in ('mother', 'father', 'grandparent', 'other_relative', 'legal_guardian', 'other')),
  sealed bytea,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint guardian_pkey primary key (organisation_id, id),
  constraint guardian_client_fkey foreign key (organisation_id, client_id)
    references client (organisation_id, id)
);
comment on column guardian.sealed is 'sealed {name, phone} by the client''s key: erased with the client';
create index guardian_client_idx on guardian (organisation_id, client_id);
call app.distribute('guardian', 'tenant');

create table consent (
  organisation_id uuid not null,
  id uuid not null,
  client_id uuid not null,
  site_id uuid not null,
  worker_ids uuid[] not null,
  purpose text not null constraint consent_purpose_check
    check (purpose in ('service', 'assessment', 'research', 'sharing', 'media')),
  given_by text not null constraint consent_given_by_check check (given_by in ('client', 'guardian')),
  guardian_id uuid,
  evidence text not null constraint consent_evidence_check
    check (evidence in ('signed_form', 'electronic', 'recorded_call', 'witnessed')),
  sealed_note bytea,
  given_on date not null,
  expires_on date,
  withdrawn_on date,
  recorded_by uuid not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint consent_pkey primary key (organisation_id, id),
  constraint consent_client_fkey foreign key (organisation_id, client_id)
    references client (organisation_id, id),
  constraint consent_guardian_fkey foreign key (organisation_id, guardian_id)
    references guardian (organisation_id, id),
  constraint consent_days_check check (expires_on is null or expires_on >= given_on)
);
create index consent_client_idx on consent (organisation_id, client_id);
call app.distribute('consent', 'tenant');
