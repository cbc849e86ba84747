-- What people are told of. An occasion is written in the transaction of its cause; a job spreads it to the accounts that are
-- to hear of it, and what goes out to each is a message of its own. Ids and codes only: words are made when somebody reads.
create table notification_occasion (
  organisation_id uuid not null constraint notification_occasion_organisation_fkey references organisation (id),
  id uuid not null,
  kind text not null,
  matter_id uuid not null,
  step text not null,
  to_ids uuid[],
  created_at timestamptz not null,
  spread_at timestamptz,
  constraint notification_occasion_pkey primary key (organisation_id, id),
  constraint notification_occasion_step_key unique (organisation_id, kind, matter_id, step)
);
comment on column notification_occasion.matter_id is 'row of the kind''s own slice: what may be read of it is asked there, each time';
comment on column notification_occasion.step is 'a matter rings once per step; empty where it has one only';
comment on column notification_occasion.to_ids is 'null: whoever is to hear of it is found when it is spread';
create index notification_occasion_open_idx on notification_occasion (organisation_id, created_at)
  where spread_at is null;
call app.distribute('notification_occasion', 'tenant');

create table notification (
  organisation_id uuid not null,
  id uuid not null,
  occasion_id uuid not null,
  account_id uuid not null,
  created_at timestamptz not null,
  read_at timestamptz,
  ended_at timestamptz,
  constraint notification_pkey primary key (organisation_id, id),
  constraint notification_account_key unique (organisation_id, account_id, occasion_id),
  constraint notification_occasion_fkey foreign key (organisation_id, occasion_id)
    references notification_occasion (organisation_id, id) on delete cascade,
  constraint notification_account_fkey foreign key (organisation_id, account_id)
    references account (organisation_id, id)
);
comment on column notification.ended_at is 'when its matter was found settled: it waits for nobody any more';
-- asked for each minute by every page that is open
create index notification_unread_idx on notification (organisation_id, account_id)
  where read_at is null and ended_at is null;
create index notification_time_idx on notification (organisation_id, account_id, created_at, id);
create index notification_occasion_idx on notification (organisation_id, occasion_id);
call app.distribute('notification', 'tenant');

create table notification_message (
  organisation_id uuid not null,
  id uuid not null,
  notification_id uuid not null,
  account_id uuid not null,
  way text not null constraint notification_message_way_check check (way in ('mail', 'sms', 'wecom')),
  created_at timestamptz not null,
  due_at timestamptz not null,
  bundle_id uuid,
  attempts int not null default 0,
  failure text,
  state text not null default 'waiting' constraint notification_message_state_check
    check (state in ('waiting', 'sent', 'given_up', 'dropped', 'told')),
  ended_at timestamptz,
  constraint notification_message_pkey primary key (organisation_id, id),
  constraint notification_message_way_key unique (organisation_id, notification_id, way),
  constraint notification_message_notification_fkey foreign key (organisation_id, notification_id)
    references notification (organisation_id, id) on delete cascade,
  constraint notification_message_end_check check ((state in ('waiting', 'given_up')) = (ended_at is null))
);
comment on column notification_message.due_at is 'not before; while it is being sent, when another job may try';
comment on column notification_message.bundle_id is 'what went out together, under one Message-ID; kept for every further attempt';
comment on column notification_message.state is 'dropped: nobody was to be told any more; told: an operator said it by mouth';
comment on column notification_message.failure is 'code of the last failure; no words of an error';
-- what waits is little beside what was sent, and is asked for each minute
create index notification_message_open_idx on notification_message (organisation_id, due_at)
  where ended_at is null;
call app.distribute('notification_message', 'tenant');
