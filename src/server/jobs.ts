import { hostname } from 'node:os';
import type { TaskList } from 'graphile-worker';
import type { HeadsReport, HeadsWay } from './audit/public.ts';
import { watchAlerts } from './casework/public.ts';
import { compactClientCounts } from './clients/public.ts';
import type { Deliveries } from './deliveries/public.ts';
import { listOrganisations } from './organisations/public.ts';
import type { AuditAnchors, AuditHead } from './platform/audit/audit-anchors.ts';
import { readAuditHead, sealAudit } from './platform/audit/audit-seal.ts';
import { systemSettings } from './platform/database/database.ts';
import { forgetCreations } from './platform/work/creation.ts';
import type { JobWatch } from './platform/jobs/job-watch.ts';
import type { CronPayload, Schedule } from './platform/jobs/jobs.ts';
import { SendError } from './platform/mail/send-error.ts';
import type { Services } from './platform/work/work.ts';
import type { Replay, Webhooks } from './webhooks/public.ts';

const ownWork: readonly Schedule[] = [
  { task: 'seal-audit', pattern: '* * * * *' },
  { task: 'compact-counts', pattern: '* * * * *' },
  { task: 'trim-old-rows', pattern: '*/10 * * * *' },
  { task: 'watch-alerts', pattern: '* * * * *' },
  // what failed, and what a queue lost
  { task: 'deliver-due', pattern: '* * * * *' },
];

/** When each task runs; the heads go each way by a job of its own, so that one that fails holds up and repeats no other. */
export function createSchedule(ways: readonly HeadsWay[]): readonly Schedule[] {
  return [
    ...ownWork,
    ...ways.map(({ job, key }) => ({
      task: 'send-heads',
      pattern: '20 0 * * *',
      kept: { id: `send-heads-${key}`, name: job, payload: { way: key } },
    })),
  ];
}

interface TaskParts {
  readonly services: Services;
  readonly jobWatch: JobWatch;
  readonly deliveries: Deliveries;
  readonly anchors?: AuditAnchors | undefined;
  /** who keeps the heads of the audit chains on another machine */
  readonly ways?: readonly HeadsWay[];
}

/** Every background task of the product, by name. */
export function createTasks({
  services,
  jobWatch: watch,
  deliveries,
  anchors,
  ways = [],
}: TaskParts): TaskList {
  const tasks: Record<string, (organisationId: string) => Promise<unknown>> = {
    'seal-audit': (id) => sealAudit(services.database, services.keyring, id, services.clock()),
    'trim-old-rows': (id) =>
      services.database.transaction(systemSettings(id), async (transaction) =>
        transaction.push(forgetCreations(id, services.clock())),
      ),
    'watch-alerts': (id) => watchAlerts(services, id),
    'deliver-due': (id) => deliveries.deliverDue(id),
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
  const sendHeads = async ({ way: key, _cron }: CronPayload<{ way: string }>) => {
    const way = ways.find((way) => way.key === key);
    // whoever was taken out of the settings while the job waited gets nothing
    if (way === undefined) return;
    const at = services.clock();
    // the next day has a job of its own: this one ends, is told, and is not tried again
    if (dayOf(new Date(_cron.ts)) !== dayOf(at))
      return watch.part(way.name, 'all', () => Promise.reject(new SendError('day_over')));
    await watch.attempt(way.name, 'all', async () => way.send(await reportHeads(at)));
  };
  const reportHeads = async (at: Date): Promise<HeadsReport> => {
    const last = (await anchors?.read())?.days.at(-1);
    if (last === undefined) throw new SendError('heads_missing');
    const [organisations] = await services.database.global(listOrganisations({}));
    // the first one's id never changes, whatever becomes of the machine
    const [first = ''] = organisations.map(({ id }) => id).toSorted();
    const { day, heads } = last;
    return { at, day, heads, organisations, installation: `${hostname()} ${first}`.trim() };
  };
  const eachName = Object.fromEntries(
    Object.entries(tasks).map(([name, task]) => [
      name,
      // a failure before the first organisation is told as well
      () => watch.part(name, 'all', () => eachOrganisation(name, task)),
    ]),
  );
  return {
    ...eachName,
    // soon after it was sent; its failure is no job of its own, since the next minute takes what is due
    deliver: (payload) => {
      const { organisationId } = payload as { organisationId: string };
      return watch.part('deliver', organisationId, () => deliveries.deliverDue(organisationId));
    },
    'send-heads': (payload) => sendHeads(payload as CronPayload<{ way: string }>),
  };
}

/** Of a queue of their own: whoever is told may be slow, and an alert must not wait for it. */
export const webhookSchedule: readonly Schedule[] = [
  { task: 'send-webhooks', pattern: '* * * * *' },
  { task: 'trim-webhooks', pattern: '*/10 * * * *' },
];

export function createWebhookTasks({
  services,
  jobWatch: watch,
  webhooks,
}: Pick<TaskParts, 'services' | 'jobWatch'> & { readonly webhooks: Webhooks }): TaskList {
  const listIds = async () => (await services.database.global(listOrganisations({})))[0].map(({ id }) => id);
  return {
    'send-webhooks': () =>
      watch.part('send-webhooks', 'all', async () => {
        await webhooks.sendDue(await listIds());
        watch.finished('send-webhooks');
      }),
    'trim-webhooks': () =>
      watch.part('trim-webhooks', 'all', async () => {
        for (const id of await listIds()) await watch.part('trim-webhooks', id, () => webhooks.trim(id));
        watch.finished('trim-webhooks');
      }),
    // somebody waits for it; its failure is no job of its own, since the next minute takes what is due
    'send-webhooks-of': (payload) => {
      const { organisationId } = payload as { organisationId: string };
      return watch.part('send-webhooks', organisationId, () => webhooks.sendDue([organisationId]));
    },
    'replay-webhooks': (payload) => {
      const replay = payload as Replay;
      return watch.attempt('replay-webhooks', replay.organisationId, async () => {
        await webhooks.replay(replay);
        await webhooks.sendDue([replay.organisationId]);
      });
    },
  };
}

function dayOf(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}
