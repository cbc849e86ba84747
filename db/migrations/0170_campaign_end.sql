-- The end of a round can be set once it runs: ended at once, extended, opened again. Each change is written down with its reason.
create table campaign_end (
  organisation_id uuid not null,
  id uuid not null,
  campaign_id uuid not null,
  former_closes_at timestamptz not null,
  closes_at timestamptz not null,
  sealed_reason bytea,
  changed_by uuid not null,
  changed_at timestamptz not null,
  constraint campaign_end_pkey primary key (organisation_id, id),
  constraint campaign_end_campaign_fkey foreign key (organisation_id, campaign_id)
    references campaign (organisation_id, id)
);
comment on column campaign_end.sealed_reason is
  'sealed text by the organisation''s key, since it may name somebody; null: the round was ended at once';
create index campaign_end_list_idx on campaign_end (organisation_id, campaign_id, changed_at, id);
call app.distribute('campaign_end', 'tenant');
