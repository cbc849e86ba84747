-- what is sent stays as it was written; only how far it got changes
call app.secure_table('delivery', 'organisation');
grant select, insert, delete on delivery to nuantu_app;
grant update (attempts, next_attempt_at, delivered_at, receipt, failure, dead_at, dismissed_at) on delivery to nuantu_app;

call app.secure_table('inbox_item', 'organisation');
grant select, insert on inbox_item to nuantu_app;
grant update (handled_at, receipt, failure) on inbox_item to nuantu_app;
