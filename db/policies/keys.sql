call app.secure_table('organisation_key', 'organisation');
grant select, insert on organisation_key to nuantu_app;
-- rotation of the master key wraps the same key anew, and says when it is through
grant update (wrapped, is_rotating) on organisation_key to nuantu_app;

call app.secure_table('person_key', 'organisation');
grant select, insert, delete on person_key to nuantu_app;
grant update (wrapped) on person_key to nuantu_app;

call app.secure_shared_table('signing_key', 'organisation_id = app.actor_organisation_id()');
grant select, insert on signing_key to nuantu_app;
grant update (revoked_at) on signing_key to nuantu_app;

call app.secure_table('signing_secret', 'organisation');
-- a key that another took the place of signs nothing more
grant select, insert, delete on signing_secret to nuantu_app;
-- a rotation seals it anew
grant update (sealed) on signing_secret to nuantu_app;

-- the application needs no right to what the first start of a version seals
call app.secure_table('unsealed_state', 'organisation');
