-- Whom of the public an organisation works with.
create table book (
  organisation_id uuid not null constraint book_organisation_fkey references organisation (id),
  is_open boolean not null,
  participations text[] not null,
  welcome text not null,
  welcome_en text not null,
  changed_by uuid not null,
  changed_at timestamptz not null,
  version int not null,
  constraint book_pkey primary key (organisation_id),
  constraint book_participations_check
    check (participations <@ array['volunteer', 'resident', 'rider', 'giver'] and (not is_open or participations <> '{}'))
);
comment on table book is 'whether the public may ask to be in the organisation''s book: everybody reads it';
call app.distribute('book', 'tenant');

create table book_entry (
  organisation_id uuid not null constraint book_entry_organisation_fkey references organisation (id),
  id uuid not null,
  from_organisation_id uuid not null,
  card bytea,
  participations text[] not null,
  state text not null
    constraint book_entry_state_check check (state in ('asked', 'accepted', 'declined', 'ended', 'left')),
  asked_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  revision int not null,
  version int not null default 1,
  constraint book_entry_pkey primary key (organisation_id, id),
  constraint book_entry_card_check check ((card is not null) = (state in ('asked', 'accepted')))
);
comment on column book_entry.from_organisation_id is 'the tenant of the public in which the account is; which account stands nowhere here';
comment on column book_entry.card is 'sealed {name, addresses, note}, by the entry''s own key, which goes with its end';
comment on column book_entry.revision is 'of what the person said last';
create index book_entry_state_idx on book_entry (organisation_id, state, id);
call app.distribute('book_entry', 'tenant');
