-- Whoever records a contact does not wait for whoever holds the client: an import holds thousands until its commit, and additions of
-- all organisations wait behind one that waits. Where somebody holds the client a job notes the contact as soon as nobody does;
-- it is enqueued with the contact, so that it is neither lost nor early, and until then the list tells of the contact before.
drop trigger contact on encounter;
drop trigger contact on correction;
drop function app.note_contact();
drop function app.note_corrected_contact();

comment on column client.last_contact_at is
  'the latest of the encounters, each as it was recorded or corrected: kept by triggers, seconds later where somebody held the client; null: nobody has met the client yet';

-- Whether it was noted; not, where somebody holds the client. The encounters are looked through in a statement of its own, which sees
-- what the one committed who held the client until now.
create function app.note_last_contact(organisation_id uuid, client_id uuid) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog
as $$
begin
  perform from public.client held where held.organisation_id = $1 and held.id = $2 for no key update skip locked;
  if not found then
    return not exists (select from public.client known where known.organisation_id = $1 and known.id = $2);
  end if;
  update public.client noted set last_contact_at = latest.at
  from (
    select max(coalesce(
      (
        select corrected.occurred_at from public.correction corrected
        where corrected.organisation_id = met.organisation_id and corrected.encounter_id = met.id
        order by corrected.version desc
        limit 1
      ),
      met.occurred_at
    )) as at
    from public.encounter met
    where met.organisation_id = $1 and met.client_id = $2
  ) latest
  where noted.organisation_id = $1 and noted.id = $2 and noted.last_contact_at is distinct from latest.at;
  return true;
end
$$;
revoke execute on function app.note_last_contact(uuid, uuid) from public;
grant execute on function app.note_last_contact(uuid, uuid) to nuantu_app;

-- A contact that is recorded now is most often the latest: it is compared with what is noted, and the others are not looked through.
create function app.note_newer_contact(organisation_id uuid, client_id uuid, occurred_at timestamptz) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog
as $$
begin
  perform from public.client held where held.organisation_id = $1 and held.id = $2 for no key update skip locked;
  if not found then
    return false;
  end if;
  update public.client noted set last_contact_at = $3
  where noted.organisation_id = $1 and noted.id = $2 and (noted.last_contact_at is null or noted.last_contact_at < $3);
  return true;
end
$$;
revoke execute on function app.note_newer_contact(uuid, uuid, timestamptz) from public;
grant execute on function app.note_newer_contact(uuid, uuid, timestamptz) to nuantu_app;

-- Not as the owner of the tables, who enqueues no jobs.
create function app.note_contact() returns trigger
  language plpgsql set search_path = pg_catalog
as $$
declare
  is_noted constant boolean := case tg_table_name
    when 'encounter' then app.note_newer_contact(new.organisation_id, new.client_id, new.occurred_at)
    -- it may say that it was earlier
    else app.note_last_contact(new.organisation_id, new.client_id)
  end;
begin
  if not is_noted then
    perform app.enqueue_job(
      'note-contact', json_build_object('organisationId', new.organisation_id, 'clientId', new.client_id)
    );
  end if;
  return null;
end
$$;
revoke execute on function app.note_contact() from public;
create trigger contact after insert on encounter for each row execute function app.note_contact();
create trigger contact after insert on correction for each row when (new.encounter_id is not null)
  execute function app.note_contact();
