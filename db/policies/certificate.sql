-- whoever served reads their own; staff issue and revoke. Strangers ask by the whole number (app.find_certificate)
call app.secure_table('certificate', 'of_volunteer');
grant select, insert on certificate to nuantu_app;
grant update (state, minutes, sealed, signing_key_id, failed_because, revoked_by, revoked_at, revoked_because) on certificate to nuantu_app;

call app.secure_table('certificate_batch', 'staff');
grant select, insert on certificate_batch to nuantu_app;
