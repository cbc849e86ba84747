-- What each account wants to hear, where and when; whoever chose nothing has no row.
create table notification_choice (
  organisation_id uuid not null,
  account_id uuid not null,
  urgent_ways text[] not null,
  normal_ways text[] not null,
  quiet_from int,
  quiet_until int,
  digest_at int,
  version int not null,
  changed_at timestamptz not null,
  constraint notification_choice_pkey primary key (organisation_id, account_id),
  constraint notification_choice_account_fkey foreign key (organisation_id, account_id)
    references account (organisation_id, id),
  constraint notification_choice_minute_check check (
    (quiet_from is null) = (quiet_until is null) and quiet_from between 0 and 1439
    and quiet_until between 0 and 1439 and digest_at between 0 and 1439)
);
comment on column notification_choice.quiet_from is 'minute of the day in the organisation''s zone; nothing but what is urgent goes out until quiet_until';
comment on column notification_choice.digest_at is 'minute of the day at which all that is not urgent goes out together; null: each at once';
call app.distribute('notification_choice', 'tenant');

-- What an organisation allows in messages that leave the server.
create table notification_rule (
  organisation_id uuid not null constraint notification_rule_organisation_fkey references organisation (id),
  names_in_messages boolean not null,
  version int not null,
  changed_by uuid not null,
  changed_at timestamptz not null,
  constraint notification_rule_pkey primary key (organisation_id)
);
call app.distribute('notification_rule', 'tenant');
