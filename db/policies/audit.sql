-- append only: the application can neither change nor delete what it wrote
call app.secure_table('audit_event', 'organisation');
grant select, insert on audit_event to nuantu_app;
-- the sealing job writes the seal's number once
grant update (seal) on audit_event to nuantu_app;

call app.secure_table('audit_seal', 'organisation');
grant select, insert on audit_seal to nuantu_app;

call app.secure_table('outbox_event', 'organisation');
grant select, insert, delete on outbox_event to nuantu_app;
