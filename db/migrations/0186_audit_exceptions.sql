-- what an auditor looks at first, counted each time that the first page opens
create index audit_event_exceptions_idx on audit_event (organisation_id, id)
  where action in ('session.refuse', 'client.export', 'response.export', 'client.erase', 'alert.take_over', 'file.refuse');
