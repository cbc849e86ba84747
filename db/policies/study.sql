call app.secure_table('study', 'organisation');
grant select, insert on study to nuantu_app;
-- a trigger refuses every update once it is registered
grant update (protocol, protocol_hash, registered_at, registered_by, updated_at, version) on study to nuantu_app;

-- the delivered protocol itself stays as it came
call app.secure_table('study_site', 'organisation');
grant select, insert on study_site to nuantu_app;
grant update (accepted_at, accepted_by) on study_site to nuantu_app;

call app.secure_table('study_class', 'organisation');
grant select, insert, delete on study_class to nuantu_app;

-- appended only
call app.secure_table('study_amendment', 'organisation');
grant select, insert on study_amendment to nuantu_app;

-- sums without persons: readable at scope aggregate; what was released is never changed, only signed where it was not
call app.secure_table('study_release', 'organisation');
grant select, insert on study_release to nuantu_app;
grant update (signature, signing_key_id) on study_release to nuantu_app;

call app.secure_table('study_interviews', 'organisation');
grant select, insert on study_interviews to nuantu_app;
grant update (findings, changed_by, changed_at, version) on study_interviews to nuantu_app;
