create table region (
  code text constraint region_pkey primary key,
  parent_code text constraint region_parent_fkey references region (code),
  name text not null,
  name_en text,
  level text not null constraint region_level_check
    check (level in ('country', 'province', 'city', 'county', 'street'))
);
comment on column region.code is 'GB/T 2260, six digits';
create index region_parent_idx on region (parent_code);
call app.distribute('region', 'reference');

create table organisation (
  id uuid constraint organisation_pkey primary key,
  code text not null constraint organisation_code_key unique,
  kind text not null constraint organisation_kind_check check (kind in (
    'social_work_agency', 'school', 'university', 'department', 'association',
    'social_organisation', 'platform_company', 'foundation', 'alliance', 'operator')),
  name text not null,
  name_en text,
  region_code text not null constraint organisation_region_fkey references region (code),
  time_zone text not null default 'Asia/Shanghai',
  suppress_below int not null default 10
    constraint organisation_suppress_below_check check (suppress_below between 3 and 100),
  demo boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version int not null default 1
);
comment on column organisation.suppress_below is 'smallest count of persons that leaves the organisation';
comment on column organisation.demo is 'every page of a demo organisation says that its data are synthetic';
call app.distribute('organisation', 'reference');

create table site (
  organisation_id uuid not null constraint site_organisation_fkey references organisation (id),
  id uuid not null,
  code text not null,
  kind text not null constraint site_kind_check
    check (kind in ('school_station', 'community_station', 'practice_base', 'friendly_station')),
  name text not null,
  region_code text not null constraint site_region_fkey references region (code),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version int not null default 1,
  constraint site_pkey primary key (organisation_id, id),
  constraint site_code_key unique (organisation_id, code)
);
call app.distribute('site', 'tenant');
