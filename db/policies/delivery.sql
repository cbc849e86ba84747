-- what is sent stays as it was written; only how far it got changes
call app.secure_table('delivery', 'organisation');
-- a sender's row stays, since a repeat needs it; what a book was told would say for ever in which books one account was (ADR 25)
drop policy delete_organisation on delivery;
create policy delete_told on delivery for delete to nuantu_app
  using (organisation_id = app.actor_organisation_id() and kind = 'book.entry' and delivered_at is not null);
-- written by whoever acts for the whole organisation, and by its jobs; of those who reach less a holder of the public tells a book of their own entry,
-- and whoever plans studies sees sums alone and sends the protocol
drop policy insert_organisation on delivery;
drop policy update_organisation on delivery;
create policy insert_sender on delivery for insert to nuantu_app
  with check (organisation_id = app.actor_organisation_id() and app.may_send(kind));
create policy update_sender on delivery for update to nuantu_app
  using (organisation_id = app.actor_organisation_id() and app.may_send(kind))
  with check (organisation_id = app.actor_organisation_id() and app.may_send(kind));
grant select, insert, delete on delivery to nuantu_app;
grant update (attempts, next_attempt_at, delivered_at, receipt, failure, dead_at, dismissed_at) on delivery to nuantu_app;

call app.secure_table('inbox_item', 'organisation');
grant select, insert on inbox_item to nuantu_app;
grant update (handled_at, receipt, failure) on inbox_item to nuantu_app;
