import { hostname } from 'node:os';
import type { JobHelpers, TaskList } from 'graphile-worker';
import type { HeadsReport, HeadsWay } from './audit/public.ts';
import { remindOfReports, watchAlerts } from './casework/public.ts';
import { compactClientCounts } from './clients/public.ts';
import type { Deliveries } from './deliveries/public.ts';
import { forgetCodeCounts, forgetOccasions, type Notifications } from './notifications/public.ts';
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
  { task: 'remind-of-reports', pattern: '* * * * *' },
  { task: 'notify-due', pattern: '* * * * *' },
  { task: 'send-due-messages', pattern: '* * * * *' },
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
  readonly notifications: Notifications;
  readonly anchors?: AuditAnchors | undefined;
  /** who keeps the heads of the audit chains on another machine */
  readonly ways?: readonly HeadsWay[];
}

/** Shorter than the minute after which the next turn begins. */
const SENDING_MS = 50_000;

/** What speaks to other servers for people: in a place of its own, since a slow one must keep no alert from being watched. */
export function createSendingTasks({ services, jobWatch: watch, notifications }: TaskParts): TaskList {
  const send = (organisationId: string, isOver: () => boolean) =>
    watch.part('send-messages', organisationId, () => notifications.sendDue(organisationId, isOver));
  // a server that is told to stop does not write to everybody first
  const limitOf = ({ abortSignal }: Pick<JobHelpers, 'abortSignal'>) => {
    const until = services.clock().getTime() + SENDING_MS;
    return () => abortSignal.aborted || services.clock().getTime() >= until;
  };
  return {
    'send-messages': (payload, helpers) => {
      const { organisationId } = payload as { organisationId: string };
      return send(organisationId, limitOf(helpers));
    },
    // what failed, and what waited for its hour; whose turn came last is first a minute later
    'send-due-messages': (_, helpers) =>
      watch.part('send-due-messages', 'all', async () => {
        const isOver = limitOf(helpers);
        const [organisations] = await services.database.global(listOrganisations({}));
        const begin = Math.floor(services.clock().getTime() / 60_000) % Math.max(1, organisations.length);
        for (const { id } of [...organisations.slice(begin), ...organisations.slice(0, begin)])
          await send(id, isOver);
        watch.finished('send-due-messages');
      }),
  };
}

/** Every background task of the product, by name. */
export function createTasks({
  services,
  jobWatch: watch,
  deliveries,
  notifications,
  anchors,
  ways = [],
}: TaskParts): TaskList {
  const tasks: Record<string, (organisationId: string) => Promise<unknown>> = {
    'seal-audit': (id) => sealAudit(services.database, services.keyring, id, services.clock()),
    'trim-old-rows': (id) => trimOldRows(services, id),
    'watch-alerts': (id) => watchAlerts(services, id),
    'deliver-due': (id) => deliveries.deliverDue(id),
    'remind-of-reports': (id) => remindOfReports(services, id),
    'notify-due': async (id) => {
      await notifications.spreadNew(id);
      await notifications.endSettled(id);
    },
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
  /** of the organisation in which something was just committed */
  const soon = (name: string, task: (organisationId: string) => Promise<unknown>) => (payload: unknown) => {
    const { organisationId } = payload as { organisationId: string };
    return watch.part(name, organisationId, () => task(organisationId));
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
    // their failures are no jobs of their own, since the next minute takes what is due
    deliver: soon('deliver', (id) => deliveries.deliverDue(id)),
    notify: soon('notify', (id) => notifications.spreadNew(id)),
    'send-heads': (payload) => sendHeads(payload as CronPayload<{ way: string }>),
  };
}

/** What nobody asks for again, of one organisation. */
async function trimOldRows({ database, clock }: Services, organisationId: string): Promise<void> {
  const now = clock();
  await database.transaction(systemSettings(organisationId), async (transaction) => {
    transaction.push(forgetCreations(organisationId, now));
    transaction.push(trimOutbox(organisationId, now));
    transaction.push(forgetOccasions(organisationId, daysAgo(now, NOTIFIED_DAYS)));
    transaction.push(forgetCodeCounts(organisationId, dayOf(daysAgo(now, 2))));
  });
}

/** Nobody looks for what waited longer ago. */
const NOTIFIED_DAYS = 90;

function daysAgo(now: Date, days: number): Date {
  return new Date(now.getTime() - days * 86_400_000);
}

function dayOf(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}
