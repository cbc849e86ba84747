-- Whoever works with some persons or at some sites sent deliveries in the organisation's name, had they a statement of their own: nothing of the
-- product does so for them.
create function app.may_send(kind text) returns boolean language sql stable
  return case app.actor_scope()
    when 'organisation' then true
    when 'own' then kind = 'book.entry'
    when 'aggregate' then kind in ('study.registration', 'study.amendment')
    else false
  end;
comment on function app.may_send is 'whether the actor sends deliveries of this kind, by how far they reach';
