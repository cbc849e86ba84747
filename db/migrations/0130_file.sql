-- Rows that are about a person or about none: whoever is of the organisation reads the latter, the former by their place.
create or replace procedure app.secure_table(target regclass, kind text)
language plpgsql as $$
declare
  rule text := case kind
    when 'organisation' then 'organisation_id = app.actor_organisation_id()'
    when 'person' then
      'organisation_id = app.actor_organisation_id() and app.in_scope(site_id, worker_ids)'
    when 'person_or_none' then
      'organisation_id = app.actor_organisation_id() and (client_id is null or app.in_scope(site_id, worker_ids))'
  end;
  command text;
begin
  if rule is null then
    raise exception 'unknown kind of table: %', kind;
  end if;
  execute format('alter table %s enable row level security', target);
  foreach command in array array['select', 'insert', 'update', 'delete'] loop
    execute format('drop policy if exists %I on %s', command || '_' || kind, target);
    execute format(
      'create policy %I on %s for %s to nuantu_app %s %s',
      command || '_' || kind, target, command,
      case when command = 'insert' then '' else 'using (' || rule || ')' end,
      case when command in ('insert', 'update') then 'with check (' || rule || ')' else '' end
    );
  end loop;
end
$$;

-- What somebody attached: what is known of it. Its bytes lie in the store of files, sealed by a key that is in the seal here.
create table file (
  organisation_id uuid not null constraint file_organisation_fkey references organisation (id),
  id uuid not null,
  kind text not null,
  owner_id uuid not null,
  record_id uuid not null,
  client_id uuid,
  site_id uuid,
  worker_ids uuid[],
  state text not null
    constraint file_state_check check (state in ('uploading', 'unchecked', 'ready', 'refused', 'ended')),
  bytes int not null constraint file_bytes_check check (bytes > 0),
  received int not null default 0,
  pieces jsonb not null default '[]',
  content_id uuid,
  preview_id uuid,
  preview_bytes int not null default 0,
  person_sealed bytea,
  organisation_sealed bytea,
  refusal text,
  attempts int not null default 0,
  next_check_at timestamptz,
  missing_since timestamptz,
  added_by uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  constraint file_pkey primary key (organisation_id, id),
  constraint file_client_fkey foreign key (organisation_id, client_id) references client (organisation_id, id),
  constraint file_received_check check (received between 0 and bytes),
  constraint file_person_check
    check (num_nonnulls(client_id, site_id, worker_ids, person_sealed) in (0, 4) and (client_id is null) = (organisation_sealed is not null))
);
comment on column file.kind is 'what it hangs on, and so who may: the code knows the kinds';
comment on column file.owner_id is 'the consent, encounter or material; no foreign key, since kinds are many';
comment on column file.record_id is 'whose page shows it: the client of a consent, the case of an encounter';
comment on column file.client_id is 'null: it is about nobody, and the organisation''s key seals it';
comment on column file.bytes is 'as it was announced; once it is ready, as it is stored';
comment on column file.pieces is 'objects of the upload and how many bytes are in each, in their order; empty once it was looked at';
comment on column file.person_sealed is 'name, key, kind by content and digest, by the person''s key';
comment on column file.expires_at is 'of an upload that is not finished, and of what was refused: when it goes';
comment on column file.missing_since is 'when the store was found to have it no more';
create index file_record_idx on file (organisation_id, record_id, kind);
create index file_client_idx on file (organisation_id, client_id) where client_id is not null;
-- what waits for a job is little beside what is ready
create index file_open_idx on file (organisation_id, state) where state <> 'ready';
call app.distribute('file', 'tenant');

-- as app.follow makes them, but for rows that are about nobody
create trigger hold_parent before insert on file for each row when (new.client_id is not null)
  execute function app.hold_parent('client', 'parent');
create trigger follow_file after update of site_id, worker_ids on client for each row
  when ((old.site_id, old.worker_ids) is distinct from (new.site_id, new.worker_ids))
  execute function app.follow_parent('file', 'parent');

create table file_space (
  organisation_id uuid not null constraint file_space_organisation_fkey references organisation (id),
  bytes bigint not null constraint file_space_bytes_check check (bytes >= 0),
  constraint file_space_pkey primary key (organisation_id)
);
comment on table file_space is 'what an organisation''s files take or will take: written with each of them, so that two at once are counted one after the other';
call app.distribute('file_space', 'tenant');
