-- A volunteer's own shifts as a calendar: an address per holder, stored as a hash, gone with the account.
create table shift_feed (
  organisation_id uuid not null,
  account_id uuid not null,
  token_hash bytea not null,
  created_at timestamptz not null,
  used_at timestamptz,
  constraint shift_feed_pkey primary key (organisation_id, account_id),
  constraint shift_feed_token_key unique (organisation_id, token_hash),
  constraint shift_feed_account_fkey foreign key (organisation_id, account_id)
    references public_account (organisation_id, account_id) on delete cascade
);
comment on table shift_feed is 'address at which a holder''s calendar reads the shifts that they signed up for, at all organisations';
call app.distribute('shift_feed', 'tenant');
