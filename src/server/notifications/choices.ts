import type { ChangeNotificationChoices, NotificationChoices } from '../../contract/notifications.ts';
import type { BodyOf } from '../../contract/operation.ts';
import { type Choices, usualChoices, type Way, ways } from '../../domain/notifications/choices.ts';
import { AppError } from '../platform/work/errors.ts';
import { isMadeAlready } from '../platform/work/repeated-change.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import type { Static } from 'typebox';
import { type ContactWayRow, viewWay } from './contact-way-view.ts';
import type { MessageWays } from './message-ways.ts';
import * as sql from './sql-choices.ts';

export type ChoicesView = Static<typeof NotificationChoices>;

interface ChoiceRow {
  urgent_ways: string[];
  normal_ways: string[];
  quiet_from: number | null;
  quiet_until: number | null;
  digest_at: number | null;
}

export function choicesOf(row: ChoiceRow): Choices {
  const { quiet_from: from, quiet_until: until } = row;
  return {
    urgent: ways.filter((way) => row.urgent_ways.includes(way)),
    normal: ways.filter((way) => row.normal_ways.includes(way)),
    quiet: from === null || until === null ? undefined : { from, until },
    digestAt: row.digest_at ?? undefined,
  };
}

export async function readChoices(
  reading: Pick<Reading, 'all' | 'organisationId' | 'keys'>,
  accountId: string,
  messageWays: MessageWays,
): Promise<ChoicesView> {
  const { organisationId, keys } = reading;
  const input = { organisationId, accountId };
  const [[chosen], addresses] = await reading.all(sql.readChoice(input), sql.listWaysOf(input));
  const { urgent, normal, quiet, digestAt } = chosen === undefined ? usualChoices : choicesOf(chosen);
  return {
    urgent: [...urgent],
    normal: [...normal],
    quiet: quiet === undefined ? null : { from: clockOf(quiet.from), until: clockOf(quiet.until) },
    digestAt: digestAt === undefined ? null : clockOf(digestAt),
    version: chosen?.version ?? 0,
    ways: ways.map((way) => ({
      way,
      isAvailable: messageWays.can(way),
      ...viewWay(keys, accountId, way, addresses.find(isOf(way))),
    })),
  };
}

function isOf(way: Way) {
  return (row: ContactWayRow) => row.way === way;
}

/** @throws AppError version_conflict */
export async function changeChoices(
  change: Change,
  accountId: string,
  version: number,
  body: BodyOf<typeof ChangeNotificationChoices>,
  messageWays: MessageWays,
): Promise<ChoicesView> {
  const { organisationId, now } = change;
  const { urgent, normal, quiet, digestAt } = body;
  const written = await change.first(
    sql.putChoice({
      organisationId,
      accountId,
      urgent,
      normal,
      quietFrom: quiet === null ? null : minuteOf(quiet.from),
      quietUntil: quiet === null ? null : minuteOf(quiet.until),
      digestAt: digestAt === null ? null : minuteOf(digestAt),
      version,
      now,
    }),
  );
  const there = await readChoices(change, accountId, messageWays);
  // the order in which ways are named says nothing
  const sent = { ...body, urgent: inOrder(urgent), normal: inOrder(normal) };
  if (written === undefined && !isMadeAlready(version, sent, there))
    throw new AppError('version_conflict', { parameters: { fields: 'choices' }, extra: { current: there } });
  if (written !== undefined)
    change.audit({ action: 'notification.choose', subjectKind: 'account', subjectIds: [accountId] });
  return there;
}

function inOrder(named: readonly Way[]): Way[] {
  return ways.filter((way) => named.includes(way));
}

function clockOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

function minuteOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
}
