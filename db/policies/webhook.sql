call app.secure_table('webhook_subscription', 'organisation');
grant select, insert, delete on webhook_subscription to nuantu_app;
grant update (
  details, secrets, types, state, version, updated_at, delivered_at, failing_since, failures, failure
) on webhook_subscription to nuantu_app;

-- what is told stays as it was written; only how far it got changes
call app.secure_table('webhook_message', 'organisation');
grant select, insert, delete on webhook_message to nuantu_app;
grant update (attempts, next_attempt_at, delivered_at, dead_at, failure, http_status) on webhook_message to nuantu_app;
