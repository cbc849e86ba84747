-- Wrong codes are counted by the account where nobody signed in with a code before, and apart from each network where
-- somebody did: whoever knows the password must not keep the owner waiting for as long as they like.
alter table session add column network bytea;
comment on column session.network is 'keyed digest of the address (IPv6: /64) from which somebody signed in; null for a program''s token, and before this column';
