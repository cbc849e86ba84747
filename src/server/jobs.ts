import { hostname } from 'node:os';
import type { TaskList } from 'graphile-worker';
import type { HeadsReport, HeadsWay } from './audit/public.ts';
import { watchAlerts } from './casework/public.ts';
import { compactClientCounts } from './clients/public.ts';
import type { Deliveries } from './deliveries/public.ts';
import type { Files } from './files/public.ts';
import { listOrganisations } from './organisations/public.ts';
import type { AuditAnchors, AuditHead } from './platform/audit/audit-anchors.ts';
import { readAuditHead, sealAudit } from './platform/audit/audit-seal.ts';
import { systemSettings } from './platform/database/database.ts';
import { forgetCreations } from './platform/work/creation.ts';
import type { JobWatch } from './platform/jobs/job-watch.ts';
import type { CronPayload, Schedule } from './platform/jobs/jobs.ts';
import { SendError } from './platform/mail/send-error.ts';
import { type Services, trimOutbox } from './platform/work/work.ts';

const ownWork: readonly Schedule[] = [
  { task: 'seal-audit', pattern: '* * * * *' },
  { task: 'compact-counts', pattern: '* * * * *' },
  { task: 'trim-old-rows', pattern: '*/10 * * * *' },
  { task: 'watch-alerts', pattern: '* * * * *' },
  // what failed, and what a queue lost
  { task: 'deliver-due', pattern: '* * * * *' },
  { task: 'check-due-files', pattern: '* * * * *' },
  // at night in China
  { task: 'sweep-files', pattern: '40 19 * * *' },
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
  readonly files: Files;
  readonly anchors?: AuditAnchors | undefined;
  /** who keeps the heads of the audit chains on another machine */
  readonly ways?: readonly HeadsWay[];
}

/** Every background task of the product, by name. */
export function createTasks({
  services,
  jobWatch: watch,
  deliveries,
  files,
  anchors,
  ways = [],
}: TaskParts): TaskList {
  const tasks: Record<string, (organisationId: string) => Promise<unknown>> = {
    'seal-audit': (id) => sealAudit(services.database, services.keyring, id, services.clock()),
    'trim-old-rows': (id) =>
      services.database.transaction(systemSettings(id), async (transaction) => {
        transaction.push(forgetCreations(id, services.clock()));
        transaction.push(trimOutbox(id, services.clock()));
      }),
    'watch-alerts': (id) => watchAlerts(services, id),
    'deliver-due': (id) => deliveries.deliverDue(id),
    'check-due-files': (id) => files.workOff(id),
    'sweep-files': (id) => files.sweep(id),
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
    // soon after something came or ended; as with deliveries the next minute does what failed
    'check-files': (payload) => {
      const { organisationId } = payload as { organisationId: string };
      return watch.part('check-files', organisationId, () => files.workOff(organisationId));
    },
    'send-heads': (payload) => sendHeads(payload as CronPayload<{ way: string }>),
  };
}

function dayOf(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}
