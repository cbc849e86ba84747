import { reachOf } from '../../domain/access/roles.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import { listActiveStaff, type StaffMember } from '../staff/public.ts';
import type { NotificationKind, Sight } from './kind.ts';
import * as sql from './sql.ts';
import { dropKnownMessages } from './sql-messages.ts';

/** Occasions that are asked about at once. */
const PAGE = 500;

/** An occasion that is no longer as people were told. */
export interface Finding {
  readonly occasionId: string;
  readonly became: 'settled' | 'moved' | 'out_of_reach';
  /** notifications of whoever does not reach it any more */
  readonly lostIds: readonly string[];
}

/**
 * What became of matters that people were told of: seen to, moved to another site, or out of the reach of some whom they waited for. A
 * kind that fails is told and left for the next time; it keeps no other waiting.
 * @returns where to go on; undefined: these were the last
 */
export async function findChanged(
  reading: Reading,
  kinds: ReadonlyMap<string, NotificationKind>,
  after: string,
  onDefect: (error: unknown) => void,
): Promise<{ findings: Finding[]; next: string | undefined }> {
  const { organisationId } = reading;
  const [rows] = await reading.all(sql.listWatchedOccasions({ organisationId, after, limit: PAGE }));
  const next = rows.length < PAGE ? undefined : rows.at(-1)?.id;
  if (rows.length === 0) return { findings: [], next };
  const [told] = await reading.all(sql.listTold({ organisationId, occasionIds: rows.map(({ id }) => id) }));
  const staff = new Map((await listActiveStaff(reading)).map((member) => [member.id, member]));
  const toldOf = Map.groupBy(told, ({ occasion_id: id }) => id);
  const findings: Finding[] = [];
  for (const [name, ofKind] of Map.groupBy(rows, ({ kind }) => kind)) {
    const kind = kinds.get(name);
    // of another version, which knows what becomes of it
    if (kind === undefined) continue;
    try {
      const occasions = ofKind.map(({ matter_id: matterId, ...row }) => ({ ...row, matterId }));
      const sights = new Map((await kind.look(reading, occasions)).map((sight) => [sight.occasionId, sight]));
      for (const { id, site_id: siteId } of ofKind) {
        const found = findingOf(kind, { siteId, told: toldOf.get(id) ?? [] }, sights.get(id), staff);
        if (found !== undefined) findings.push({ occasionId: id, ...found });
      }
    } catch (error) {
      onDefect(error);
    }
  }
  return { findings, next };
}

function findingOf(
  kind: NotificationKind,
  { siteId, told }: { siteId: string | null; told: readonly { id: string; account_id: string }[] },
  sight: Sight | undefined,
  staff: ReadonlyMap<string, StaffMember>,
): Pick<Finding, 'became' | 'lostIds'> | undefined {
  if (sight?.waits !== true) return { became: 'settled', lostIds: [] };
  const lostIds = told
    .filter(({ account_id: accountId }) => {
      const member = staff.get(accountId);
      // of whoever is suspended nothing is known: they may be back before the matter is over
      return member !== undefined && !mayReach(member, kind, sight);
    })
    .map(({ id }) => id);
  const hasMoved = siteId !== null && sight.siteId !== undefined && sight.siteId !== siteId;
  if (hasMoved) return { became: 'moved', lostIds };
  return lostIds.length === 0 ? undefined : { became: 'out_of_reach', lostIds };
}

/** By role and site. Of what depends on more than that the row rules say, when it is shown. */
function mayReach(
  { assignments }: StaffMember,
  { permission }: NotificationKind,
  { siteId }: Sight,
): boolean {
  if (permission === 'own_account') return true;
  const reach = reachOf(assignments, permission);
  if (reach === undefined) return false;
  return reach.scope !== 'site' || siteId === undefined || reach.siteIds.includes(siteId);
}

/**
 * Nobody is rung for what a colleague saw to, and what moved is told anew where it is. Late or twice, it does no harm: what is spread
 * again asks its matter first, and tells only those who do not know.
 */
export function applyFindings(change: Change, findings: readonly Finding[]): void {
  const { organisationId, now } = change;
  const idsThat = (became: Finding['became']) =>
    findings.filter((finding) => finding.became === became).map(({ occasionId }) => occasionId);
  const [settled, moved] = [idsThat('settled'), idsThat('moved')];
  const lostIds = findings.flatMap((finding) => finding.lostIds);
  change.push(sql.settleOccasions({ organisationId, ids: settled, now }));
  change.push(sql.endNotifications({ organisationId, occasionIds: settled, ids: lostIds, now }));
  change.push(dropKnownMessages({ organisationId, now }));
  if (moved.length === 0) return;
  change.push(sql.spreadAgain({ organisationId, ids: moved }));
  change.ring('notify');
}
