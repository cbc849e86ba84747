call app.secure_table('calendar_feed', 'organisation');
grant select, insert, delete on calendar_feed to nuantu_app;
-- a new address in the place of the old one
grant update (account_id, token_hash, created_at, used_at) on calendar_feed to nuantu_app;
