-- Volunteers stand in teams of the organisation's own: who serves together, or at one place.
create table volunteer_team (
  organisation_id uuid not null constraint volunteer_team_organisation_fkey references organisation (id),
  id uuid not null,
  name text not null,
  site_id uuid,
  created_by uuid not null,
  created_at timestamptz not null,
  constraint volunteer_team_pkey primary key (organisation_id, id),
  constraint volunteer_team_name_key unique (organisation_id, name),
  constraint volunteer_team_site_fkey foreign key (organisation_id, site_id) references site (organisation_id, id)
);
comment on column volunteer_team.site_id is 'where it serves; null: wherever it is needed';
call app.distribute('volunteer_team', 'tenant');

create table volunteer_team_member (
  organisation_id uuid not null,
  team_id uuid not null,
  volunteer_id uuid not null,
  added_by uuid not null,
  added_at timestamptz not null,
  constraint volunteer_team_member_pkey primary key (organisation_id, team_id, volunteer_id),
  constraint volunteer_team_member_team_fkey foreign key (organisation_id, team_id)
    references volunteer_team (organisation_id, id),
  constraint volunteer_team_member_volunteer_fkey foreign key (organisation_id, volunteer_id)
    references volunteer (organisation_id, id)
);
create index volunteer_team_member_volunteer_idx on volunteer_team_member (organisation_id, volunteer_id);
call app.distribute('volunteer_team_member', 'tenant');
