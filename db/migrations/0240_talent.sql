-- What the staff can do, learned and were supervised in, and by which weights an organisation reckons how loaded they are.
create or replace procedure app.secure_table(target regclass, kind text) language plpgsql as $$
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
    -- what a volunteer may write too, of themselves alone
    when 'by_volunteer' then in_organisation
      || ' and (app.actor_scope() = ''organisation'' or (app.actor_scope() = ''own'' and volunteer_id = app.actor_id()))'
    -- what everybody reads once it is published, of whatever organisation
    when 'published' then in_organisation || ' and app.actor_scope() = ''organisation'''
    -- what a volunteer says of themselves alone; it goes with them, and is sealed anew
    when 'said_by_volunteer' then in_organisation
      || ' and (app.actor_scope() = ''organisation'' or (app.actor_scope() = ''own'' and volunteer_id = app.actor_id()))'
    -- the same, of which nobody else changes a word either
    when 'shown_by_volunteer' then in_organisation
      || ' and (app.actor_scope() = ''organisation'' or (app.actor_scope() = ''own'' and volunteer_id = app.actor_id()))'
    -- what staff decide and everybody who acts in the organisation reads
    when 'run_by_staff' then in_organisation
    -- of somebody of the staff: entered by themselves until somebody has decided on it, and decided on by others
    when 'entered_by_holder' then in_organisation
      || ' and (app.actor_scope() = ''organisation'' or (app.actor_scope() = ''own'' and account_id = app.actor_id()))'
    -- what somebody of the staff says themselves, and nobody for them; it is sealed anew with all else
    when 'said_by_holder' then in_organisation
      || ' and (app.actor_scope() = ''organisation'' or (app.actor_scope() = ''own'' and account_id = app.actor_id()))'
    -- written by whoever runs it, read by those who were there
    when 'supervised' then in_organisation || ' and app.actor_scope() = ''organisation'''
    -- what colleagues tell each other of somebody who may sign in here
    when 'staff' then in_organisation || ' and app.actor_scope() = ''organisation'''
  end;
  own constant text := case kind
    when 'entry' then 'app.actor_scope() = ''own'' and id = app.actor_id()'
    when 'of_volunteer' then 'app.actor_scope() = ''own'' and volunteer_id = app.actor_id()'
  end;
  own_alone constant text := in_organisation || ' and app.actor_scope() = ''own'' and volunteer_id = app.actor_id()';
  own_of_holder constant text := in_organisation || ' and app.actor_scope() = ''own'' and account_id = app.actor_id()';
  of_command text;
  command text;
begin
  if rule is null then
    raise exception 'unknown kind of table: %', kind;
  end if;
  execute format('alter table %s enable row level security', target);
  foreach command in array array['select', 'insert', 'update', 'delete'] loop
    of_command := case
      when kind = 'published' and command = 'select' then 'is_published or (' || rule || ')'
      when kind = 'said_by_volunteer' and command = 'insert' then own_alone
      when kind = 'shown_by_volunteer' and command in ('insert', 'update') then own_alone
      when kind = 'run_by_staff' and command <> 'select' then rule || ' and app.actor_scope() = ''organisation'''
      when kind = 'entered_by_holder' and command = 'insert' then '(' || in_organisation || ' and app.actor_scope() = ''organisation'') or ('
        || own_of_holder || ' and entered_by = app.actor_id() and decided_by is null)'
      when kind = 'entered_by_holder' and command = 'update' then in_organisation || ' and app.actor_scope() = ''organisation'''
      when kind = 'entered_by_holder' and command = 'delete' then own_of_holder || ' and decided_by is null'
      when kind = 'said_by_holder' and command = 'insert' then own_of_holder
      when kind = 'supervised' and command = 'select' then rule || ' or (' || in_organisation
        || ' and app.actor_scope() = ''own'' and (supervisor_id = app.actor_id() or app.actor_id() = any (participant_ids)))'
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

create table talent_rules (
  organisation_id uuid not null constraint talent_rules_organisation_fkey references organisation (id),
  weights jsonb not null,
  education_minutes jsonb not null,
  supervision_days int not null constraint talent_rules_supervision_check check (supervision_days > 0),
  tell_from int not null constraint talent_rules_tell_check check (tell_from >= 3),
  changed_by uuid not null,
  changed_at timestamptz not null,
  version int not null default 1,
  constraint talent_rules_pkey primary key (organisation_id)
);
comment on table talent_rules is 'what an organisation changed of how it reckons workload and what its staff owe; no row: as the domain says';
comment on column talent_rules.weights is 'minutes by kind of work, and which percent of a week is for people';
comment on column talent_rules.education_minutes is 'of a year, by the highest registration that somebody holds';
comment on column talent_rules.tell_from is 'how many workers a figure has to be of before other organisations are told it';
call app.distribute('talent_rules', 'tenant');

create table staff_profile (
  organisation_id uuid not null,
  account_id uuid not null,
  specialities text[] not null default '{}',
  languages text[] not null default '{}',
  is_lendable boolean not null default false,
  weekly_minutes int not null constraint staff_profile_week_check check (weekly_minutes between 0 and 5040),
  changed_by uuid not null,
  changed_at timestamptz not null,
  version int not null default 1,
  constraint staff_profile_pkey primary key (organisation_id, account_id),
  constraint staff_profile_account_fkey foreign key (organisation_id, account_id) references account (organisation_id, id)
);
comment on table staff_profile is 'what somebody of the staff is good at, and how long their week is; no row: nothing was said, and the week is a full one';
comment on column staff_profile.is_lendable is 'that other organisations may ask for them: said by themselves';
call app.distribute('staff_profile', 'tenant');

-- How long a week is decides whoever plans it; whether somebody is lent, they themselves.
create function app.keep_staff_profile() returns trigger
  language plpgsql
as $$
declare
  minutes int;
  lendable boolean;
begin
  -- also where a row that is there would be inserted, and is changed instead
  select kept.weekly_minutes, kept.is_lendable into minutes, lendable from public.staff_profile kept
    where kept.organisation_id = new.organisation_id and kept.account_id = new.account_id;
  if new.account_id = app.actor_id() and new.weekly_minutes <> coalesce(minutes, 2400) then
    raise exception 'how long a week is, others say' using errcode = 'insufficient_privilege';
  end if;
  if new.account_id is distinct from app.actor_id() and new.is_lendable <> coalesce(lendable, false) then
    raise exception 'whether somebody is lent, they say themselves' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
$$;
create trigger keep_staff_profile before insert or update on staff_profile
  for each row execute function app.keep_staff_profile();

create table professional_record (
  organisation_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  record text not null constraint professional_record_record_check check (record in ('qualification', 'education')),
  code text not null,
  sealed bytea not null,
  from_on date not null,
  until_on date,
  minutes int,
  state text not null default 'waiting'
    constraint professional_record_state_check check (state in ('waiting', 'confirmed', 'refused', 'withdrawn')),
  entered_by uuid not null,
  entered_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  withdrawn_by uuid,
  withdrawn_at timestamptz,
  constraint professional_record_pkey primary key (organisation_id, id),
  constraint professional_record_account_fkey foreign key (organisation_id, account_id) references account (organisation_id, id),
  constraint professional_record_days_check check (until_on is null or until_on >= from_on),
  constraint professional_record_minutes_check check (record = 'qualification' and minutes is null or record = 'education' and minutes > 0),
  constraint professional_record_decided_check check ((state = 'waiting') = (decided_by is null) and (decided_by is null) = (decided_at is null)),
  -- nobody says of themselves that it is true
  constraint professional_record_other_check check (decided_by <> account_id and withdrawn_by <> account_id),
  constraint professional_record_withdrawn_check check ((state = 'withdrawn') = (withdrawn_by is not null)
    and (withdrawn_by is null) = (withdrawn_at is null))
);
comment on table professional_record is 'what somebody of the staff is qualified for, and what they learned; counts once somebody else has confirmed it';
comment on column professional_record.code is 'which qualification, or which kind of education: the code knows them';
comment on column professional_record.sealed is 'sealed {title, organiser, reference, reason} by the organisation''s key: numbers of certificates are in no copy of the tables';
comment on column professional_record.from_on is 'from when on a qualification holds; the last day of education';
create index professional_record_account_idx on professional_record (organisation_id, account_id, from_on desc, id);
create index professional_record_waiting_idx on professional_record (organisation_id, entered_at, id) where state = 'waiting';
call app.distribute('professional_record', 'tenant');

-- Nobody decides in the name of another.
create function app.keep_professional_record() returns trigger
  language plpgsql
as $$
begin
  if (new.decided_by is not null and (tg_op = 'INSERT' or new.decided_by is distinct from old.decided_by)
        and new.decided_by is distinct from app.actor_id())
      or (new.withdrawn_by is not null and (tg_op = 'INSERT' or new.withdrawn_by is distinct from old.withdrawn_by)
        and new.withdrawn_by is distinct from app.actor_id()) then
    raise exception 'decided in the name of another' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
$$;
create trigger keep_professional_record before insert or update on professional_record
  for each row execute function app.keep_professional_record();

create table supervision_session (
  organisation_id uuid not null,
  id uuid not null,
  kind text not null,
  supervisor_id uuid,
  participant_ids uuid[] not null,
  held_at timestamptz not null,
  minutes int not null constraint supervision_session_minutes_check check (minutes > 0),
  sealed bytea not null,
  replaces_id uuid,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  corrected_at timestamptz,
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  constraint supervision_session_pkey primary key (organisation_id, id),
  -- corrected once; the correction may be corrected in its turn
  constraint supervision_session_replaces_key unique (organisation_id, replaces_id),
  constraint supervision_session_replaces_fkey foreign key (organisation_id, replaces_id) references supervision_session (organisation_id, id),
  constraint supervision_session_supervisor_fkey foreign key (organisation_id, supervisor_id) references account (organisation_id, id),
  constraint supervision_session_recorder_fkey foreign key (organisation_id, recorded_by) references account (organisation_id, id),
  constraint supervision_session_participants_check check (cardinality(participant_ids) > 0),
  constraint supervision_session_self_check check (not (supervisor_id = any (participant_ids))),
  constraint supervision_session_withdrawn_check check ((withdrawn_at is null) = (withdrawn_by is null))
);
comment on table supervision_session is 'a session in which staff were supervised; a correction stands beside what it replaces';
comment on column supervision_session.supervisor_id is 'null: somebody from elsewhere, by name, or colleagues among themselves';
comment on column supervision_session.corrected_at is 'since when another stands for it: whoever was in this one alone does not see that one';
comment on column supervision_session.sealed is 'sealed {supervisorName, topics, agreed, reason} by the organisation''s key';
create index supervision_session_held_idx on supervision_session (organisation_id, held_at desc, id desc);
call app.distribute('supervision_session', 'tenant');

create table supervision_word (
  organisation_id uuid not null,
  session_id uuid not null,
  account_id uuid not null,
  is_agreed boolean not null,
  sealed bytea not null,
  at timestamptz not null,
  constraint supervision_word_pkey primary key (organisation_id, session_id, account_id),
  constraint supervision_word_session_fkey foreign key (organisation_id, session_id) references supervision_session (organisation_id, id),
  constraint supervision_word_account_fkey foreign key (organisation_id, account_id) references account (organisation_id, id)
);
-- A word is of a session that stands, by somebody who was there: of a correction and a word at once one comes first.
create function app.keep_supervision_word() returns trigger
  language plpgsql security definer set search_path = pg_catalog
as $$
declare
  session public.supervision_session;
begin
  -- the row rules refuse it
  if new.organisation_id is distinct from app.actor_organisation_id() then
    return new;
  end if;
  if tg_op = 'UPDATE' and new.account_id is distinct from app.actor_id() then
    if new.is_agreed <> old.is_agreed or new.at <> old.at then
      raise exception 'said in the name of another' using errcode = 'insufficient_privilege';
    end if;
    return new;
  end if;
  select held.* into session from public.supervision_session held
    where held.organisation_id = new.organisation_id and held.id = new.session_id and new.account_id = any (held.participant_ids)
    for share;
  if not found then
    raise exception 'said of a session that one was not in' using errcode = 'NU492';
  end if;
  if session.corrected_at is not null or session.withdrawn_at is not null then
    raise exception 'said of a session that stands no more' using errcode = 'NU491';
  end if;
  return new;
end
$$;
create trigger keep_supervision_word before insert or update on supervision_word
  for each row execute function app.keep_supervision_word();

comment on table supervision_word is 'what somebody who was supervised says of the record; what they do not agree to does not count as received';
comment on column supervision_word.sealed is 'sealed {words} by the organisation''s key';
call app.distribute('supervision_word', 'tenant');

create table talent_report (
  organisation_id uuid not null constraint talent_report_organisation_fkey references organisation (id),
  id uuid not null,
  direction text not null constraint talent_report_direction_check check (direction in ('sent', 'received')),
  party_id uuid not null,
  figures jsonb not null,
  made_at timestamptz not null,
  made_by uuid,
  constraint talent_report_pkey primary key (organisation_id, id),
  constraint talent_report_party_check check (party_id <> organisation_id)
);
comment on table talent_report is 'figures about its staff that an organisation sent to another: a row at either end';
comment on column talent_report.party_id is 'the organisation at the other end';
comment on column talent_report.figures is 'sums that passed suppression; nobody by name';
comment on column talent_report.made_by is 'who sent it; null: at its receiver';
create index talent_report_party_idx on talent_report (organisation_id, direction, party_id, made_at desc);
call app.distribute('talent_report', 'tenant');
