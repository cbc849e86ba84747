-- What volunteers are asked for, when, and who comes. The places of a shift are kept by the database: whatever statement adds a sign-up,
-- nobody has a place that is not there, nobody comes before whoever waits, and nobody is in two places at once.
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
    -- what a volunteer may write too, of themselves alone
    when 'by_volunteer' then in_organisation
      || ' and (app.actor_scope() = ''organisation'' or (app.actor_scope() = ''own'' and volunteer_id = app.actor_id()))'
    -- what everybody reads once it is published, of whatever organisation
    when 'published' then in_organisation || ' and app.actor_scope() = ''organisation'''
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
      when kind = 'published' and command = 'select' then 'is_published or (' || rule || ')'
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

create table opportunity (
  organisation_id uuid not null,
  id uuid not null,
  site_id uuid not null,
  site_name text not null,
  region_code text not null,
  programme text not null,
  title text not null,
  category text,
  description text not null,
  risks text not null,
  place text not null,
  requirements jsonb not null,
  confirm_hours int not null,
  state text not null
    constraint opportunity_state_check check (state in ('draft', 'published', 'closed')),
  is_published boolean not null generated always as (state <> 'draft') stored,
  created_by uuid not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version int not null default 1,
  constraint opportunity_pkey primary key (organisation_id, id),
  constraint opportunity_site_fkey foreign key (organisation_id, site_id) references site (organisation_id, id)
);
comment on table opportunity is 'what an organisation asks volunteers for; published, everybody reads it';
comment on column opportunity.site_name is 'as the site was called when this was written last: whoever reads it from elsewhere sees no sites';
comment on column opportunity.requirements is 'Requirements of the domain';
comment on column opportunity.confirm_hours is 'so long whoever moved up has to say that they come';
create index opportunity_list_idx on opportunity (organisation_id, id desc);
create index opportunity_id_idx on opportunity (id);
call app.distribute('opportunity', 'tenant');

create table shift (
  organisation_id uuid not null,
  id uuid not null,
  opportunity_id uuid not null,
  series_id uuid,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  state text not null constraint shift_state_check check (state in ('open', 'cancelled')),
  is_published boolean not null,
  created_by uuid not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version int not null default 1,
  constraint shift_pkey primary key (organisation_id, id),
  constraint shift_opportunity_fkey foreign key (organisation_id, opportunity_id)
    references opportunity (organisation_id, id),
  constraint shift_end_check check (ends_at > starts_at and ends_at - starts_at <= interval '24 hours')
);
comment on column shift.series_id is 'the first of those that were made by one rule';
comment on column shift.is_published is 'as its opportunity is';
create index shift_opportunity_idx on shift (organisation_id, opportunity_id, starts_at);
create index shift_public_idx on shift (starts_at, id) where is_published and state = 'open';
create index shift_id_idx on shift (id);
call app.distribute('shift', 'tenant');

create table shift_place (
  organisation_id uuid not null,
  shift_id uuid not null,
  role text not null,
  capacity int not null constraint shift_place_capacity_check check (capacity >= 0),
  taken int not null default 0,
  waiting int not null default 0,
  arrivals bigint not null default 0,
  is_published boolean not null,
  constraint shift_place_pkey primary key (organisation_id, shift_id, role),
  constraint shift_place_shift_fkey foreign key (organisation_id, shift_id) references shift (organisation_id, id),
  constraint shift_place_count_check check (taken >= 0 and waiting >= 0)
);
comment on table shift_place is 'how many may come as one kind of helper; the counts are kept by the sign-ups'' triggers, and whoever changes them holds this row';
comment on column shift_place.capacity is 'fewer than taken, where there were more before; 0: a role that is asked for no more';
comment on column shift_place.arrivals is 'sign-ups so far: each gets the next number, by which they move up';
create index shift_place_waiting_idx on shift_place (organisation_id) where waiting > 0;
call app.distribute('shift_place', 'tenant');

create table sign_up (
  organisation_id uuid not null,
  id uuid not null,
  shift_id uuid not null,
  role text not null,
  volunteer_id uuid not null,
  state text not null default 'waitlisted'
    constraint sign_up_state_check check (state in ('confirmed', 'waitlisted', 'cancelled', 'lapsed', 'removed')),
  arrival bigint not null default 0,
  starts_at timestamptz not null default '-infinity',
  ends_at timestamptz not null default 'infinity',
  is_overlap_allowed boolean not null default false,
  confirm_by timestamptz,
  left_because text,
  signed_at timestamptz not null,
  signed_by uuid,
  changed_at timestamptz not null,
  reminded_at timestamptz,
  constraint sign_up_pkey primary key (organisation_id, id),
  constraint sign_up_place_fkey foreign key (organisation_id, shift_id, role)
    references shift_place (organisation_id, shift_id, role),
  constraint sign_up_volunteer_fkey foreign key (organisation_id, volunteer_id) references volunteer (organisation_id, id),
  constraint sign_up_confirm_check check (confirm_by is null or state in ('confirmed', 'lapsed'))
);
comment on table sign_up is 'that a volunteer wants to come to a shift, and how that stands; somebody who left and comes again has another';
comment on column sign_up.state is 'decided by app.take_place when it is added';
comment on column sign_up.starts_at is 'of the shift, beside it so that one volunteer''s times are found at once';
comment on column sign_up.is_overlap_allowed is 'has another shift at the time, and somebody of the staff knows';
comment on column sign_up.signed_by is 'of the staff; null: the volunteer';
create index sign_up_volunteer_idx on sign_up (organisation_id, volunteer_id, starts_at);
create index sign_up_line_idx on sign_up (organisation_id, shift_id, role, arrival);
create index sign_up_confirm_idx on sign_up (organisation_id, confirm_by) where state = 'confirmed' and confirm_by is not null;
create index sign_up_remind_idx on sign_up (organisation_id, starts_at) where state = 'confirmed' and reminded_at is null;
call app.distribute('sign_up', 'tenant');

-- Holds the places of a shift, for a volunteer too, who may not change them.
create function app.hold_places(organisation_id uuid, shift_id uuid) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog
as $$
begin
  perform from public.shift_place held
    where held.organisation_id = $1 and held.shift_id = $2 and held.organisation_id = app.actor_organisation_id()
    order by held.role
    for no key update;
  return found;
end
$$;
revoke execute on function app.hold_places(uuid, uuid) from public;
grant execute on function app.hold_places(uuid, uuid) to nuantu_app;

-- Decides how a sign-up stands. Locks in this order everywhere: volunteer, place, sign-up.
create function app.take_place() returns trigger
  language plpgsql security definer set search_path = pg_catalog
as $$
declare
  place public.shift_place;
  held public.shift;
begin
  if app.actor_scope() = 'own' and (new.signed_by is not null or new.is_overlap_allowed) then
    raise exception 'a volunteer signs up for themselves' using errcode = '42501';
  end if;
  -- of one volunteer's sign-ups one is after the other, and none after their end
  perform from public.volunteer of_volunteer
    where of_volunteer.organisation_id = new.organisation_id and of_volunteer.id = new.volunteer_id
      and of_volunteer.state = 'accepted'
    for no key update;
  if not found then
    raise exception 'volunteer % is not accepted', new.volunteer_id using errcode = 'NU451';
  end if;
  select * into place from public.shift_place of_shift
    where of_shift.organisation_id = new.organisation_id and of_shift.shift_id = new.shift_id and of_shift.role = new.role
    for no key update;
  if not found or place.capacity = 0 then
    raise exception 'no such place' using errcode = 'NU452';
  end if;
  -- whoever changes a shift holds its places
  select * into held from public.shift known
    where known.organisation_id = new.organisation_id and known.id = new.shift_id;
  if held.state <> 'open' or new.signed_by is null and held.starts_at <= new.signed_at or held.ends_at <= new.signed_at
    or not exists (
      select from public.opportunity asking
        where asking.organisation_id = held.organisation_id and asking.id = held.opportunity_id
          and (asking.state = 'published' or new.signed_by is not null)
    )
  then
    raise exception 'shift % takes nobody' , new.shift_id using errcode = 'NU453';
  end if;
  if exists (
    select from public.sign_up other
      where other.organisation_id = new.organisation_id and other.volunteer_id = new.volunteer_id
        and other.state in ('confirmed', 'waitlisted') and other.starts_at < held.ends_at and other.ends_at > held.starts_at
        -- none lasts longer than a day: those of years ago are not looked at
        and other.starts_at > held.starts_at - interval '24 hours'
        and (other.shift_id = new.shift_id or not new.is_overlap_allowed)
  ) then
    raise exception 'volunteer % has another shift', new.volunteer_id using errcode = 'NU454';
  end if;
  -- nobody comes before whoever waits; once the shift has begun nobody moves up, and whoever stands there is let in
  new.state := case
    when place.taken < place.capacity and (place.waiting = 0 or held.starts_at <= new.signed_at) then 'confirmed'
    else 'waitlisted'
  end;
  new.arrival := place.arrivals + 1;
  new.starts_at := held.starts_at;
  new.ends_at := held.ends_at;
  update public.shift_place counted
    set arrivals = new.arrival,
      taken = counted.taken + case new.state when 'confirmed' then 1 else 0 end,
      waiting = counted.waiting + case new.state when 'waitlisted' then 1 else 0 end
    where counted.organisation_id = new.organisation_id and counted.shift_id = new.shift_id and counted.role = new.role;
  return new;
end
$$;
create trigger take_place before insert on sign_up for each row execute function app.take_place();

-- Keeps the counts. Who left does not come back; a volunteer only leaves or confirms.
create function app.leave_place() returns trigger
  language plpgsql security definer set search_path = pg_catalog
as $$
begin
  if old.state not in ('confirmed', 'waitlisted') or new.state = 'waitlisted' then
    raise exception 'a sign-up goes no way back' using errcode = 'NU455';
  end if;
  if app.actor_scope() = 'own' and new.state <> 'cancelled' then
    raise exception 'a volunteer only leaves' using errcode = '42501';
  end if;
  update public.shift_place counted
    set taken = counted.taken + (new.state = 'confirmed')::int - (old.state = 'confirmed')::int,
      waiting = counted.waiting - (old.state = 'waitlisted')::int
    where counted.organisation_id = new.organisation_id and counted.shift_id = new.shift_id and counted.role = new.role;
  return new;
end
$$;
create trigger leave_place before update of state on sign_up for each row
  when (old.state is distinct from new.state) execute function app.leave_place();

-- What a volunteer may say of a sign-up of their own: nothing of when it is and how it was made, and nothing once it has ended.
create function app.keep_sign_up() returns trigger
  language plpgsql set search_path = pg_catalog
as $$
begin
  if app.actor_scope() = 'own' and (
    old.state not in ('confirmed', 'waitlisted')
    or (new.starts_at, new.ends_at, new.is_overlap_allowed, new.reminded_at)
      is distinct from (old.starts_at, old.ends_at, old.is_overlap_allowed, old.reminded_at)
    or new.confirm_by is not null and new.confirm_by is distinct from old.confirm_by
  ) then
    raise exception 'a volunteer only leaves or confirms' using errcode = '42501';
  end if;
  return new;
end
$$;
create trigger keep_sign_up before update on sign_up for each row execute function app.keep_sign_up();

-- How many wait in front of somebody, for themselves or staff: whose they are, it does not tell.
create function app.waiting_before(organisation_id uuid, sign_up_id uuid) returns int
  language sql stable security definer set search_path = pg_catalog
return (
  select count(*)::int
  from public.sign_up mine
  join public.sign_up ahead
    on ahead.organisation_id = mine.organisation_id and ahead.shift_id = mine.shift_id and ahead.role = mine.role
      and ahead.state = 'waitlisted' and ahead.arrival < mine.arrival
  where mine.organisation_id = $1 and mine.id = $2 and mine.organisation_id = app.actor_organisation_id()
    and (app.actor_scope() = 'organisation' or mine.volunteer_id = app.actor_id())
);
revoke execute on function app.waiting_before(uuid, uuid) from public;
grant execute on function app.waiting_before(uuid, uuid) to nuantu_app;
