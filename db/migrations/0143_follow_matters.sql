-- A matter that moves to another site is told there: what people are told of knows for which site that was, and whether it still waits.
alter table notification_occasion add column site_id uuid;
alter table notification_occasion add column settled_at timestamptz;
comment on column notification_occasion.spread_at is 'null: nobody was told yet, or nobody yet at the site to which its matter moved';
comment on column notification_occasion.site_id is 'of its matter when people were told last; null: it has none, or they were told by a version that did not know';
comment on column notification_occasion.settled_at is 'when its matter was found to wait for nobody: it is asked about no more';
-- what everybody has read or what was ended was not asked about until now either
update notification_occasion cause set settled_at = cause.spread_at
where cause.spread_at is not null and not exists (
  select from notification told
  where told.organisation_id = cause.organisation_id and told.occasion_id = cause.id
    and told.read_at is null and told.ended_at is null);
create index notification_occasion_watched_idx on notification_occasion (organisation_id, id)
  where spread_at is not null and settled_at is null;

-- whoever was told until it moved away is told again when it is back
alter table notification drop constraint notification_account_key;
create unique index notification_account_key on notification (organisation_id, account_id, occasion_id)
  where ended_at is null;
