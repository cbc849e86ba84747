-- each holder's own rows: also whoever came in by a mistake of the code sees no other person
call app.secure_table('public_account', 'holder');
grant select, insert, delete on public_account to nuantu_app;
grant update (card, password_hash, language, version) on public_account to nuantu_app;

call app.secure_table('public_address', 'holder');
grant select, insert, delete on public_address to nuantu_app;
grant update (digest, sealed, confirmed_at) on public_address to nuantu_app;

-- before there is an account: proven by the secret of the request
call app.secure_table('public_code', 'organisation');
grant select, insert, delete on public_code to nuantu_app;
grant update (tries) on public_code to nuantu_app;

call app.secure_table('public_session', 'holder');
grant select, insert, delete on public_session to nuantu_app;
grant update (used_at, proven_at) on public_session to nuantu_app;

call app.secure_table('public_membership', 'holder');
grant select, insert, delete on public_membership to nuantu_app;
grant update (id, revision, shared, state, decided_at, decided_version) on public_membership to nuantu_app;
