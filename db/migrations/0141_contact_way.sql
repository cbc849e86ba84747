-- Where an account is reached outside of the page: an address counts once a code that was sent there came back.
create table contact_way (
  organisation_id uuid not null,
  account_id uuid not null,
  way text not null constraint contact_way_way_check check (way in ('mail', 'sms', 'wecom')),
  sealed bytea,
  confirmed_at timestamptz,
  sealed_pending bytea,
  code_hash bytea,
  code_until timestamptz,
  code_tries int not null default 0,
  constraint contact_way_pkey primary key (organisation_id, account_id, way),
  constraint contact_way_account_fkey foreign key (organisation_id, account_id)
    references account (organisation_id, id),
  constraint contact_way_confirmed_check check ((sealed is null) = (confirmed_at is null)),
  constraint contact_way_pending_check check (sealed_pending is null or code_hash is not null),
  constraint contact_way_code_check check ((code_hash is null) = (code_until is null))
);
comment on column contact_way.sealed is 'the address; sealed by the organisation''s data key';
comment on column contact_way.sealed_pending is 'an address that waits for its code; sealed likewise';
comment on column contact_way.code_hash is 'keyed digest of the code; stays after it came back, so that the same request answers the same';
call app.distribute('contact_way', 'tenant');

-- How many codes went out on a day, by address, by network and in all: each costs money, and rings with somebody.
create table code_count (
  organisation_id uuid not null,
  counter bytea not null,
  day date not null,
  count int not null,
  last_at timestamptz not null,
  constraint code_count_pkey primary key (organisation_id, counter, day)
);
comment on column code_count.counter is 'keyed digest of what is counted: no address can be found from it';
call app.distribute('code_count', 'tenant');
