-- Clients are found by their guardians' telephones: the entries of those who have guardians are made anew at the first start,
-- which has the keys.
insert into client_token (organisation_id, token, client_id, site_id, worker_ids)
select distinct guardian.organisation_id, 0, guardian.client_id, client.site_id, client.worker_ids
from guardian join client on client.organisation_id = guardian.organisation_id and client.id = guardian.client_id
on conflict do nothing;
comment on table client_token is 'whose search entries are made anew at the first start: tokens of older versions, and guardians of theirs';
