-- The one door to the job queue: the application may put jobs in, not read or change the queue.
create function app.enqueue_job(task text, payload json) returns void
language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform graphile_worker.add_job(task, payload => payload);
end
$$;
revoke execute on function app.enqueue_job from public;
grant execute on function app.enqueue_job to nuantu_app;
