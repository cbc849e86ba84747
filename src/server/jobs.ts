import { hostname } from 'node:os';
import type { JobHelpers } from 'graphile-worker';
import type { Way } from '../domain/notifications/choices.ts';
import type { HeadsReport, HeadsWay } from './audit/public.ts';
import { noteLastContact, remindOfReports, watchAlerts } from './casework/public.ts';
import { compactClientCounts } from './clients/public.ts';
import type { Deliveries } from './deliveries/public.ts';
import { noteErasures } from './erasures.ts';
import type { Files } from './files/public.ts';
import {
  forgetCodeCounts,
  forgetOccasions,
  type Notifications,
  SEND_WARNING,
  type Warning,
} from './notifications/public.ts';
import { signCertificates } from './certificates/public.ts';
import { trimMatches, workOffMatches } from './matching/public.ts';
import { remindOfMeetings } from './meetings/public.ts';
import { followShifts, moveUp } from './opportunities/public.ts';
import { tellStars } from './recognition/public.ts';
import { remindOfQualifications } from './talent/public.ts';
import { listOrganisations } from './organisations/public.ts';
import { forgetPublicRows } from './public-accounts/public.ts';
import type { AuditAnchors, AuditHead } from './platform/audit/audit-anchors.ts';
import type { ErasureList } from './platform/audit/erasure-list.ts';
import { readAuditHead, sealAudit } from './platform/audit/audit-seal.ts';
import { systemSettings } from './platform/database/database.ts';
import { forgetCreations } from './platform/work/creation.ts';
import type { JobWatch } from './platform/jobs/job-watch.ts';
import type { CronPayload, Queue } from './platform/jobs/jobs.ts';
import { SendError } from './platform/mail/send-error.ts';
import type { Services } from './platform/work/work.ts';
import type { Replay, Webhooks } from './webhooks/public.ts';
import { forgetGone } from './volunteers/public.ts';

interface QueueParts {
  readonly services: Services;
  readonly jobWatch: JobWatch;
  readonly deliveries: Deliveries;
  readonly notifications: Notifications;
  readonly webhooks: Webhooks;
  readonly files: Files;
  readonly anchors?: AuditAnchors | undefined;
  /** who was erased, outside of the database */
  readonly erasures?: ErasureList | undefined;
  /** who keeps the heads of the audit chains on another machine */
  readonly ways?: readonly HeadsWay[];
}

const EACH_MINUTE = '* * * * *';
const LOOK_AGAIN_MS = 2_000;
const NOW_AND_THEN = '*/10 * * * *';

/** Every background task of the product. What waits for other machines keeps no alert from being watched. */
export function createQueues(parts: QueueParts): readonly Queue[] {
  return [ownQueue, exchangeQueue, messageQueue, webhookQueue, askedQueue, fileQueue, solverQueue].map(
    (queue) => queue(parts),
  );
}

/** What the organisations' own rows need; quick, and nobody else's machine is asked. */
export function ownQueue(parts: Omit<QueueParts, 'deliveries' | 'webhooks' | 'files'>): Queue {
  const { services, jobWatch, notifications, anchors, erasures } = parts;
  return {
    tasks: {
      'seal-audit': forEach(
        parts,
        'seal-audit',
        (id) => sealAudit(services.database, services.keyring, id, services.clock()),
        async (organisations) => {
          if (anchors !== undefined) await anchorHeads(parts, organisations, anchors);
          if (erasures !== undefined)
            await jobWatch.part('note-erasures', 'all', () =>
              noteErasures(services, erasures, organisations),
            );
        },
      ),
      'trim-old-rows': forEach(parts, 'trim-old-rows', (id) => trimOldRows(services, id)),
      'watch-alerts': forEach(parts, 'watch-alerts', (id) => watchAlerts(services, id)),
      'remind-of-reports': forEach(parts, 'remind-of-reports', (id) => remindOfReports(services, id)),
      'notify-due': forEach(parts, 'notify-due', async (id) => {
        await notifications.followMatters(id);
        await notifications.spreadNew(id);
      }),
      'follow-shifts': forEach(parts, 'follow-shifts', (id) => followShifts(services, id)),
      'move-up': soon(parts, 'move-up', (id) => moveUp(services, id)),
      'sign-certificates': soon(parts, 'sign-certificates', (id) => signCertificates(services, id)),
      'sign-waiting': forEach(parts, 'sign-waiting', (id) => signCertificates(services, id)),
      'remind-of-qualifications': forEach(parts, 'remind-of-qualifications', (id) =>
        remindOfQualifications(services, id),
      ),
      'remind-of-meetings': forEach(parts, 'remind-of-meetings', (id) => remindOfMeetings(services, id)),
      'tell-stars': forEach(parts, 'tell-stars', (id) => tellStars(services, id)),
      notify: soon(parts, 'notify', (id) => notifications.spreadNew(id)),
      'note-contact': (payload, helpers) => {
        const contact = payload as UnnotedContact;
        const { organisationId } = contact;
        return jobWatch.attempt('note-contact', organisationId, () =>
          noteContact(services, contact, helpers),
        );
      },
      'compact-counts': forEach(parts, 'compact-counts', (id) => compactClientCounts(services.database, id)),
    },
    schedule: [
      { task: 'seal-audit', pattern: EACH_MINUTE },
      { task: 'compact-counts', pattern: EACH_MINUTE },
      { task: 'trim-old-rows', pattern: NOW_AND_THEN },
      { task: 'watch-alerts', pattern: EACH_MINUTE },
      { task: 'remind-of-reports', pattern: EACH_MINUTE },
      { task: 'notify-due', pattern: EACH_MINUTE },
      { task: 'follow-shifts', pattern: EACH_MINUTE },
      { task: 'remind-of-qualifications', pattern: NOW_AND_THEN },
      { task: 'remind-of-meetings', pattern: NOW_AND_THEN },
      { task: 'tell-stars', pattern: EACH_MINUTE },
      // what a queue lost, or a key that was revoked while something was signed
      { task: 'sign-waiting', pattern: EACH_MINUTE },
    ],
  };
}

/**
 * What goes to other organisations, and the heads of the audit to other machines: each way by a job of its own, so that one that
 * fails holds up and repeats no other.
 */
export function exchangeQueue(parts: Omit<QueueParts, 'notifications' | 'webhooks' | 'files'>): Queue {
  const { deliveries, ways = [] } = parts;
  return {
    tasks: {
      'deliver-due': forEach(parts, 'deliver-due', (id) => deliveries.deliverDue(id)),
      deliver: soon(parts, 'deliver', (id) => deliveries.deliverDue(id)),
      'send-heads': (payload) => sendHeads(parts, payload as CronPayload<{ way: string }>),
    },
    schedule: [
      // what failed, and what a queue lost
      { task: 'deliver-due', pattern: EACH_MINUTE },
      ...ways.map(({ job, key }) => ({
        task: 'send-heads',
        pattern: '20 0 * * *',
        kept: { id: `send-heads-${key}`, name: job, payload: { way: key } },
      })),
    ],
  };
}

/** Shorter than the minute after which the next turn begins. */
const SENDING_MS = 50_000;

/** What goes out to people by the servers of others. */
export function messageQueue({
  services,
  jobWatch: watch,
  notifications,
}: Pick<QueueParts, 'services' | 'jobWatch' | 'notifications'>): Queue {
  const send = (organisationId: string, isOver: () => boolean, silent?: Set<Way>) =>
    watch.part('send-messages', organisationId, () => notifications.sendDue(organisationId, isOver, silent));
  // a server that is told to stop does not write to everybody first
  const limitOf = ({ abortSignal }: Pick<JobHelpers, 'abortSignal'>) => {
    const until = services.clock().getTime() + SENDING_MS;
    return () => abortSignal.aborted || services.clock().getTime() >= until;
  };
  return {
    tasks: {
      'send-messages': (payload, helpers) => {
        const { organisationId } = payload as { organisationId: string };
        return send(organisationId, limitOf(helpers));
      },
      // tried again until it went out, or nobody needs to hear of it any more
      [SEND_WARNING]: (payload) => {
        const warning = payload as Warning;
        return watch.attempt(SEND_WARNING, warning.organisationId, () => notifications.sendWarning(warning));
      },
      // what failed, and what waited for its hour; whose turn came last is first a minute later
      'send-due-messages': (_, helpers) =>
        watch.part('send-due-messages', 'all', async () => {
          const isOver = limitOf(helpers);
          // a server that gives one organisation no answer holds up no other's texts
          const silent = new Set<Way>();
          const organisations = await listAll(services);
          const begin = Math.floor(services.clock().getTime() / 60_000) % Math.max(1, organisations.length);
          for (const { id } of [...organisations.slice(begin), ...organisations.slice(0, begin)])
            await send(id, isOver, silent);
          watch.finished('send-due-messages');
        }),
    },
    schedule: [{ task: 'send-due-messages', pattern: EACH_MINUTE }],
  };
}

/** What other systems are told. */
export function webhookQueue({
  services,
  jobWatch: watch,
  webhooks,
}: Pick<QueueParts, 'services' | 'jobWatch' | 'webhooks'>): Queue {
  return {
    tasks: {
      'send-webhooks': () =>
        watch.part('send-webhooks', 'all', async () => {
          const organisations = await listAll(services);
          await webhooks.sendDue(organisations.map(({ id }) => id));
          watch.finished('send-webhooks');
        }),
      'trim-webhooks': forEach({ services, jobWatch: watch }, 'trim-webhooks', (id) => webhooks.trim(id)),
      'replay-webhooks': (payload) => {
        const replay = payload as Replay;
        return watch.attempt('replay-webhooks', replay.organisationId, async () => {
          await webhooks.replay(replay);
          await webhooks.sendDue([replay.organisationId]);
        });
      },
    },
    schedule: [
      { task: 'send-webhooks', pattern: EACH_MINUTE },
      { task: 'trim-webhooks', pattern: NOW_AND_THEN },
    ],
  };
}

/** What somebody waits for at a page: a test of a connection, a message sent again. */
export function askedQueue(parts: Pick<QueueParts, 'jobWatch' | 'webhooks'>): Queue {
  const { webhooks } = parts;
  return {
    tasks: { 'send-webhooks-of': soon(parts, 'send-webhooks', (id) => webhooks.sendAsked(id)) },
    schedule: [],
  };
}

/** Files are looked at, which takes a scanner and a processor for a while. */
export function fileQueue(parts: Pick<QueueParts, 'services' | 'jobWatch' | 'files'>): Queue {
  const { files } = parts;
  return {
    tasks: {
      'check-due-files': forEach(parts, 'check-due-files', (id) => files.workOff(id)),
      'sweep-files': forEach(parts, 'sweep-files', (id) => files.sweep(id)),
      'check-files': soon(parts, 'check-files', (id) => files.workOff(id)),
    },
    schedule: [
      { task: 'check-due-files', pattern: EACH_MINUTE },
      // at night in China
      { task: 'sweep-files', pattern: '40 19 * * *' },
    ],
  };
}

/** What computes for half a minute in a thread of its own. */
export function solverQueue(parts: Pick<QueueParts, 'services' | 'jobWatch'>): Queue {
  const { services, jobWatch: watch } = parts;
  return {
    tasks: {
      'solve-matches': (payload, { abortSignal }) => {
        const { organisationId: id } = payload as { organisationId: string };
        return watch.part('solve-matches', id, () => workOffMatches(services, id, abortSignal));
      },
      // what a server that died had begun, and what a queue lost
      'solve-waiting': (_, { abortSignal }) =>
        forEach(parts, 'solve-waiting', (id) => workOffMatches(services, id, abortSignal))(),
      'trim-matches': forEach(parts, 'trim-matches', (id) => trimMatches(services, id)),
    },
    schedule: [
      { task: 'solve-waiting', pattern: EACH_MINUTE },
      { task: 'trim-matches', pattern: '50 19 * * *' },
    ],
  };
}

type Organisations = Awaited<ReturnType<typeof listAll>>;

async function listAll({ database }: Services) {
  return (await database.global(listOrganisations({})))[0];
}

/** A task of each organisation after the other: one that fails is told and stops no other, nor does what fails before the first. */
function forEach(
  { services, jobWatch: watch }: Pick<QueueParts, 'services' | 'jobWatch'>,
  name: string,
  task: (organisationId: string) => Promise<unknown>,
  after: (organisations: Organisations) => Promise<unknown> | undefined = () => undefined,
): () => Promise<void> {
  return () =>
    watch.part(name, 'all', async () => {
      const organisations = await listAll(services);
      for (const { id } of organisations) await watch.part(name, id, () => task(id));
      await after(organisations);
      watch.finished(name);
    });
}

/**
 * The same for the organisation in which something was just committed. Its failure is no job of its own, since the next minute takes
 * what is due.
 */
function soon(
  { jobWatch: watch }: Pick<QueueParts, 'jobWatch'>,
  name: string,
  task: (organisationId: string) => Promise<unknown>,
): (payload: unknown) => Promise<void> {
  return (payload) => {
    const { organisationId } = payload as { organisationId: string };
    return watch.part(name, organisationId, () => task(organisationId));
  };
}

interface UnnotedContact {
  readonly organisationId: string;
  readonly clientId: string;
}

/** A contact that was recorded while somebody held the client (app.note_contact). */
async function noteContact(
  { database, clock }: Services,
  contact: UnnotedContact,
  { addJob }: Pick<JobHelpers, 'addJob'>,
): Promise<void> {
  const { organisationId, clientId } = contact;
  const isNoted = await database.transaction(systemSettings(organisationId), async (transaction) => {
    const noted = await transaction.first(noteLastContact(organisationId, clientId));
    return noted?.is_noted === true;
  });
  if (isNoted) return;
  // whoever holds the client still is waited for outside of the queue's places; of several jobs one looks again
  const runAt = new Date(clock().getTime() + LOOK_AGAIN_MS);
  await addJob('note-contact', contact, { jobKey: `note-contact ${clientId}`, runAt });
}

/** What nobody asks for again, of one organisation. */
async function trimOldRows({ database, clock }: Services, organisationId: string): Promise<void> {
  const now = clock();
  await database.transaction(systemSettings(organisationId), async (transaction) => {
    transaction.push(forgetCreations(organisationId, now));
    transaction.push(forgetOccasions(organisationId, daysAgo(now, NOTIFIED_DAYS)));
    for (const statement of forgetPublicRows(organisationId, now)) transaction.push(statement);
    transaction.push(forgetCodeCounts(organisationId, dayOf(daysAgo(now, 2))));
    transaction.push(forgetGone({ organisationId, before: daysAgo(now, GONE_DAYS) }));
  });
}

/** Nobody looks for what waited longer ago. */
const NOTIFIED_DAYS = 90;
/** Tables of before are of the last years: nobody brings in an older one again. */
const GONE_DAYS = 3 * 365;

async function anchorHeads(
  { services, jobWatch: watch }: Pick<QueueParts, 'services' | 'jobWatch'>,
  organisations: Organisations,
  folder: AuditAnchors,
): Promise<void> {
  const known = (await folder.read()).days.at(-1)?.heads ?? {};
  const heads = new Map<string, AuditHead>();
  for (const { id } of organisations)
    await watch.part('anchor-audit', id, async () => {
      const reader = services.database.reader(systemSettings(id));
      const head = await readAuditHead(reader, known[id]);
      if (head !== undefined) heads.set(id, head);
    });
  await folder.note(services.clock(), heads);
}

type HeadsParts = Pick<QueueParts, 'services' | 'jobWatch' | 'anchors' | 'ways'>;

async function sendHeads(
  parts: HeadsParts,
  { way: key, _cron }: CronPayload<{ way: string }>,
): Promise<void> {
  const { services, jobWatch: watch, ways = [] } = parts;
  const way = ways.find((way) => way.key === key);
  // whoever was taken out of the settings while the job waited gets nothing
  if (way === undefined) return;
  const at = services.clock();
  // the next day has a job of its own: this one ends, is told, and is not tried again
  if (dayOf(new Date(_cron.ts)) !== dayOf(at))
    return watch.part(way.name, 'all', () => Promise.reject(new SendError('day_over')));
  await watch.attempt(way.name, 'all', async () => way.send(await reportHeads(parts, at)));
}

async function reportHeads({ services, anchors }: HeadsParts, at: Date): Promise<HeadsReport> {
  const last = (await anchors?.read())?.days.at(-1);
  if (last === undefined) throw new SendError('heads_missing');
  const organisations = await listAll(services);
  // the first one's id never changes, whatever becomes of the machine
  const [first = ''] = organisations.map(({ id }) => id).toSorted();
  const { day, heads } = last;
  return { at, day, heads, organisations, installation: `${hostname()} ${first}`.trim() };
}

function daysAgo(now: Date, days: number): Date {
  return new Date(now.getTime() - days * 86_400_000);
}

function dayOf(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}
