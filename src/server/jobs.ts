import type { TaskList } from 'graphile-worker';
import { watchAlerts } from './casework/public.ts';
import { compactClientCounts } from './clients/public.ts';
import { listOrganisations } from './organisations/public.ts';
import type { AuditAnchors, AuditHead } from './platform/audit-anchors.ts';
import { readAuditHead, sealAudit, systemSettings } from './platform/audit-seal.ts';
import { forgetCreations } from './platform/creation.ts';
import type { JobWatch } from './platform/job-watch.ts';
import type { Schedule } from './platform/jobs.ts';
import { type Services, trimOutbox } from './platform/work.ts';

export const schedule: readonly Schedule[] = [
  { task: 'seal-audit', pattern: '* * * * *' },
  { task: 'compact-counts', pattern: '* * * * *' },
  { task: 'trim-old-rows', pattern: '*/10 * * * *' },
  { task: 'watch-alerts', pattern: '* * * * *' },
  { task: 'send-heads', pattern: '20 0 * * *' },
];

/** Whoever keeps the heads may be slow; the next day comes anyway. */
const SEND_MS = 10_000;

interface TaskParts {
  readonly services: Services;
  readonly jobWatch: JobWatch;
  readonly anchors?: AuditAnchors | undefined;
  /** who keeps the heads of the audit chains on another machine */
  readonly headsUrl?: string | undefined;
}

/** Every background task of the product, by name. */
export function createTasks({ services, jobWatch: watch, anchors, headsUrl }: TaskParts): TaskList {
  const tasks: Record<string, (organisationId: string) => Promise<unknown>> = {
    'seal-audit': (id) => sealAudit(services.database, services.keyring, id, services.clock()),
    'trim-old-rows': (id) =>
      services.database.transaction(systemSettings(id), async (transaction) => {
        transaction.push(forgetCreations(id, services.clock()));
        transaction.push(trimOutbox(id, services.clock()));
      }),
    'watch-alerts': (id) => watchAlerts(services, id),
    'compact-counts': (id) => compactClientCounts(services.database, id),
  };
  const eachOrganisation = async (name: string, task: (organisationId: string) => Promise<unknown>) => {
    const [organisations] = await services.database.global(listOrganisations({}));
    for (const { id } of organisations) await watch.part(name, id, () => task(id));
    if (name === 'seal-audit' && anchors !== undefined) await anchorHeads(organisations, anchors);
    watch.finished(name);
  };
  const anchorHeads = async (organisations: readonly { id: string }[], folder: AuditAnchors) => {
    const known = (await folder.read()).days.at(-1)?.heads ?? {};
    const heads = new Map<string, AuditHead>();
    for (const { id } of organisations)
      await watch.part('anchor-audit', id, async () => {
        const reader = services.database.reader(systemSettings(id));
        const head = await readAuditHead(reader, known[id]);
        if (head !== undefined) heads.set(id, head);
      });
    await folder.note(services.clock(), heads);
  };
  const sendHeads = async () => {
    const heads = (await anchors?.read())?.days.at(-1)?.heads;
    if (headsUrl === undefined || heads === undefined) return;
    const response = await fetch(headsUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ at: services.clock().toISOString(), heads }),
      redirect: 'error',
      signal: AbortSignal.timeout(SEND_MS),
    });
    if (!response.ok) throw new Error(`heads were answered with ${response.status}`);
    watch.finished('send-heads');
  };
  const eachName = Object.fromEntries(
    Object.entries(tasks).map(([name, task]) => [
      name,
      // a failure before the first organisation is told as well
      () => watch.part(name, 'all', () => eachOrganisation(name, task)),
    ]),
  );
  return { ...eachName, 'send-heads': () => watch.part('send-heads', 'all', sendHeads) };
}
