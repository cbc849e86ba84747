-- Of which places at shifts nothing has to be recorded any more: who looks for what is due reads the others alone, not all of a year.
alter table sign_up add column is_settled boolean not null default false;
comment on column sign_up.is_settled is
  'whoever has the place left, was absent, or has hours that count or wait; told by triggers from what is written of that';

create function app.settle(organisation_id uuid, shift_id uuid, volunteer_id uuid) returns void
  language plpgsql security definer set search_path = pg_catalog
as $$
begin
  -- whoever writes of the same place at once waits here, and then sees what the first wrote
  perform from public.sign_up signed
    where signed.organisation_id = $1 and signed.shift_id = $2 and signed.volunteer_id = $3
    order by signed.id
    for no key update;
  update public.sign_up signed set is_settled = not signed.is_settled
    where signed.organisation_id = $1 and signed.shift_id = $2 and signed.volunteer_id = $3
      and signed.is_settled is distinct from (
        exists (
          select from public.attendance there
            where there.organisation_id = signed.organisation_id and there.sign_up_id = signed.id and there.out_at is not null
        )
        or exists (
          select from public.shift_absence away
            where away.organisation_id = signed.organisation_id and away.sign_up_id = signed.id
        )
        or exists (
          select from public.service_record known
            where known.organisation_id = signed.organisation_id and known.shift_id = signed.shift_id
              and known.volunteer_id = signed.volunteer_id and known.state in ('pending', 'recorded')
        )
      );
end
$$;
revoke execute on function app.settle(uuid, uuid, uuid) from public;

create function app.settle_place() returns trigger
  language plpgsql security definer set search_path = pg_catalog
as $$
declare
  changed record;
begin
  if tg_op = 'DELETE' then changed := old; else changed := new; end if;
  perform app.settle(changed.organisation_id, changed.shift_id, changed.volunteer_id);
  return null;
end
$$;
create trigger settle_place after insert or update of out_at on attendance for each row
  when (new.out_at is not null) execute function app.settle_place();
create trigger settle_place after insert or delete on shift_absence for each row execute function app.settle_place();
create trigger settle_place after insert or update of state on service_record for each row
  when (new.shift_id is not null) execute function app.settle_place();

-- that a place is settled is no word of whoever has it: the trigger looks at what the application may write
drop trigger keep_sign_up on sign_up;
create trigger keep_sign_up
  before update of state, starts_at, ends_at, is_overlap_allowed, confirm_by, left_because, changed_at, reminded_at on sign_up
  for each row execute function app.keep_sign_up();

-- of what is there already, at once
update sign_up signed set is_settled = true
  where exists (
    select from attendance there
      where there.organisation_id = signed.organisation_id and there.sign_up_id = signed.id and there.out_at is not null
  )
  or exists (
    select from shift_absence away
      where away.organisation_id = signed.organisation_id and away.sign_up_id = signed.id
  )
  or exists (
    select from service_record known
      where known.organisation_id = signed.organisation_id and known.shift_id = signed.shift_id
        and known.volunteer_id = signed.volunteer_id and known.state in ('pending', 'recorded')
  );

create index sign_up_due_idx on sign_up (organisation_id, ends_at) where state = 'confirmed' and not is_settled;
