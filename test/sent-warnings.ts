import type { JobHelpers } from 'graphile-worker';
import { messageQueue } from '../src/server/jobs.ts';
import { type MailServer, readMessage } from './mail-server.ts';
import type { TestServer } from './server.ts';

/** Runs what the queue holds of warnings, as the worker does: what fails stays. @returns how many stayed */
export async function sendWarnings(server: TestServer): Promise<number> {
  const { rows } = await server.admin.query<{ id: string; payload: unknown }>(
    `select job.id, job.payload from graphile_worker._private_jobs job
     join graphile_worker._private_tasks task on task.id = job.task_id
     where task.identifier = 'send-warning' order by job.id`,
  );
  const send = messageQueue(server).tasks['send-warning'];
  let failed = 0;
  for (const { id, payload } of rows)
    try {
      await send?.(payload, {} as JobHelpers);
      await server.admin.query('delete from graphile_worker._private_jobs where id = $1', [id]);
    } catch {
      failed += 1;
    }
  return failed;
}

/** Subjects of the messages to an address, but for codes. */
export function warningsTo(mail: MailServer, address: string): string[] {
  return mail.messages
    .filter(({ to }) => to.includes(address))
    .map(({ raw }) => readMessage(raw).headers.get('subject') ?? '')
    .filter((subject) => !/\d{6}/.test(subject));
}
