call app.secure_table('account', 'organisation');
grant select, insert on account to nuantu_app;
-- columns listed: a new column stays closed until someone opens it
grant update (display_name, password_hash, status, language, totp_secret,
  totp_confirmed_at, totp_last_step, totp_pending, updated_at, version) on account to nuantu_app;

-- read before there is an actor; holds no more than a name and whose it is
-- removed with an account of the public: staff’s names stay theirs
grant select, insert, delete on login_name to nuantu_app;

call app.secure_table('role_assignment', 'organisation');
grant select, insert, delete on role_assignment to nuantu_app;

call app.secure_table('session', 'organisation');
grant select, insert on session to nuantu_app;
grant update (used_at, revoked_at) on session to nuantu_app;

call app.secure_table('one_time_link', 'organisation');
grant select, insert, delete on one_time_link to nuantu_app;
grant update (used_at) on one_time_link to nuantu_app;

call app.secure_table('recovery_code', 'organisation');
grant select, insert, delete on recovery_code to nuantu_app;
grant update (used_at) on recovery_code to nuantu_app;
