create table organisation_key (
  organisation_id uuid not null constraint organisation_key_organisation_fkey references organisation (id),
  kind text not null constraint organisation_key_kind_check check (kind in ('data', 'index', 'audit')),
  version int not null,
  wrapped bytea not null,
  created_at timestamptz not null,
  constraint organisation_key_pkey primary key (organisation_id, kind, version)
);
comment on table organisation_key is 'keys of an organisation, wrapped by the master key whose version the ciphertext names';
comment on column organisation_key.kind is 'data wraps person keys; index makes search tokens; audit makes row codes and seals';
call app.distribute('organisation_key', 'tenant');

create table person_key (
  organisation_id uuid not null,
  person_id uuid not null,
  wrapped bytea not null,
  constraint person_key_pkey primary key (organisation_id, person_id)
);
comment on table person_key is 'one data key per person: deleting the row makes everything sealed with it unreadable';
call app.distribute('person_key', 'tenant');
