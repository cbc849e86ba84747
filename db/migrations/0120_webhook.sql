-- Whom an organisation has told what happens in it, and what is told to each: ids and codes, never personal data.
create table webhook_subscription (
  organisation_id uuid not null constraint webhook_subscription_organisation_fkey references organisation (id),
  id uuid not null,
  details bytea,
  secrets bytea,
  types text[],
  state text not null constraint webhook_subscription_state_check
    check (state in ('active', 'off', 'stopped', 'gone', 'ended')),
  version int not null default 1,
  created_at timestamptz not null,
  created_by uuid not null,
  updated_at timestamptz not null,
  delivered_at timestamptz,
  failing_since timestamptz,
  failures int not null default 0,
  failure text,
  constraint webhook_subscription_pkey primary key (organisation_id, id),
  constraint webhook_subscription_account_fkey foreign key (organisation_id, created_by)
    references account (organisation_id, id),
  constraint webhook_subscription_ended_check
    check ((state = 'ended') = (details is null) and (state = 'ended') = (secrets is null))
);
comment on column webhook_subscription.details is 'sealed: name and address, in which a password of the other side may stand';
comment on column webhook_subscription.secrets is 'sealed: what messages are signed with, the newest first, and until when each former one';
comment on column webhook_subscription.types is 'null: whatever happens';
comment on column webhook_subscription.state is 'stopped: by the server, after days of failures; gone: the other side answered 410; ended: its messages are being deleted';
comment on column webhook_subscription.failing_since is 'null: the last attempt succeeded, or there was none';
comment on column webhook_subscription.failures is 'attempts in a row';
comment on column webhook_subscription.failure is 'code of the last failure';
call app.distribute('webhook_subscription', 'tenant');

create table webhook_message (
  organisation_id uuid not null,
  subscription_id uuid not null,
  id uuid not null,
  type text not null,
  body text not null,
  created_at timestamptz not null,
  attempts int not null default 0,
  next_attempt_at timestamptz not null,
  delivered_at timestamptz,
  dead_at timestamptz,
  failure text,
  http_status int,
  constraint webhook_message_pkey primary key (organisation_id, subscription_id, id),
  constraint webhook_message_subscription_fkey foreign key (organisation_id, subscription_id)
    references webhook_subscription (organisation_id, id),
  constraint webhook_message_end_check check (delivered_at is null or dead_at is null)
);
comment on column webhook_message.id is 'id of the event, and of the message each time that it is sent';
comment on column webhook_message.body is 'as it is sent: ids and codes only, since erasing a person does not look here';
comment on column webhook_message.attempts is 'failures since it was written, or since somebody had it sent again';
comment on column webhook_message.next_attempt_at is 'put off while it is being sent, so that nobody else sends it meanwhile';
-- what is due is little beside what has arrived, and is asked for each minute
create index webhook_message_due_idx on webhook_message (organisation_id, subscription_id, next_attempt_at, id)
  where delivered_at is null and dead_at is null;
create index webhook_message_undelivered_idx on webhook_message (organisation_id, subscription_id, id)
  where delivered_at is null;
call app.distribute('webhook_message', 'tenant');
