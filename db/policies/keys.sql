call app.secure_table('organisation_key', 'organisation');
grant select, insert on organisation_key to nuantu_app;
-- rotation of the master key wraps the same key anew
grant update (wrapped) on organisation_key to nuantu_app;

call app.secure_table('person_key', 'organisation');
grant select, insert, delete on person_key to nuantu_app;
grant update (wrapped) on person_key to nuantu_app;
