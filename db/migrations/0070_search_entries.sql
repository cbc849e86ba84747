-- Search that a copy of the database tells nothing about (ADR 12). Each person has as many entries as every other, and
-- each entry of a name stands under a label of its own: a keyed code of the piece of the name, the site, and its place
-- in the list of those who have that piece. No label repeats, so that nobody can be compared with anybody.
create table client_entry (
  organisation_id uuid not null,
  label bigint not null,
  client_id uuid not null,
  site_id uuid not null,
  worker_ids uuid[] not null,
  constraint client_entry_pkey primary key (organisation_id, label, client_id),
  constraint client_entry_client_fkey foreign key (organisation_id, client_id)
    references client (organisation_id, id)
);
comment on column client_entry.label is '64 bits of a keyed HMAC; entries that only fill up are random';
create index client_entry_client_idx on client_entry (organisation_id, client_id);
call app.distribute('client_entry', 'tenant');

create table client_name_list (
  organisation_id uuid not null references organisation (id),
  id bigint not null,
  length bigint not null,
  constraint client_name_list_pkey primary key (organisation_id, id)
);
comment on table client_name_list is 'places given out so far in the list of one piece of a name at one site';
comment on column client_name_list.length is 'the number plus a keyed constant of the list, so that it shows nothing';
call app.distribute('client_name_list', 'tenant');

comment on table client_token is 'search tokens as they were before client_entry; rewritten and emptied at the first start';
