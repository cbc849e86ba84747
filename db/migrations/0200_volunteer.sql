-- Volunteers: what they say of themselves is a row of their own account; each organisation that they serve with has a record of theirs.
create or replace procedure app.secure_table(target regclass, kind text)
language plpgsql as $$
declare
  in_organisation constant text := 'organisation_id = app.actor_organisation_id()';
  rule text := case kind
    when 'organisation' then in_organisation
    when 'site' then in_organisation || ' and app.in_scope(site_id, null)'
    when 'person' then in_organisation || ' and app.in_scope(site_id, worker_ids)'
    when 'person_or_none' then in_organisation || ' and (client_id is null or app.in_scope(site_id, worker_ids))'
    when 'holder' then in_organisation
      || ' and (app.actor_scope() = ''organisation'' or (app.actor_scope() = ''own'' and account_id = app.actor_id()))'
    -- an entry of a book: read by its holder too, who acts here under the entry's id; written by whoever decides on it alone
    when 'entry' then in_organisation || ' and (app.actor_scope() = ''organisation'' or %s)'
    when 'of_volunteer' then in_organisation || ' and (app.actor_scope() = ''organisation'' or %s)'
    -- what colleagues tell each other of somebody who may sign in here
    when 'staff' then in_organisation || ' and app.actor_scope() = ''organisation'''
  end;
  own constant text := case kind
    when 'entry' then 'app.actor_scope() = ''own'' and id = app.actor_id()'
    when 'of_volunteer' then 'app.actor_scope() = ''own'' and volunteer_id = app.actor_id()'
  end;
  of_command text;
  command text;
begin
  if rule is null then
    raise exception 'unknown kind of table: %', kind;
  end if;
  execute format('alter table %s enable row level security', target);
  foreach command in array array['select', 'insert', 'update', 'delete'] loop
    of_command := case
      when own is null then rule
      else replace(rule, '%s', case when command = 'select' then '(' || own || ')' else 'false' end)
    end;
    execute format('drop policy if exists %I on %s', command || '_' || kind, target);
    execute format(
      'create policy %I on %s for %s to nuantu_app %s %s',
      command || '_' || kind, target, command,
      case when command = 'insert' then '' else 'using (' || of_command || ')' end,
      case when command in ('insert', 'update') then 'with check (' || of_command || ')' else '' end
    );
  end loop;
end
$$;

alter table book add column takes_at_once boolean not null default false;
comment on column book.takes_at_once is 'volunteers of full age are in the book without anybody looking; others wait';

alter table public_membership add column was_refused boolean not null default false;
comment on column public_membership.was_refused is 'an organisation that declined or ended it is asked again: somebody looks, whatever the book says';

alter table public_account add column login_name text;
comment on column public_account.login_name is 'by which it signs in at the door of staff as well (table login_name); null: by an address alone';

create table volunteer_profile (
  organisation_id uuid not null,
  account_id uuid not null,
  sealed bytea not null,
  changed_at timestamptz not null,
  version int not null default 1,
  constraint volunteer_profile_pkey primary key (organisation_id, account_id),
  constraint volunteer_profile_account_fkey foreign key (organisation_id, account_id)
    references public_account (organisation_id, account_id) on delete cascade
);
comment on table volunteer_profile is 'what somebody of the public says of themselves as a volunteer, once for all organisations';
comment on column volunteer_profile.sealed is 'sealed profile, by the holder''s own key';
call app.distribute('volunteer_profile', 'tenant');

create table volunteer (
  organisation_id uuid not null,
  id uuid not null,
  number text not null,
  sealed bytea,
  skills text[] not null,
  categories text[] not null,
  languages text[] not null,
  region_code text constraint volunteer_region_fkey references region (code),
  state text not null
    constraint volunteer_state_check check (state in ('asked', 'accepted', 'declined', 'ended', 'left')),
  since timestamptz not null,
  constraint volunteer_pkey primary key (organisation_id, id),
  constraint volunteer_number_key unique (organisation_id, number),
  constraint volunteer_entry_fkey foreign key (organisation_id, id) references book_entry (organisation_id, id),
  constraint volunteer_sealed_check check ((sealed is not null) = (state in ('asked', 'accepted')))
);
comment on table volunteer is 'an entry of the book that takes part as a volunteer: the organisation''s record of theirs';
comment on column volunteer.number is 'public, in place of an identity number; follows from the id, and is another at each organisation';
comment on column volunteer.sealed is 'sealed {name, profile} by the entry''s key; gone with the end';
comment on column volunteer.state is 'as that of the entry';
create index volunteer_list_idx on volunteer (organisation_id, state, id desc);
call app.distribute('volunteer', 'tenant');

create table volunteer_correction (
  organisation_id uuid not null,
  id uuid not null,
  volunteer_id uuid not null,
  fields text[] not null,
  sealed bytea not null,
  at timestamptz not null,
  constraint volunteer_correction_pkey primary key (organisation_id, id),
  constraint volunteer_correction_volunteer_fkey foreign key (organisation_id, volunteer_id)
    references volunteer (organisation_id, id)
);
comment on column volunteer_correction.sealed is 'sealed {before}: what stood in the fields, by the entry''s key';
create index volunteer_correction_idx on volunteer_correction (organisation_id, volunteer_id, id);
call app.distribute('volunteer_correction', 'tenant');

create table volunteer_qualification (
  organisation_id uuid not null,
  id uuid not null,
  volunteer_id uuid not null,
  kind text not null
    constraint volunteer_qualification_kind_check check (kind in ('training', 'check', 'insurance')),
  code text not null,
  sealed bytea,
  minutes int,
  valid_from date not null,
  valid_until date,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  withdrawn_on date,
  withdrawn_by uuid,
  constraint volunteer_qualification_pkey primary key (organisation_id, id),
  constraint volunteer_qualification_volunteer_fkey foreign key (organisation_id, volunteer_id)
    references volunteer (organisation_id, id)
);
comment on table volunteer_qualification is 'a training, check or insurance, from when to when it holds; stays when the volunteer goes: who was let to a child is asked years later';
comment on column volunteer_qualification.sealed is 'sealed {title, organiser, reference, reason of withdrawal} by the entry''s key; gone with the end';
create index volunteer_qualification_idx on volunteer_qualification (organisation_id, volunteer_id, valid_from);
call app.distribute('volunteer_qualification', 'tenant');

create table volunteer_note (
  organisation_id uuid not null,
  id uuid not null,
  volunteer_id uuid not null,
  sealed bytea not null,
  by_account uuid not null,
  at timestamptz not null,
  constraint volunteer_note_pkey primary key (organisation_id, id),
  constraint volunteer_note_volunteer_fkey foreign key (organisation_id, volunteer_id)
    references volunteer (organisation_id, id)
);
comment on column volunteer_note.sealed is 'sealed {text} by the entry''s key: for colleagues alone';
create index volunteer_note_idx on volunteer_note (organisation_id, volunteer_id, id);
call app.distribute('volunteer_note', 'tenant');

-- Whoever is in a book as a volunteer already gets a record there: the organisation looks at the entry once more.
insert into delivery (organisation_id, id, to_organisation_id, kind, key, payload, created_at, next_attempt_at)
select organisation_id, gen_random_uuid(), book_organisation_id, 'book.entry', id || '.volunteer',
  jsonb_build_object('entryId', id), now(), now()
from public_membership
where state in ('asked', 'accepted');
