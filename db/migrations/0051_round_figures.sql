-- What whoever reads no answers is told of a round: written once when nothing arrives any more, so that no two looks
-- around one event tell one person's answer.
create table round_figures (
  organisation_id uuid not null,
  campaign_id uuid not null,
  site_id uuid not null,
  figures jsonb not null,
  released_at timestamptz not null,
  constraint round_figures_pkey primary key (organisation_id, campaign_id, site_id),
  constraint round_figures_campaign_fkey foreign key (organisation_id, campaign_id)
    references campaign (organisation_id, id)
);
comment on column round_figures.figures is 'means, spreads and counts of the classes of one site, after suppression';
call app.distribute('round_figures', 'tenant');
