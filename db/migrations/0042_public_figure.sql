-- Figures that everybody may see, with noise, and what each publication cost: what the costs of a year add up to is the
-- privacy that is spent. Appended only.
create table public_figure (
  organisation_id uuid not null constraint public_figure_organisation_fkey references organisation (id),
  id uuid not null,
  year int not null,
  epsilon_milli int not null constraint public_figure_epsilon_check check (epsilon_milli between 10 and 1000),
  dimensions text[] not null,
  content jsonb not null,
  published_at timestamptz not null,
  constraint public_figure_pkey primary key (organisation_id, id)
);
comment on column public_figure.epsilon_milli is 'thousandths of epsilon';
comment on column public_figure.content is 'the cells as they were published: noise included, no true count';
call app.distribute('public_figure', 'tenant');
create index public_figure_year_idx on public_figure (organisation_id, year);

-- not even a defect of the program spends more than a year has: src/domain/privacy/budget.ts
create function app.keep_privacy_budget() returns trigger
language plpgsql as $$
begin
  -- two publications at once wait for each other
  perform pg_advisory_xact_lock(hashtextextended('public_figure ' || new.organisation_id::text, new.year));
  if (select coalesce(sum(epsilon_milli), 0) from public.public_figure
      where organisation_id = new.organisation_id and year = new.year) + new.epsilon_milli > 1000 then
    raise exception 'the privacy budget of the year is spent' using errcode = 'check_violation',
      constraint = 'privacy_budget';
  end if;
  return new;
end
$$;

create trigger public_figure_budget before insert on public_figure
  for each row execute function app.keep_privacy_budget();
