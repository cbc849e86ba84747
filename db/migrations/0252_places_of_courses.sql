-- Whoever waits has a place as soon as there is one, so whoever comes takes none that is theirs.
create or replace function app.take_course_place() returns trigger
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
  new.state := case when held.capacity is null or held.taken < held.capacity then 'enrolled' else 'waiting' end;
  update public.course counted
    set arrivals = new.arrival, taken = counted.taken + (new.state = 'enrolled')::int,
      waiting = counted.waiting + (new.state = 'waiting')::int
    where counted.organisation_id = new.organisation_id and counted.id = new.course_id;
  return new;
end
$$;

-- More places, or a course that begins later after all: as many move up as there are places now.
drop trigger fill_course on course;
create trigger fill_course after update of capacity, begins_at on course for each row execute function app.fill_course();
