-- What is put aside and does not open is looked at once for the spelling of its id, and goes with the person it is about.
alter table unsealed_state add column spelling_tried boolean not null default false;
comment on column unsealed_state.spelling_tried is 'seals of the organisation were looked through for capitals since, and this one is still broken';
comment on column unsealed_state.state is
  'null: sealed, or its person was erased, and only the old rows are still to be overwritten on the disk';

-- Emptied and not deleted: the next start sees the row and overwrites what is left of it on the disk. As definer: the
-- application needs no right to what is put aside.
create function app.forget_unsealed() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  update public.unsealed_state unsealed set state = null
  where unsealed.organisation_id = old.organisation_id and unsealed.state is not null and old.person_id = (
    select client_id from public.alert
    where source_table = 'alert' and organisation_id = old.organisation_id and id = unsealed.id
    union all
    select client_id from public.alert_event
    where source_table = 'alert_event' and organisation_id = old.organisation_id and id = unsealed.id
    union all
    select client_id from public.referral
    where source_table = 'referral' and organisation_id = old.organisation_id and id = unsealed.id
    union all
    select client_id from public.client_case
    where source_table = 'client_case' and organisation_id = old.organisation_id and id = unsealed.id
    union all
    select client_id from public.response
    where source_table = 'response' and organisation_id = old.organisation_id and id = unsealed.id
  );
  return null;
end
$$;
create trigger forget_unsealed after delete on person_key for each row execute function app.forget_unsealed();
