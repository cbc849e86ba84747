-- Of two who register one number at once the later waits for the earlier, and nobody waits for anybody else. A roster has more
-- numbers than the database keeps advisory locks for, and locks that several numbers shared were held by an import until its end.
-- What is claimed is gone with the same commit: whoever writes what another transaction has written waits until that is over.
create unlogged table number_claim (
  organisation_id uuid not null,
  label bigint not null,
  constraint number_claim_pkey primary key (organisation_id, label)
);
comment on table number_claim is 'always empty, but for transactions under way';
comment on column number_claim.label is '64 bits of a keyed HMAC of the number';
call app.distribute('number_claim', 'tenant');

-- In the order of the labels, as everybody claims them.
create function app.claim_numbers(labels bigint[]) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  insert into public.number_claim (organisation_id, label)
  select app.actor_organisation_id(), label from unnest(labels) as label group by label order by label;
  delete from public.number_claim
  where organisation_id = app.actor_organisation_id() and label = any (labels);
end
$$;
revoke execute on function app.claim_numbers(bigint[]) from public;
grant execute on function app.claim_numbers(bigint[]) to nuantu_app;
