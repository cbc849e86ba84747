-- Courses for an organisation's staff: when, for whom and how many, who takes part, who was there, and what is certified of it. Places are kept by
-- triggers: whoever gives one back sees nothing of whom it goes to.
create table course (
  organisation_id uuid not null,
  id uuid not null,
  title text not null,
  content text not null,
  organiser text not null,
  kind text not null constraint course_kind_check check (kind in ('own', 'outside')),
  place text not null,
  link text not null,
  roles text[] not null,
  capacity int constraint course_capacity_check check (capacity > 0),
  share int not null constraint course_share_check check (share between 1 and 100),
  minutes int not null,
  credit_minutes int not null,
  begins_at timestamptz not null,
  ends_at timestamptz not null,
  state text not null constraint course_state_check check (state in ('draft', 'open', 'ended', 'called_off')),
  sealed_reason bytea,
  taken int not null default 0,
  waiting int not null default 0,
  arrivals int not null default 0,
  created_by uuid not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version int not null default 1,
  constraint course_pkey primary key (organisation_id, id),
  constraint course_times_check check (ends_at > begins_at),
  constraint course_minutes_check check (minutes > 0 and credit_minutes between 0 and minutes)
);
comment on table course is 'a course for staff';
comment on column course.roles is 'for whoever has one of them; none: for everybody';
comment on column course.capacity is 'null: no limit';
comment on column course.share is 'of the minutes of all lessons, in percent: whoever was there for as many has completed it';
comment on column course.minutes is 'of all lessons';
comment on column course.credit_minutes is 'of continuing education, for whoever was there all the time';
comment on column course.begins_at is 'of the first lesson';
comment on column course.ends_at is 'of the last lesson';
comment on column course.sealed_reason is 'sealed, why it was called off, by the key of the organisation';
comment on column course.arrivals is 'enrolments so far, also of whoever left: the number of the next';
create index course_time_idx on course (organisation_id, begins_at, id);
call app.distribute('course', 'tenant');

create table course_lesson (
  organisation_id uuid not null,
  id uuid not null,
  course_id uuid not null,
  title text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  minutes int not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  constraint course_lesson_pkey primary key (organisation_id, id),
  constraint course_lesson_course_fkey foreign key (organisation_id, course_id) references course (organisation_id, id),
  constraint course_lesson_times_check check (ends_at > starts_at),
  constraint course_lesson_minutes_check check (minutes > 0)
);
comment on table course_lesson is 'when a course takes place';
comment on column course_lesson.minutes is 'that count: breaks are left out';
create index course_lesson_course_idx on course_lesson (organisation_id, course_id);
call app.distribute('course_lesson', 'tenant');

create table course_enrolment (
  organisation_id uuid not null,
  id uuid not null,
  course_id uuid not null,
  account_id uuid not null,
  state text not null default 'waiting' constraint course_enrolment_state_check check (state in ('enrolled', 'waiting', 'withdrawn')),
  arrival int not null default 0,
  enrolled_by uuid not null,
  enrolled_at timestamptz not null,
  changed_at timestamptz not null,
  moved_up_at timestamptz,
  followed_by uuid,
  constraint course_enrolment_pkey primary key (organisation_id, id),
  constraint course_enrolment_course_fkey foreign key (organisation_id, course_id) references course (organisation_id, id)
);
comment on table course_enrolment is 'that somebody of the staff takes part in a course, waits for a place, or did not come in the end';
comment on column course_enrolment.arrival is 'order in which places are given';
comment on column course_enrolment.moved_up_at is 'since when somebody who waited has a place';
comment on column course_enrolment.followed_by is 'of the enrolment that has the place since this one left it';
create unique index course_enrolment_once_key on course_enrolment (organisation_id, course_id, account_id) where state <> 'withdrawn';
create index course_enrolment_account_idx on course_enrolment (organisation_id, account_id);
create index course_enrolment_line_idx on course_enrolment (organisation_id, course_id, arrival);
call app.distribute('course_enrolment', 'tenant');

create table course_attendance (
  organisation_id uuid not null,
  id uuid not null,
  lesson_id uuid not null,
  enrolment_id uuid not null,
  account_id uuid not null,
  number int not null,
  minutes int not null constraint course_attendance_minutes_check check (minutes >= 0),
  sealed_reason bytea,
  marked_by uuid not null,
  marked_at timestamptz not null,
  constraint course_attendance_pkey primary key (organisation_id, id),
  constraint course_attendance_number_key unique (organisation_id, lesson_id, enrolment_id, number),
  constraint course_attendance_lesson_fkey foreign key (organisation_id, lesson_id) references course_lesson (organisation_id, id),
  constraint course_attendance_enrolment_fkey foreign key (organisation_id, enrolment_id) references course_enrolment (organisation_id, id),
  constraint course_attendance_other_check check (marked_by <> account_id),
  constraint course_attendance_reason_check check ((number = 1) = (sealed_reason is null))
);
comment on table course_attendance is 'how long somebody was there at a lesson, marked by somebody else; a correction is a row of its own, and the highest number counts';
comment on column course_attendance.sealed_reason is 'sealed, why it was corrected, by the key of the organisation';
create index course_attendance_enrolment_idx on course_attendance (organisation_id, enrolment_id);
create index course_attendance_account_idx on course_attendance (organisation_id, account_id);
call app.distribute('course_attendance', 'tenant');

create table course_certificate (
  organisation_id uuid not null,
  id uuid not null,
  number text not null,
  enrolment_id uuid not null,
  account_id uuid not null,
  minutes int not null,
  origin text not null,
  sealed bytea not null,
  issued_by uuid not null,
  issued_at timestamptz not null,
  withdrawn_at timestamptz,
  constraint course_certificate_pkey primary key (organisation_id, id),
  constraint course_certificate_enrolment_fkey foreign key (organisation_id, enrolment_id) references course_enrolment (organisation_id, id)
);
comment on table course_certificate is 'that somebody completed a course';
comment on column course_certificate.minutes is 'that they were there';
comment on column course_certificate.sealed is 'sealed, what it says, by the key of the organisation';
comment on column course_certificate.origin is 'address of the installation under which it is looked at';
comment on column course_certificate.withdrawn_at is 'since when it is good no more: what it says was corrected';
create unique index course_certificate_once_key on course_certificate (organisation_id, enrolment_id) where withdrawn_at is null;
create index course_certificate_number_idx on course_certificate (number);
call app.distribute('course_certificate', 'tenant');

-- Whose a certificate is, for whoever knows its whole number; nothing else of it is told.
create function app.find_course_certificate(number text) returns table (organisation_id uuid, certificate_id uuid)
  language sql stable security definer set search_path = pg_catalog
begin atomic
  select known.organisation_id, known.id from public.course_certificate known where known.number = $1;
end;
revoke execute on function app.find_course_certificate(text) from public;
grant execute on function app.find_course_certificate(text) to nuantu_app;

-- Courses first, then enrolments: whoever changes one holds its course, also who may not change the course itself.
create function app.hold_course(organisation_id uuid, course_id uuid) returns boolean
  language plpgsql security definer set search_path = pg_catalog
as $$
begin
  perform from public.course held
    where held.organisation_id = $1 and held.id = $2 and held.organisation_id = app.actor_organisation_id()
    for no key update;
  return found;
end
$$;
revoke execute on function app.hold_course(uuid, uuid) from public;
grant execute on function app.hold_course(uuid, uuid) to nuantu_app;

-- How an enrolment stands at first, and in which order.
create function app.take_course_place() returns trigger
  language plpgsql security definer set search_path = pg_catalog
as $$
declare
  held public.course;
begin
  -- the row rules refuse it
  if new.organisation_id is distinct from app.actor_organisation_id() then
    return new;
  end if;
  select * into held from public.course known
    where known.organisation_id = new.organisation_id and known.id = new.course_id
    for no key update;
  if not found or held.state <> 'open' or held.begins_at <= new.enrolled_at then
    raise exception 'course % takes nobody', new.course_id using errcode = 'NU501';
  end if;
  new.arrival := held.arrivals + 1;
  -- nobody comes before whoever waits
  new.state := case
    when held.waiting = 0 and (held.capacity is null or held.taken < held.capacity) then 'enrolled' else 'waiting'
  end;
  update public.course counted
    set arrivals = new.arrival, taken = counted.taken + (new.state = 'enrolled')::int,
      waiting = counted.waiting + (new.state = 'waiting')::int
    where counted.organisation_id = new.organisation_id and counted.id = new.course_id;
  return new;
end
$$;
create trigger take_course_place before insert on course_enrolment for each row execute function app.take_course_place();

-- Who left does not come back; whoever waits first has the place in the same moment.
create function app.leave_course_place() returns trigger
  language plpgsql security definer set search_path = pg_catalog
as $$
declare
  held public.course;
begin
  -- moved up, by this or by app.fill_course
  if pg_trigger_depth() > 1 then
    return new;
  end if;
  if old.state = 'withdrawn' or new.state <> 'withdrawn' then
    raise exception 'an enrolment goes no way back' using errcode = 'NU502';
  end if;
  select * into held from public.course known
    where known.organisation_id = new.organisation_id and known.id = new.course_id
    for no key update;
  if held.state <> 'open' or held.begins_at <= new.changed_at then
    raise exception 'course % has begun', new.course_id using errcode = 'NU503';
  end if;
  if old.state = 'enrolled' and (held.capacity is null or held.taken <= held.capacity) then
    update public.course_enrolment next
      set state = 'enrolled', moved_up_at = new.changed_at, changed_at = new.changed_at
      where next.organisation_id = new.organisation_id and next.id = (
        select first.id from public.course_enrolment first
          where first.organisation_id = new.organisation_id and first.course_id = new.course_id and first.state = 'waiting'
          order by first.arrival limit 1)
      returning next.id into new.followed_by;
  end if;
  update public.course counted
    set taken = counted.taken - (old.state = 'enrolled' and new.followed_by is null)::int,
      waiting = counted.waiting - (old.state = 'waiting' or new.followed_by is not null)::int
    where counted.organisation_id = new.organisation_id and counted.id = new.course_id;
  return new;
end
$$;
create trigger leave_course_place before update of state on course_enrolment for each row execute function app.leave_course_place();

-- More places: as many move up as there are now. Fewer take nobody's place away.
create function app.fill_course() returns trigger
  language plpgsql security definer set search_path = pg_catalog
as $$
declare
  free int := coalesce(new.capacity, new.taken + new.waiting) - new.taken;
  moved int;
begin
  if free <= 0 or new.waiting = 0 or new.state <> 'open' or new.begins_at <= new.updated_at then
    return null;
  end if;
  update public.course_enrolment next
    set state = 'enrolled', moved_up_at = new.updated_at, changed_at = new.updated_at
    where next.organisation_id = new.organisation_id and next.id = any (array(
      select first.id from public.course_enrolment first
        where first.organisation_id = new.organisation_id and first.course_id = new.id and first.state = 'waiting'
        order by first.arrival limit free));
  get diagnostics moved = row_count;
  update public.course counted set taken = counted.taken + moved, waiting = counted.waiting - moved
    where counted.organisation_id = new.organisation_id and counted.id = new.id;
  return null;
end
$$;
create trigger fill_course after update of capacity on course for each row execute function app.fill_course();

-- How many wait in front of somebody, for themselves or staff: whose they are, it does not tell.
create function app.course_waiting_before(organisation_id uuid, enrolment_id uuid) returns int
  language sql stable security definer set search_path = pg_catalog
return (
  select count(*)::int
  from public.course_enrolment mine
  join public.course_enrolment ahead
    on ahead.organisation_id = mine.organisation_id and ahead.course_id = mine.course_id
      and ahead.state = 'waiting' and ahead.arrival < mine.arrival
  where mine.organisation_id = $1 and mine.id = $2 and mine.organisation_id = app.actor_organisation_id()
    and (app.actor_scope() = 'organisation' or mine.account_id = app.actor_id())
);
revoke execute on function app.course_waiting_before(uuid, uuid) from public;
grant execute on function app.course_waiting_before(uuid, uuid) to nuantu_app;
