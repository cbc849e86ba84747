call app.secure_shared_table('book', 'organisation_id = app.actor_organisation_id()');
grant select, insert on book to nuantu_app;
grant update (is_open, participations, welcome, welcome_en, takes_at_once, changed_by, changed_at, version) on book to nuantu_app;

-- whoever decides, and the holder, who acts here under the entry's id
call app.secure_table('book_entry', 'entry');
grant select, insert, delete on book_entry to nuantu_app;
grant update (card, participations, state, asked_at, decided_by, decided_at, revision, version) on book_entry to nuantu_app;
