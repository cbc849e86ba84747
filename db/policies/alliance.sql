-- nobody's person stands here: organisations, their agreement, and who of the staff signed it
call app.secure_table('alliance', 'run_by_staff');
grant select, insert on alliance to nuantu_app;
grant update (name, purpose, role, state, invitation_id, until, shares, turn, revision, closed_at, updated_at, version) on alliance to nuantu_app;

call app.secure_table('alliance_member', 'run_by_staff');
grant select, insert on alliance_member to nuantu_app;
grant update (role, state, invitation_id, shares, since, until, turn, revision, due_revision, sent_revision, received_revision) on alliance_member to nuantu_app;

-- what was agreed on stays
call app.secure_table('alliance_agreement', 'run_by_staff');
grant select, insert on alliance_agreement to nuantu_app;
-- the text of a version that was known by its number alone
grant update (terms, in_force_since) on alliance_agreement to nuantu_app;

-- whoever joins again signs again
call app.secure_table('alliance_signature', 'run_by_staff');
grant select, insert on alliance_signature to nuantu_app;
grant update (signer_name, signed_at, key_id, signature, revision) on alliance_signature to nuantu_app;

call app.secure_table('alliance_event', 'run_by_staff');
grant select, insert on alliance_event to nuantu_app;
