create table audit_event (
  organisation_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  actor_id uuid,
  action text not null,
  subject_kind text not null,
  subject_ids uuid[] not null,
  request_id text not null,
  detail jsonb not null,
  code bytea not null,
  seal int,
  constraint audit_event_pkey primary key (organisation_id, id)
);
comment on column audit_event.detail is 'no personal data: names of fields, counts, reasons by code';
comment on column audit_event.code is 'HMAC-SHA-256 of the row by the organisation''s audit key';
comment on column audit_event.seal is 'number of the seal whose Merkle root contains the row';
create index audit_event_unsealed_idx on audit_event (organisation_id, id) where seal is null;
create index audit_event_seal_idx on audit_event (organisation_id, seal, id) where seal is not null;
call app.distribute('audit_event', 'tenant');

create table audit_seal (
  organisation_id uuid not null,
  number int not null,
  sealed_at timestamptz not null,
  rows int not null,
  root bytea not null,
  previous bytea not null,
  code bytea not null,
  constraint audit_seal_pkey primary key (organisation_id, number)
);
comment on column audit_seal.root is 'Merkle root over the codes of the sealed rows in order of id';
comment on column audit_seal.code is 'HMAC over number, rows, root and the previous seal''s code';
call app.distribute('audit_seal', 'tenant');

create table outbox_event (
  organisation_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  type text not null,
  subject_id uuid not null,
  data jsonb not null,
  constraint outbox_event_pkey primary key (organisation_id, id)
);
comment on table outbox_event is 'what happened, for webhooks and rollups; ids and codes only';
call app.distribute('outbox_event', 'tenant');
