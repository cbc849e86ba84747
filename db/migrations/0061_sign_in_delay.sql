-- wrong attempts are counted by name and address in the server's memory: a lock on the account could be renewed by anyone
alter table account drop column failed_attempts, drop column locked_until;
