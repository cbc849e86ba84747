-- Group work: a playbook delivered session by session to a class or to chosen clients.
create table service_group (
  organisation_id uuid not null constraint service_group_organisation_fkey references organisation (id),
  id uuid not null,
  site_id uuid not null,
  worker_ids uuid[] not null,
  name text not null,
  playbook_id text not null constraint service_group_playbook_fkey references playbook_version (id),
  level text not null constraint service_group_level_check check (level in ('universal', 'selective')),
  created_by uuid not null,
  created_at timestamptz not null,
  constraint service_group_pkey primary key (organisation_id, id),
  constraint service_group_site_fkey foreign key (organisation_id, site_id) references site (organisation_id, id)
);
comment on table service_group is 'group is a word of SQL; schools and classes are client_group';
comment on column service_group.worker_ids is 'who leads it';
create index service_group_list_idx on service_group (organisation_id, created_at desc, id desc);
call app.distribute('service_group', 'tenant');

create table group_member (
  organisation_id uuid not null,
  group_id uuid not null,
  client_id uuid not null,
  site_id uuid not null,
  worker_ids uuid[] not null,
  class_id uuid,
  enrolled_on date not null,
  left_on date,
  enrolled_by uuid not null,
  created_at timestamptz not null,
  constraint group_member_pkey primary key (organisation_id, group_id, client_id),
  constraint group_member_group_fkey foreign key (organisation_id, group_id)
    references service_group (organisation_id, id),
  constraint group_member_client_fkey foreign key (organisation_id, client_id)
    references client (organisation_id, id),
  constraint group_member_class_fkey foreign key (organisation_id, class_id)
    references client_group (organisation_id, id),
  constraint group_member_days_check check (left_on is null or left_on >= enrolled_on)
);
comment on column group_member.class_id is 'the class with which the member was enrolled; null for one chosen alone';
comment on column group_member.left_on is 'the first day on which the member no longer belongs to the group';
create index group_member_client_idx on group_member (organisation_id, client_id);
call app.distribute('group_member', 'tenant');

create table group_session (
  organisation_id uuid not null,
  group_id uuid not null,
  session_id text not null,
  site_id uuid not null,
  worker_ids uuid[] not null,
  planned_on date not null,
  held_on date,
  minutes int constraint group_session_minutes_check check (minutes between 1 and 480),
  done text[] not null default '{}',
  note bytea,
  recorded_by uuid,
  recorded_at timestamptz,
  version int not null default 1,
  constraint group_session_pkey primary key (organisation_id, group_id, session_id),
  constraint group_session_group_fkey foreign key (organisation_id, group_id)
    references service_group (organisation_id, id),
  constraint group_session_held_check check ((held_on is null) = (minutes is null))
);
comment on column group_session.session_id is 'the session in the playbook';
comment on column group_session.done is 'items of the session''s checklist that were done: fidelity is their share';
comment on column group_session.note is 'sealed by the organisation''s key: it is about the group, no single client''s';
call app.distribute('group_session', 'tenant');

create table group_attendance (
  organisation_id uuid not null,
  group_id uuid not null,
  session_id text not null,
  client_id uuid not null,
  site_id uuid not null,
  worker_ids uuid[] not null,
  presence text not null constraint group_attendance_presence_check
    check (presence in ('present', 'absent', 'excused')),
  constraint group_attendance_pkey primary key (organisation_id, group_id, session_id, client_id),
  constraint group_attendance_session_fkey foreign key (organisation_id, group_id, session_id)
    references group_session (organisation_id, group_id, session_id),
  constraint group_attendance_member_fkey foreign key (organisation_id, group_id, client_id)
    references group_member (organisation_id, group_id, client_id)
);
call app.distribute('group_attendance', 'tenant');

-- Whoever is responsible for a client sees what the client took part in: the columns that row rules read move along.
-- As definer, since a worker who gives a client away may no longer see the rows in their new place.
create function app.move_group_rows() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  update public.group_member set site_id = new.site_id, worker_ids = new.worker_ids
    where organisation_id = new.organisation_id and client_id = new.id;
  update public.group_attendance set site_id = new.site_id, worker_ids = new.worker_ids
    where organisation_id = new.organisation_id and client_id = new.id;
  return null;
end
$$;

create trigger client_move_group_rows after update of site_id, worker_ids on client
  for each row when ((old.site_id, old.worker_ids) is distinct from (new.site_id, new.worker_ids))
  execute function app.move_group_rows();
