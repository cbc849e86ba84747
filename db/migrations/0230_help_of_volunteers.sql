-- Volunteers who helped with a case or a group: of each a time of service that another person approves, and that tells nothing of whom it was for.
-- The link from the contact or the session stands where the case or the group does; what reads hours never reads it.
alter table service_record drop constraint service_record_source_check;
alter table service_record add constraint service_record_source_check
  check (source in ('attendance', 'back_filled', 'claimed', 'help'));
alter table service_record drop constraint service_record_state_check;
alter table service_record add constraint service_record_state_check
  check (state in ('pending', 'recorded', 'declined', 'replaced', 'withdrawn'));
alter table service_record add column is_with_minors boolean not null default false;
comment on column service_record.is_with_minors is 'of help: with somebody under age, so that whoever helped had to be checked for that';

create table encounter_helper (
  organisation_id uuid not null,
  id uuid not null,
  encounter_id uuid not null,
  case_id uuid not null,
  client_id uuid not null,
  site_id uuid not null,
  worker_ids uuid[] not null,
  volunteer_id uuid not null,
  served_from timestamptz not null,
  served_until timestamptz not null,
  is_with_minors boolean not null,
  noted_by uuid not null,
  noted_at timestamptz not null,
  withdrawn_by uuid,
  withdrawn_at timestamptz,
  constraint encounter_helper_pkey primary key (organisation_id, id),
  constraint encounter_helper_encounter_fkey foreign key (organisation_id, encounter_id) references encounter (organisation_id, id),
  constraint encounter_helper_case_fkey foreign key (organisation_id, case_id) references client_case (organisation_id, id),
  constraint encounter_helper_volunteer_fkey foreign key (organisation_id, volunteer_id) references volunteer (organisation_id, id),
  constraint encounter_helper_withdrawn_check check ((withdrawn_by is null) = (withdrawn_at is null))
);
comment on table encounter_helper is 'a volunteer who helped at a contact; the time of service has the same id';
comment on column encounter_helper.withdrawn_at is 'since when nobody says any more that they helped';
create unique index encounter_helper_once_key on encounter_helper (organisation_id, encounter_id, volunteer_id)
  where withdrawn_at is null;
create index encounter_helper_case_idx on encounter_helper (organisation_id, case_id);
call app.distribute('encounter_helper', 'tenant');
call app.follow('encounter_helper', 'client_case');

create table session_helper (
  organisation_id uuid not null,
  id uuid not null,
  group_id uuid not null,
  session_id text not null,
  site_id uuid not null,
  worker_ids uuid[] not null,
  volunteer_id uuid not null,
  served_from timestamptz not null,
  served_until timestamptz not null,
  is_with_minors boolean not null,
  noted_by uuid not null,
  noted_at timestamptz not null,
  withdrawn_by uuid,
  withdrawn_at timestamptz,
  constraint session_helper_pkey primary key (organisation_id, id),
  constraint session_helper_session_fkey foreign key (organisation_id, group_id, session_id)
    references group_session (organisation_id, group_id, session_id),
  constraint session_helper_volunteer_fkey foreign key (organisation_id, volunteer_id) references volunteer (organisation_id, id),
  constraint session_helper_withdrawn_check check ((withdrawn_by is null) = (withdrawn_at is null))
);
comment on table session_helper is 'a volunteer who helped at a session of a group; the time of service has the same id';
create unique index session_helper_once_key on session_helper (organisation_id, group_id, session_id, volunteer_id)
  where withdrawn_at is null;
call app.distribute('session_helper', 'tenant');

-- A session stands where its group does, which never moves.
create function app.place_helper() returns trigger
  language plpgsql security definer set search_path = pg_catalog
as $$
begin
  select known.site_id, known.worker_ids into new.site_id, new.worker_ids from public.service_group known
    where known.organisation_id = new.organisation_id and known.id = new.group_id;
  if not found then
    raise exception 'group % is not there', new.group_id using errcode = 'NU409';
  end if;
  return new;
end
$$;
create trigger place_helper before insert on session_helper for each row execute function app.place_helper();

-- That a volunteer helped makes a time of service. Its words are the same for every case and every group.
create function app.note_help() returns trigger
  language plpgsql security definer set search_path = pg_catalog
as $$
begin
  -- whoever says it does not approve it
  if new.noted_by is distinct from app.actor_id() then
    raise exception 'nobody says it in the name of another' using errcode = '42501';
  end if;
  -- of one volunteer's times one is after the other
  perform from public.volunteer of_volunteer
    where of_volunteer.organisation_id = new.organisation_id and of_volunteer.id = new.volunteer_id and of_volunteer.state = 'accepted'
    for no key update;
  if not found then
    raise exception 'volunteer % is not with the organisation', new.volunteer_id using errcode = 'NU469';
  end if;
  insert into public.service_record (
    organisation_id, id, volunteer_id, site_id, site_name, programme, title, served_from, served_until, is_with_minors, source, state,
    entered_by, entered_at
  )
  select new.organisation_id, new.id, new.volunteer_id, place.id, place.name, '',
    case tg_table_name when 'encounter_helper' then '协助个案服务' else '协助小组服务' end,
    new.served_from, new.served_until, new.is_with_minors, 'help', 'pending', new.noted_by, new.noted_at
  from public.site place
  where place.organisation_id = new.organisation_id and place.id = new.site_id;
  return null;
end
$$;
create trigger note_help after insert on encounter_helper for each row execute function app.note_help();
create trigger note_help after insert on session_helper for each row execute function app.note_help();

-- Somebody did not help after all: what waits for approval waits no more; what counts goes on to count until another person approves
-- that nothing was served.
create function app.withdraw_help() returns trigger
  language plpgsql security definer set search_path = pg_catalog
as $$
declare
  known public.service_record;
begin
  if old.withdrawn_at is not null or new.withdrawn_by is distinct from app.actor_id() then
    raise exception 'who was taken out stays out' using errcode = '42501';
  end if;
  perform from public.volunteer of_volunteer
    where of_volunteer.organisation_id = new.organisation_id and of_volunteer.id = new.volunteer_id
    for no key update;
  select * into known from public.service_record found_record
    where found_record.organisation_id = new.organisation_id and found_record.id = new.id
    for update;
  -- what stands in its place since
  while known.state = 'replaced' loop
    select * into known from public.service_record later
      where later.organisation_id = known.organisation_id and later.volunteer_id = known.volunteer_id and later.replaces_id = known.id
        and later.state in ('recorded', 'replaced')
      for update;
  end loop;
  if known.state = 'pending' then
    update public.service_record waiting set state = 'withdrawn'
      where waiting.organisation_id = known.organisation_id and waiting.id = known.id;
  elsif known.state = 'recorded' and known.minutes > 0 then
    insert into public.service_record (
      organisation_id, id, volunteer_id, replaces_id, site_id, site_name, programme, title, served_from, served_until, excluded_minutes,
      source, state, entered_by, entered_at
    ) values (
      known.organisation_id, gen_random_uuid(), known.volunteer_id, known.id, known.site_id, known.site_name, known.programme, known.title,
      known.served_from, known.served_until, known.excluded_minutes + known.minutes,
      'help', 'pending', new.withdrawn_by, new.withdrawn_at
    );
  end if;
  return null;
end
$$;
create trigger withdraw_help after update on encounter_helper for each row
  when (old.withdrawn_at is distinct from new.withdrawn_at) execute function app.withdraw_help();
create trigger withdraw_help after update on session_helper for each row
  when (old.withdrawn_at is distinct from new.withdrawn_at) execute function app.withdraw_help();

-- With a client's key it goes who helped them; the hours stay.
create function app.forget_helpers() returns trigger
  language plpgsql security definer set search_path = pg_catalog
as $$
begin
  delete from public.encounter_helper helper
    where helper.organisation_id = old.organisation_id and helper.client_id = old.person_id;
  return null;
end
$$;
create trigger forget_helpers after delete on person_key for each row execute function app.forget_helpers();
create index encounter_helper_client_idx on encounter_helper (organisation_id, client_id);

-- What is entered afterwards waits for another person; what was decided stays.
create or replace function app.keep_service() returns trigger
  language plpgsql security definer set search_path = pg_catalog
as $$
begin
  -- the row rules refuse it
  if new.organisation_id is distinct from app.actor_organisation_id() then
    return new;
  end if;
  if tg_op = 'INSERT' then
    -- the check-out's own record comes from app.depart alone
    if new.source = 'attendance' then
      if pg_trigger_depth() < 2 then
        raise exception 'only a check-out credits an attendance' using errcode = '42501';
      end if;
      return new;
    end if;
    -- that somebody helped is noted at the contact or the session, and waits as all else
    if new.source = 'help' then
      if pg_trigger_depth() < 2 or new.state <> 'pending' or new.decided_by is not null or new.decided_at is not null then
        raise exception 'help is noted where it was' using errcode = '42501';
      end if;
      return new;
    end if;
    if app.actor_scope() = 'own' and (new.source <> 'claimed' or new.entered_by is not null)
      or app.actor_scope() <> 'own' and new.entered_by is null
    then
      raise exception 'a volunteer claims, staff enter' using errcode = '42501';
    end if;
    if new.decided_by is not null or new.decided_at is not null then
      raise exception 'nothing is decided as it is entered' using errcode = '42501';
    end if;
    new.state := 'pending';
    return new;
  end if;
  if old.state = 'pending' and new.state = 'withdrawn' and old.source = 'help' and pg_trigger_depth() > 1 then
    return new;
  end if;
  if app.actor_scope() = 'own' then
    raise exception 'a volunteer decides on nothing' using errcode = '42501';
  end if;
  -- sealed anew, it says the same
  if (new.state, new.decided_by, new.decided_at) is not distinct from (old.state, old.decided_by, old.decided_at) then
    return new;
  end if;
  if old.state = 'recorded' and new.state = 'replaced' and pg_trigger_depth() > 1 then
    return new;
  end if;
  if old.state <> 'pending' or new.state not in ('recorded', 'declined') or new.decided_by is null then
    raise exception 'service % was decided', old.id using errcode = 'NU463';
  end if;
  if new.state = 'declined' then
    return new;
  end if;
  perform from public.volunteer of_volunteer
    where of_volunteer.organisation_id = new.organisation_id and of_volunteer.id = new.volunteer_id
    for no key update;
  if app.is_served(new.organisation_id, new.volunteer_id, new.served_from, new.served_until, new.replaces_id) then
    raise exception 'service % is of a time that counts already', new.id using errcode = 'NU464';
  end if;
  if new.replaces_id is not null then
    update public.service_record replaced set state = 'replaced'
      where replaced.organisation_id = new.organisation_id and replaced.id = new.replaces_id
        and replaced.volunteer_id = new.volunteer_id and replaced.state = 'recorded';
    if not found then
      raise exception 'service % corrects none', new.id using errcode = 'NU465';
    end if;
  end if;
  return new;
end
$$;
