create table account (
  organisation_id uuid not null constraint account_organisation_fkey references organisation (id),
  id uuid not null,
  login_name text not null,
  display_name text not null,
  password_hash text,
  status text not null constraint account_status_check check (status in ('invited', 'active', 'suspended')),
  language text not null default 'zh-CN'
    constraint account_language_check check (language in ('zh-CN', 'en')),
  failed_attempts int not null default 0,
  locked_until timestamptz,
  totp_secret bytea,
  totp_confirmed_at timestamptz,
  totp_last_step bigint,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version int not null default 1,
  constraint account_pkey primary key (organisation_id, id),
  constraint account_login_name_key unique (organisation_id, login_name)
);
comment on column account.display_name is 'staff act in public: their names are not sealed';
comment on column account.totp_secret is 'sealed by the organisation''s data key';
comment on column account.totp_last_step is 'a code works once: the time step that was used last';
call app.distribute('account', 'tenant');

create table login_name (
  name text constraint login_name_pkey primary key,
  organisation_id uuid not null,
  account_id uuid not null
);
comment on table login_name is 'global uniqueness of sign-in names; finds the tenant before there is an actor';
call app.distribute('login_name', 'reference');

create table role_assignment (
  organisation_id uuid not null,
  account_id uuid not null,
  role text not null,
  site_ids uuid[] not null,
  assigned_at timestamptz not null,
  assigned_by uuid,
  constraint role_assignment_pkey primary key (organisation_id, account_id, role),
  constraint role_assignment_account_fkey foreign key (organisation_id, account_id)
    references account (organisation_id, id)
);
comment on column role_assignment.site_ids is 'sites that the role''s site-scoped permissions reach';
call app.distribute('role_assignment', 'tenant');

create table session (
  organisation_id uuid not null,
  token_hash bytea not null,
  id uuid not null,
  account_id uuid not null,
  kind text not null constraint session_kind_check check (kind in ('browser', 'token')),
  name text not null,
  permissions text[],
  created_at timestamptz not null,
  used_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  constraint session_pkey primary key (organisation_id, token_hash),
  constraint session_id_key unique (organisation_id, id),
  constraint session_account_fkey foreign key (organisation_id, account_id)
    references account (organisation_id, id)
);
comment on column session.token_hash is 'SHA-256: a dump of the table signs nobody in';
comment on column session.name is 'browser and system, or the name given to a program''s token';
comment on column session.permissions is 'null: all of the account''s; else the narrower set of a program';
create index session_account_idx on session (organisation_id, account_id);
call app.distribute('session', 'tenant');

create table one_time_link (
  organisation_id uuid not null,
  token_hash bytea not null,
  account_id uuid not null,
  purpose text not null constraint one_time_link_purpose_check
    check (purpose in ('invitation', 'password_reset', 'first_administrator')),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  constraint one_time_link_pkey primary key (organisation_id, token_hash),
  constraint one_time_link_account_fkey foreign key (organisation_id, account_id)
    references account (organisation_id, id)
);
call app.distribute('one_time_link', 'tenant');

create table recovery_code (
  organisation_id uuid not null,
  account_id uuid not null,
  code_hash bytea not null,
  used_at timestamptz,
  constraint recovery_code_pkey primary key (organisation_id, account_id, code_hash),
  constraint recovery_code_account_fkey foreign key (organisation_id, account_id)
    references account (organisation_id, id)
);
call app.distribute('recovery_code', 'tenant');
