-- People who are no staff have accounts in a tenant of their own: no organisation's, and the demo's apart from the others'.
alter table organisation drop constraint organisation_kind_check;
alter table organisation add constraint organisation_kind_check check (kind in (
  'social_work_agency', 'school', 'university', 'department', 'association', 'social_organisation', 'platform_company',
  'foundation', 'alliance', 'operator', 'public'));

-- Rows that belong to one holder: an actor whose reach is their own sees no other's, and staff of another organisation none.
create or replace procedure app.secure_table(target regclass, kind text)
language plpgsql as $$
declare
  rule text := case kind
    when 'organisation' then 'organisation_id = app.actor_organisation_id()'
    when 'person' then
      'organisation_id = app.actor_organisation_id() and app.in_scope(site_id, worker_ids)'
    when 'person_or_none' then
      'organisation_id = app.actor_organisation_id() and (client_id is null or app.in_scope(site_id, worker_ids))'
    when 'holder' then
      'organisation_id = app.actor_organisation_id()
       and (app.actor_scope() = ''organisation'' or (app.actor_scope() = ''own'' and account_id = app.actor_id()))'
  end;
  command text;
begin
  if rule is null then
    raise exception 'unknown kind of table: %', kind;
  end if;
  execute format('alter table %s enable row level security', target);
  foreach command in array array['select', 'insert', 'update', 'delete'] loop
    execute format('drop policy if exists %I on %s', command || '_' || kind, target);
    execute format(
      'create policy %I on %s for %s to nuantu_app %s %s',
      command || '_' || kind, target, command,
      case when command = 'insert' then '' else 'using (' || rule || ')' end,
      case when command in ('insert', 'update') then 'with check (' || rule || ')' else '' end
    );
  end loop;
end
$$;

create table public_account (
  organisation_id uuid not null constraint public_account_organisation_fkey references organisation (id),
  account_id uuid not null,
  card bytea not null,
  password_hash text,
  language text not null,
  created_at timestamptz not null,
  version int not null default 1,
  constraint public_account_pkey primary key (organisation_id, account_id)
);
comment on table public_account is 'somebody of the public: volunteers, residents, riders, givers; the row goes with the account';
comment on column public_account.card is 'sealed {name}, by the holder''s own key';
call app.distribute('public_account', 'tenant');

create table public_address (
  organisation_id uuid not null,
  account_id uuid not null,
  way text not null constraint public_address_way_check check (way in ('sms', 'mail')),
  digest bytea not null,
  sealed bytea not null,
  confirmed_at timestamptz not null,
  constraint public_address_pkey primary key (organisation_id, account_id, way),
  constraint public_address_digest_key unique (organisation_id, digest),
  constraint public_address_account_fkey foreign key (organisation_id, account_id)
    references public_account (organisation_id, account_id)
);
comment on column public_address.digest is 'keyed digest of way and address: found by whoever knows the address, and by nobody without the key';
comment on column public_address.sealed is 'the address, by the holder''s own key';
call app.distribute('public_address', 'tenant');

create table public_code (
  organisation_id uuid not null constraint public_code_organisation_fkey references organisation (id),
  request_hash bytea not null,
  digest bytea not null,
  code_hash bytea not null,
  until timestamptz not null,
  tries int not null default 0,
  constraint public_code_pkey primary key (organisation_id, request_hash)
);
comment on table public_code is 'a code that went out to an address, for whoever asked for it: nobody else can use up its tries';
comment on column public_code.request_hash is 'SHA-256 of the secret that the asking browser was given';
comment on column public_code.digest is 'keyed digest of way and address, as in public_address';
comment on column public_code.code_hash is 'keyed digest of request and code';
create index public_code_until_idx on public_code (organisation_id, until);
call app.distribute('public_code', 'tenant');

create table public_session (
  organisation_id uuid not null,
  token_hash bytea not null,
  id uuid not null,
  account_id uuid not null,
  name text not null,
  created_at timestamptz not null,
  used_at timestamptz not null,
  proven_at timestamptz not null,
  expires_at timestamptz not null,
  constraint public_session_pkey primary key (organisation_id, token_hash),
  constraint public_session_account_fkey foreign key (organisation_id, account_id)
    references public_account (organisation_id, account_id)
);
comment on column public_session.token_hash is 'SHA-256: a dump of the table signs nobody in';
comment on column public_session.proven_at is 'when a code or the password was given last: what could not be taken back wants it to be lately';
create index public_session_account_idx on public_session (organisation_id, account_id);
call app.distribute('public_session', 'tenant');

create table public_membership (
  organisation_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  book_organisation_id uuid not null,
  revision int not null default 1,
  shared bytea not null,
  state text not null
    constraint public_membership_state_check check (state in ('asked', 'accepted', 'declined', 'ended')),
  asked_at timestamptz not null,
  decided_at timestamptz,
  decided_version int not null default 0,
  constraint public_membership_pkey primary key (organisation_id, id),
  constraint public_membership_book_key unique (organisation_id, account_id, book_organisation_id),
  constraint public_membership_account_fkey foreign key (organisation_id, account_id)
    references public_account (organisation_id, account_id)
);
comment on column public_membership.id is 'of the entry in the book: another in each, so that two organisations cannot tell that they know one person';
comment on column public_membership.shared is 'sealed {participations, ways, note}: what the organisation is given; by the holder''s own key';
comment on column public_membership.state is 'as the organisation said last; whoever left has no row';
comment on column public_membership.decided_version is 'of the entry that the organisation answered: answers come in any order';
call app.distribute('public_membership', 'tenant');
