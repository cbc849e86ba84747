import { reachOf } from '../../domain/access/roles.ts';
import { usualChoices, type Way } from '../../domain/notifications/choices.ts';
import { decideSending } from '../../domain/notifications/decide-messages.ts';
import { decideNextAttempt } from '../../domain/notifications/next-attempt.ts';
import { type ActiveAccount, findActiveAccount } from '../identity/public.ts';
import { newId } from '../platform/database/ids.ts';
import { SendError } from '../platform/mail/send-error.ts';
import type { Change, Reading, Services, Work } from '../platform/work/work.ts';
import { listAbsences } from '../staff/public.ts';
import { choicesOf } from './choices.ts';
import { composeNotice, type Told } from './compose.ts';
import { openAddress } from './contact-way-view.ts';
import type { NotificationKind, Sight } from './kind.ts';
import type { MessageWays } from './message-ways.ts';
import { lookAs } from './sight.ts';
import { readChoice, readRule, readWay } from './sql-choices.ts';
import * as sql from './sql-messages.ts';

/** Bundles taken at once. */
const AT_ONCE = 50;
/** Longer than a message takes: a job that dies leaves it to another after that. */
const HELD_MS = 2 * 60_000;

/** Messages to one person by one way that go out as one. */
export interface Bundle {
  readonly id: string;
  readonly accountId: string;
  readonly way: Way;
  readonly rows: readonly sql.DueMessage[];
}

/** Takes what is due by a way, so that nobody else sends it; what failed together is tried together, under the id that it had. */
export async function holdDue(
  change: Change,
  way: Way,
  kinds: ReadonlyMap<string, NotificationKind>,
): Promise<Bundle[]> {
  const { organisationId, now } = change;
  const urgentKinds = [...kinds.values()].filter(({ urgency }) => urgency === 'urgent');
  const [rows] = await change.all(
    sql.lockDueMessages({
      organisationId,
      now,
      way,
      kinds: [...kinds.keys()],
      urgentKinds: urgentKinds.map(({ kind }) => kind),
      bundles: AT_ONCE,
    }),
  );
  const together = Map.groupBy(rows, (row) => row.bundle_id ?? row.account_id);
  const bundles = [...together.values()].flatMap((ofOne): Bundle[] => {
    const [first] = ofOne;
    if (first === undefined) return [];
    const { bundle_id: id, account_id: accountId, size } = first;
    // another job has the rest: under one id two different messages would go out
    if (id !== null && ofOne.length < size) return [];
    return [{ id: id ?? newId(now.getTime()), accountId, way, rows: ofOne }];
  });
  const until = new Date(now.getTime() + HELD_MS);
  for (const { id: bundleId, rows: held } of bundles)
    change.push(sql.holdMessages({ organisationId, ids: idsOf(held), bundleId, until }));
  return bundles;
}

/** Due as they were: nothing was tried. */
export function giveBack(change: Change, bundles: readonly Bundle[]): void {
  const { organisationId } = change;
  for (const { id: heldAs, rows } of bundles)
    change.push(sql.giveBackMessages({ organisationId, heldAs, bundleId: rows[0]?.bundle_id ?? null, rows }));
}

interface SendParts {
  readonly services: Services;
  readonly kinds: ReadonlyMap<string, NotificationKind>;
  readonly ways: MessageWays;
  /** in nobody's name */
  readonly work: Work;
  readonly onFailure: (error: unknown) => void;
}

/**
 * One message, if there is still something to tell: who may not see it any more, or knows it, is told nothing.
 * @returns why nothing went out
 */
export async function sendBundle(parts: SendParts, bundle: Bundle): Promise<string | undefined> {
  const { work, ways, onFailure } = parts;
  const codeOf = (error: unknown): string => {
    onFailure(error);
    return error instanceof SendError ? error.code : 'failed';
  };
  const prepared = await prepareBundle(parts, bundle).catch(codeOf);
  if (typeof prepared === 'string') {
    await work.change(async (change) => fail(change, bundle.rows, prepared));
    return prepared;
  }
  const { ready, later, unaddressed } = prepared;
  const failure =
    ready === undefined
      ? undefined
      : await ways
          .send(bundle.way, { id: bundle.id, to: ready.to, ...ready.words })
          .then(() => undefined, codeOf);
  const kept = new Set([...(ready?.rows ?? []), ...unaddressed, ...later.map(({ row }) => row)]);
  await work.change(async (change) => {
    const { organisationId, now } = change;
    const end = (rows: readonly sql.DueMessage[], state: 'sent' | 'dropped') => {
      if (rows.length > 0) change.push(sql.endMessages({ organisationId, ids: idsOf(rows), state, now }));
    };
    if (failure === undefined) end(ready?.rows ?? [], 'sent');
    else fail(change, ready?.rows ?? [], failure);
    end(
      bundle.rows.filter((row) => !kept.has(row)),
      'dropped',
    );
    leaveToOperator(change, unaddressed);
    for (const { row, until: dueAt } of later)
      change.push(sql.postponeMessages({ organisationId, ids: [row.id], dueAt }));
  });
  return failure;
}

interface Prepared {
  /** undefined: nothing is to be told now, or nobody is there to be told */
  readonly ready:
    | {
        readonly rows: readonly sql.DueMessage[];
        readonly to: string;
        readonly words: ReturnType<typeof composeNotice>;
      }
    | undefined;
  /** due, and no address is there to send it to */
  readonly unaddressed: readonly sql.DueMessage[];
  /** what must not ring before an instant */
  readonly later: readonly { readonly row: sql.DueMessage; readonly until: Date }[];
}

const NOTHING: Prepared = { ready: undefined, unaddressed: [], later: [] };

async function prepareBundle(parts: SendParts, { accountId, way, rows }: Bundle): Promise<Prepared> {
  const { work, kinds } = parts;
  const { organisationId } = work;
  return work.read(async (reading) => {
    const [open] = await reading.all(sql.listStillOpen({ organisationId, ids: idsOf(rows) }));
    const unread = rows.filter((row) => open.some(({ id }) => id === row.id));
    const account = await findActiveAccount(reading, accountId);
    if (account === undefined || unread.length === 0) return NOTHING;
    const [[address], [rule], [chosen]] = await reading.all(
      readWay({ organisationId, accountId, way }),
      readRule({ organisationId }),
      readChoice({ organisationId, accountId }),
    );
    const to = openAddress(reading.keys, 'sealed', { accountId, way }, address?.sealed);
    const sights = await lookAt(parts, account, accountId, unread);
    const choices = chosen === undefined ? usualChoices : choicesOf(chosen);
    const isAway = (await listAbsences(reading)).items.some(({ accountId: id }) => id === accountId);
    const decided = unread.flatMap((row) => {
      const sight = sights.get(row.occasion_id);
      if (sight?.waits !== true) return [];
      const urgency = sight.urgency ?? kinds.get(row.kind)?.urgency ?? 'normal';
      const { now, timeZone } = reading;
      return [{ row, when: decideSending({ urgency, choices, isAway, now, timeZone }, way) }];
    });
    const due = decided.flatMap(({ row, when }) => (when === 'now' ? [row] : []));
    const later = decided.flatMap(({ row, when: until }) => (until instanceof Date ? [{ row, until }] : []));
    if (to === undefined) return { ready: undefined, unaddressed: due, later };
    if (due.length === 0) return { ready: undefined, unaddressed: [], later };
    // what comes by the others is shown on locked screens
    const named = rule?.names_in_messages === true && way === 'mail' ? sights : undefined;
    await auditNames(reading, { accountId, way }, due, named);
    const told = due.flatMap((row) => toldOf(parts, row, named?.get(row.occasion_id)));
    return {
      ready: {
        rows: due,
        to,
        words: composeNotice(told, { way, language: account.language, messageWays: parts.ways }),
      },
      unaddressed: [],
      later,
    };
  });
}

/** A name that leaves the server is a reading of a person's record. */
async function auditNames(
  reading: Reading,
  to: { accountId: string; way: Way },
  rows: readonly sql.DueMessage[],
  named: ReadonlyMap<string, Sight> | undefined,
): Promise<void> {
  const subjectIds = [
    ...new Set(
      rows.flatMap((row) => {
        const { nameOf, clientId } = named?.get(row.occasion_id) ?? {};
        return nameOf === undefined || clientId === undefined ? [] : [clientId];
      }),
    ),
  ];
  if (subjectIds.length === 0) return;
  const detail = { to: to.accountId, way: to.way };
  await reading.audited({ action: 'notification.send', subjectKind: 'client', subjectIds, detail });
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

/** Each counts its own attempts; what is tried again is tried together, as soon as the first may be. */
function fail(change: Change, rows: readonly sql.DueMessage[], failure: string): void {
  const { organisationId, now } = change;
  const alike = [...Map.groupBy(rows, (row) => `${row.attempts} ${row.failure}`).values()];
  const decided = alike.flatMap((ofSame) => {
    const [{ attempts: seen, failure: earlier } = { attempts: 0, failure: null }] = ofSame;
    return [
      { seen, ids: idsOf(ofSame), ...decideNextAttempt({ failures: seen + 1, failure, earlier }, now) },
    ];
  });
  const times = decided.flatMap(({ at }) => (at === undefined ? [] : [at.getTime()]));
  for (const { seen, ids, at, failure: said } of decided) {
    const state = at === undefined ? 'given_up' : 'waiting';
    const dueAt = at === undefined ? now : new Date(Math.min(...times));
    change.push(
      sql.markFailed({ organisationId, ids, seen, failures: seen + 1, failure: said, dueAt, state }),
    );
  }
}

/** They were to be told by this way, and their page is not open: somebody has to say it. */
function leaveToOperator(change: Change, rows: readonly sql.DueMessage[]): void {
  const { organisationId, now } = change;
  for (const { id, attempts } of rows)
    change.push(
      sql.markFailed({
        organisationId,
        ids: [id],
        seen: attempts,
        failures: attempts,
        failure: 'address_missing',
        dueAt: now,
        state: 'given_up',
      }),
    );
}

function idsOf(rows: readonly sql.DueMessage[]): string[] {
  return rows.map(({ id }) => id);
}
