-- appended only: what was published stays published, and paid for
call app.secure_table('public_figure', 'organisation');
grant select, insert on public_figure to nuantu_app;
