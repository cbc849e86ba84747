call app.secure_table('notification_occasion', 'organisation');
grant select, insert, delete on notification_occasion to nuantu_app;
grant update (spread_at, site_id, settled_at) on notification_occasion to nuantu_app;

call app.secure_table('notification', 'organisation');
grant select, insert on notification to nuantu_app;
grant update (read_at, ended_at) on notification to nuantu_app;

call app.secure_table('notification_message', 'organisation');
grant select, insert, delete on notification_message to nuantu_app;
grant update (due_at, bundle_id, attempts, failure, state, ended_at) on notification_message to nuantu_app;

call app.secure_table('contact_way', 'organisation');
grant select, insert, delete on contact_way to nuantu_app;
grant update (sealed, confirmed_at, sealed_pending, code_hash, code_until, code_tries) on contact_way to nuantu_app;

call app.secure_table('code_count', 'organisation');
grant select, insert, delete on code_count to nuantu_app;
grant update (count, last_at) on code_count to nuantu_app;

call app.secure_table('notification_choice', 'organisation');
grant select, insert on notification_choice to nuantu_app;
grant update (urgent_ways, normal_ways, quiet_from, quiet_until, digest_at, version, changed_at)
  on notification_choice to nuantu_app;

call app.secure_table('notification_rule', 'organisation');
grant select, insert on notification_rule to nuantu_app;
grant update (names_in_messages, version, changed_by, changed_at) on notification_rule to nuantu_app;
