-- an account that was reset has neither password nor sessions until its link is used
alter table account drop constraint account_status_check;
alter table account add constraint account_status_check
  check (status in ('invited', 'active', 'resetting', 'suspended'));

-- a new authenticator takes the place of the old one only when its first code came
alter table account add column totp_pending bytea;
comment on column account.totp_pending is
  'secret that waits for its first code; sealed by the organisation''s data key';
-- a secret that was never confirmed protected nothing: it is asked for anew
update account set totp_secret = null where totp_secret is not null and totp_confirmed_at is null;

-- links that outlived what they were made for: the account is suspended, or has its password
delete from one_time_link using account
  where account.organisation_id = one_time_link.organisation_id and account.id = one_time_link.account_id
    and one_time_link.used_at is null and account.status in ('active', 'suspended');
