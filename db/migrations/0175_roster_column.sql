-- What somebody said that a column of a site's rosters means, for the next file of the same school. The heading itself is not kept.
create table roster_column (
  organisation_id uuid not null references organisation (id),
  site_id uuid not null,
  heading bigint not null,
  field text,
  updated_at timestamptz not null,
  constraint roster_column_pkey primary key (organisation_id, site_id, heading),
  constraint roster_column_site_fkey foreign key (organisation_id, site_id) references site (organisation_id, id)
);
comment on column roster_column.heading is '64 bits of a keyed HMAC of the heading, without spaces and remarks';
comment on column roster_column.field is 'what the column means; null: it is not used';
call app.distribute('roster_column', 'tenant');
