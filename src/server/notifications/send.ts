import { reachOf } from '../../domain/access/roles.ts';
import { type Way } from '../../domain/notifications/choices.ts';
import { nextAttemptAt } from '../../domain/notifications/next-attempt.ts';
import { type ActiveAccount, findActiveAccount } from '../identity/public.ts';
import { newId } from '../platform/database/ids.ts';
import { SendError } from '../platform/mail/send-error.ts';
import type { Change, Services, Work } from '../platform/work/work.ts';
import { composeNotice, type Told } from './compose.ts';
import { openAddress } from './contact-way-view.ts';
import type { NotificationKind, Sight } from './kind.ts';
import type { MessageWays } from './message-ways.ts';
import { lookAs } from './sight.ts';
import { readRule, readWay } from './sql-choices.ts';
import * as sql from './sql-messages.ts';

const AT_ONCE = 200;
/** Longer than a message takes: a job that dies leaves it to another after that. */
const HELD_MS = 2 * 60_000;

/** Messages to one person by one way that go out as one. */
export interface Bundle {
  readonly id: string;
  readonly accountId: string;
  readonly way: Way;
  readonly rows: readonly sql.DueMessage[];
}

/** Takes what is due, so that nobody else sends it; what failed together is tried together, under the id that it had. */
export async function holdDue(change: Change, open: readonly Way[]): Promise<Bundle[]> {
  const { organisationId, now } = change;
  const [rows] = await change.all(sql.lockDueMessages({ organisationId, now, ways: open, limit: AT_ONCE }));
  const together = Map.groupBy(rows, (row) => row.bundle_id ?? `${row.account_id}.${row.way}`);
  const bundles = [...together.values()].flatMap((ofOne): Bundle[] => {
    const [first] = ofOne;
    if (first === undefined) return [];
    const { bundle_id: id, account_id: accountId, way } = first;
    return [{ id: id ?? newId(now.getTime()), accountId, way: way as Way, rows: ofOne }];
  });
  const until = new Date(now.getTime() + HELD_MS);
  for (const { id: bundleId, rows: held } of bundles)
    change.push(sql.holdMessages({ organisationId, ids: idsOf(held), bundleId, until }));
  return bundles;
}

interface SendParts {
  readonly services: Services;
  readonly kinds: ReadonlyMap<string, NotificationKind>;
  readonly ways: MessageWays;
  /** in nobody's name */
  readonly work: Work;
  readonly onFailure: (error: unknown) => void;
}

/** One message, if there is still something to tell: who may not see it any more, or knows it, is told nothing. */
export async function sendBundle(parts: SendParts, bundle: Bundle): Promise<void> {
  const { work, ways, onFailure } = parts;
  try {
    const ready = await prepareBundle(parts, bundle);
    const waiting = new Set(ready?.rows);
    const dropped = bundle.rows.filter((row) => !waiting.has(row));
    if (ready !== undefined) {
      await ways.send(bundle.way, { id: bundle.id, to: ready.to, ...ready.words });
    }
    await work.change(async (change) => {
      const { organisationId, now } = change;
      if (ready !== undefined)
        change.push(sql.endMessages({ organisationId, ids: idsOf(ready.rows), state: 'sent', now }));
      if (dropped.length > 0)
        change.push(sql.endMessages({ organisationId, ids: idsOf(dropped), state: 'dropped', now }));
    });
  } catch (error) {
    onFailure(error);
    await fail(work, bundle, error instanceof SendError ? error.code : 'failed');
  }
}

interface Ready {
  readonly rows: readonly sql.DueMessage[];
  readonly to: string;
  readonly words: ReturnType<typeof composeNotice>;
}

/** undefined: nothing is to be told, or nobody is there to be told */
async function prepareBundle(parts: SendParts, { accountId, way, rows }: Bundle): Promise<Ready | undefined> {
  const { work, ways } = parts;
  const { organisationId } = work;
  return work.read(async (reading) => {
    const unread = rows.filter((row) => row.read_at === null && row.ended_at === null);
    const account = await findActiveAccount(reading, accountId);
    if (account === undefined || unread.length === 0) return undefined;
    const [[address], [rule]] = await reading.all(
      readWay({ organisationId, accountId, way }),
      readRule({ organisationId }),
    );
    const to = openAddress(reading.keys, 'sealed', { accountId, way }, address?.sealed);
    if (to === undefined) return undefined;
    const sights = await lookAt(parts, account, accountId, unread);
    const waiting = unread.filter((row) => sights.get(row.occasion_id)?.waits === true);
    if (waiting.length === 0) return undefined;
    const named = rule?.names_in_messages === true && way !== 'sms' ? sights : undefined;
    const subjectIds = waiting.flatMap((row) => named?.get(row.occasion_id)?.clientId ?? []);
    if (subjectIds.length > 0)
      await reading.audited({
        action: 'notification.send',
        subjectKind: 'client',
        subjectIds: [...new Set(subjectIds)],
        detail: { to: accountId, way },
      });
    const told = waiting.flatMap((row) => toldOf(parts, row, named?.get(row.occasion_id)));
    return { rows: waiting, to, words: composeNotice(told, account.language, ways) };
  });
}

function lookAt(
  { services, kinds, work }: SendParts,
  { assignments, language }: ActiveAccount,
  accountId: string,
  rows: readonly sql.DueMessage[],
) {
  const { organisationId, requestId } = work;
  return lookAs(
    services,
    kinds,
    {
      organisationId,
      accountId,
      reachOf: (permission) => reachOf(assignments, permission),
      origin: { requestId, language },
    },
    rows.map(({ occasion_id: id, kind, matter_id: matterId, step }) => ({ id, kind, matterId, step })),
  );
}

function toldOf({ kinds }: SendParts, row: sql.DueMessage, sight: Sight | undefined): Told[] {
  const kind = kinds.get(row.kind);
  if (kind === undefined) return [];
  return [{ title: kind.title, path: kind.path, name: sight?.nameOf?.() }];
}

async function fail(work: Work, { rows }: Bundle, failure: string): Promise<void> {
  const seen = Math.max(...rows.map(({ attempts }) => attempts));
  const failures = seen + 1;
  await work.change(async (change) => {
    const { organisationId, now } = change;
    const next = nextAttemptAt(failures, now);
    const state = next === undefined ? 'given_up' : 'waiting';
    change.push(
      sql.markFailed({
        organisationId,
        ids: idsOf(rows),
        seen,
        failures,
        failure,
        dueAt: next ?? now,
        state,
      }),
    );
  });
}

function idsOf(rows: readonly sql.DueMessage[]): string[] {
  return rows.map(({ id }) => id);
}
