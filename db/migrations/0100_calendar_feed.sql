-- Addresses of calendars: whoever has one reads what its account may see at that moment, and nothing else.
create table calendar_feed (
  organisation_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  site_id uuid,
  token_hash bytea not null,
  created_at timestamptz not null,
  used_at timestamptz,
  constraint calendar_feed_pkey primary key (organisation_id, id),
  constraint calendar_feed_token_key unique (organisation_id, token_hash),
  constraint calendar_feed_account_fkey foreign key (organisation_id, account_id)
    references account (organisation_id, id),
  constraint calendar_feed_site_fkey foreign key (organisation_id, site_id) references site (organisation_id, id)
);
comment on column calendar_feed.account_id is 'in whose name it is read; of a site''s calendar whoever made its address last';
comment on column calendar_feed.site_id is 'null: the account''s own calendar';
comment on column calendar_feed.token_hash is 'SHA-256: a dump of the table opens no calendar';
create unique index calendar_feed_own_key on calendar_feed (organisation_id, account_id) where site_id is null;
create unique index calendar_feed_site_key on calendar_feed (organisation_id, site_id) where site_id is not null;
call app.distribute('calendar_feed', 'tenant');

-- a calendar says of each event when it changed last
alter table group_session add changed_at timestamptz;
comment on column group_session.changed_at is 'when it was moved or recorded last; null: as it was planned, or by an earlier version';

-- by day, and not through all that an organisation ever planned
create index group_session_planned_idx on group_session (organisation_id, planned_on);
create index client_case_next_step_idx on client_case (organisation_id, next_step_on)
  where next_step_on is not null and closed_at is null;
