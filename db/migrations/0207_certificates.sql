-- Certificates of service, signed by the organisation; and what becomes of the keys that it signs with.
alter table signing_key add column revoked_at timestamptz;
comment on column signing_key.revoked_at is 'others may have it since: no certificate that it signed is believed; null: what it signed is good, also after another took its place';

create table certificate_batch (
  organisation_id uuid not null,
  id uuid not null,
  from_day date not null,
  until_day date not null,
  made_by uuid not null,
  made_at timestamptz not null,
  constraint certificate_batch_pkey primary key (organisation_id, id)
);
comment on table certificate_batch is 'certificates that are made one after the other';
call app.distribute('certificate_batch', 'tenant');

create table certificate (
  organisation_id uuid not null,
  id uuid not null,
  number text not null,
  volunteer_id uuid not null,
  batch_id uuid,
  from_day date not null,
  until_day date not null,
  minutes int not null,
  origin text not null,
  state text not null constraint certificate_state_check check (state in ('queued', 'issued', 'failed', 'revoked')),
  sealed bytea,
  signing_key_id uuid,
  issued_by uuid,
  issued_at timestamptz not null,
  revoked_by uuid,
  revoked_at timestamptz,
  revoked_because text,
  constraint certificate_pkey primary key (organisation_id, id),
  constraint certificate_volunteer_fkey foreign key (organisation_id, volunteer_id) references volunteer (organisation_id, id),
  constraint certificate_batch_fkey foreign key (organisation_id, batch_id) references certificate_batch (organisation_id, id),
  constraint certificate_signed_check check ((sealed is null) = (signing_key_id is null) and (sealed is not null or state in ('queued', 'failed'))),
  constraint certificate_revoked_check check ((state = 'revoked') = (revoked_at is not null) and (revoked_at is null) = (revoked_because is null)),
  constraint certificate_days_check check (until_day >= from_day)
);
comment on table certificate is 'what an organisation certified that a volunteer served between two days';
comment on column certificate.sealed is 'what it says and the signed credential, by the key of the volunteer';
comment on column certificate.origin is 'address of the installation under which it is verified';
comment on column certificate.issued_by is 'of the staff; null: the volunteer had it made';
create index certificate_volunteer_idx on certificate (organisation_id, volunteer_id, id desc);
create index certificate_number_idx on certificate (number);
create index certificate_batch_idx on certificate (organisation_id, batch_id);
create index certificate_queue_idx on certificate (organisation_id, id) where state = 'queued';
create index certificate_revoked_idx on certificate (organisation_id) where state = 'revoked';
create index certificate_key_idx on certificate (organisation_id, signing_key_id);
call app.distribute('certificate', 'tenant');

-- Whose a certificate is, for whoever knows its whole number; nothing else of it is told.
create function app.find_certificate(number text) returns table (organisation_id uuid, certificate_id uuid)
  language sql stable security definer set search_path = pg_catalog
begin atomic
  select known.organisation_id, known.id from public.certificate known where known.number = $1;
end;
revoke execute on function app.find_certificate(text) from public;
grant execute on function app.find_certificate(text) to nuantu_app;

-- What was certified stays as it is: a certificate is signed, signed anew by another key, or revoked.
create function app.keep_certificate() returns trigger
  language plpgsql set search_path = pg_catalog
as $$
begin
  if old.state = 'revoked' and (new.state, new.revoked_by, new.revoked_at, new.revoked_because)
      is distinct from (old.state, old.revoked_by, old.revoked_at, old.revoked_because)
    or new.state = 'queued' and old.state <> 'queued' or old.state = 'issued' and new.state = 'failed'
    or old.state <> 'queued' and new.minutes <> old.minutes
  then
    raise exception 'a certificate goes no way back' using errcode = 'NU471';
  end if;
  return new;
end
$$;
create trigger keep_certificate before update on certificate for each row execute function app.keep_certificate();

-- A key that others may have is not good again.
create function app.keep_signing_key() returns trigger
  language plpgsql set search_path = pg_catalog
as $$
begin
  if old.revoked_at is not null then
    raise exception 'signing key % is revoked', old.id using errcode = 'NU472';
  end if;
  return new;
end
$$;
create trigger keep_signing_key before update on signing_key for each row execute function app.keep_signing_key();
