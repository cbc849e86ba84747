-- Counts that leave the organisation come from here, never from rows about persons. Appended, not updated: writers
-- of one organisation do not wait for each other; a job adds the rows up.
create table client_count (
  organisation_id uuid not null,
  source_id uuid not null,
  version int not null,
  change int not null,
  region_code text not null,
  status text not null,
  month text not null,
  constraint client_count_pkey primary key (organisation_id, source_id, version, change, region_code, status, month)
);
comment on column client_count.source_id is 'the client that changed, or the organisation for rows that were added up';
comment on column client_count.month is 'YYYY-MM of registration in the organisation''s zone';
create index client_count_group_idx on client_count (organisation_id, region_code, status, month) include (change);
call app.distribute('client_count', 'tenant');

create function app.count_client() returns trigger
language plpgsql as $$
declare
  zone text;
begin
  if tg_op = 'UPDATE' and (old.region_code, old.status) = (new.region_code, new.status) then
    return null;
  end if;
  select time_zone into zone from public.organisation where id = new.organisation_id;
  if tg_op = 'UPDATE' then
    insert into public.client_count (organisation_id, source_id, version, change, region_code, status, month)
    values (old.organisation_id, old.id, new.version, -1, old.region_code, old.status,
      to_char(old.created_at at time zone zone, 'YYYY-MM'));
  end if;
  insert into public.client_count (organisation_id, source_id, version, change, region_code, status, month)
  values (new.organisation_id, new.id, new.version, 1, new.region_code, new.status,
    to_char(new.created_at at time zone zone, 'YYYY-MM'));
  return null;
end
$$;

create trigger client_count after insert or update of region_code, status on client
  for each row execute function app.count_client();
