-- what is sent stays as it was written; only how far it got changes
call app.secure_table('delivery', 'organisation');
-- a sender's row stays, since a repeat needs it; what a book was told would say for ever in which books one account was (ADR 25)
drop policy delete_organisation on delivery;
create policy delete_told on delivery for delete to nuantu_app
  using (organisation_id = app.actor_organisation_id() and kind = 'book.entry' and delivered_at is not null);
grant select, insert, delete on delivery to nuantu_app;
grant update (attempts, next_attempt_at, delivered_at, receipt, failure, dead_at, dismissed_at) on delivery to nuantu_app;

call app.secure_table('inbox_item', 'organisation');
grant select, insert on inbox_item to nuantu_app;
grant update (handled_at, receipt, failure) on inbox_item to nuantu_app;
