-- Search entries follow the person as everything about a person does.
call app.follow('client_entry', 'client');
