import type { RegisteredKind } from '../../domain/talent/education.ts';
import type { Speciality } from '../../domain/talent/professional-words.ts';
import type { SpokenLanguage } from '../../domain/volunteers/profile-words.ts';
import type { Deliveries } from '../deliveries/public.ts';
import { newId } from '../platform/database/ids.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import { seedWork } from '../platform/work/seed-work.ts';
import type { Change, Services } from '../platform/work/work.ts';
import { sendTalentFigures } from './figures.ts';
import { putOwnProfile, putProfileOf } from './profiles.ts';
import { addRecord } from './records.ts';
import { putRules, readRules } from './rules.ts';
import { recordSupervision } from './supervision.ts';

/** One of the staff in the demo. */
export interface DemoProfessional {
  readonly specialities: readonly Speciality[];
  readonly languages: readonly SpokenLanguage[];
  readonly isLendable?: true;
  /** left out: a full week */
  readonly weeklyHours?: number;
  readonly registered: {
    readonly code: RegisteredKind;
    readonly daysAgo: number;
    /** below 0: it has ended */
    readonly daysLeft: number;
  };
  /** that a colleague has confirmed, of this year */
  readonly educationHours: number;
  /** that nobody has looked at yet */
  readonly waitingHours?: number;
}

const DAY_MS = 86_400_000;
const HOUR = 60;
/** Of the courses that somebody was at, so long each. */
const COURSE_HOURS = 12;
const COURSES = ['危机干预与安全计划', '学校小组工作实务', '创伤知情照护', '个案记录与评估'];

/** What the staff of a station say of themselves, and what colleagues have seen; group supervision a week ago. */
export async function seedTalent(
  services: Services,
  { organisationId, supervisorId }: { organisationId: string; supervisorId: string },
  people: ReadonlyMap<string, DemoProfessional>,
): Promise<void> {
  const by = (actorId: string) => seedWork(services, { organisationId, actorId });
  for (const [accountId, person] of people) {
    await by(accountId).change((change) => sayOfSelf(change, accountId, person));
    // nobody confirms their own: of a supervisor a colleague does
    const seenBy =
      accountId === supervisorId ? [...people.keys()].find((id) => id !== accountId) : supervisorId;
    if (seenBy !== undefined)
      await by(seenBy).change((change) => confirmOf(change, { accountId, seenBy }, person));
  }
  // small stations that want a department to see how loaded they are
  await by(supervisorId).change(async (change) => {
    const { version, ...rules } = await readRules(change);
    await putRules(change, supervisorId, { version, body: { ...rules, tellFrom: 3 } });
  });
  const participantIds = [...people.keys()].filter((id) => id !== supervisorId);
  await by(supervisorId).change((change) =>
    recordSupervision(change, supervisorId, {
      id: newId(),
      kind: 'group',
      supervisorId,
      supervisorName: null,
      heldAt: afternoon(change.now.getTime() - 7 * DAY_MS).toISOString(),
      minutes: 90,
      participantIds,
      topics: '两例与家长沟通受阻的个案：先听家长最担心什么，再谈约定；何时该转介。',
      agreed: '各自先试一次“先问三个问题”，下次带一段记录来。',
      replacesId: null,
    }),
  );
}

/** Sums of a station for whoever plans for several. */
export async function seedTalentReports(
  services: Services,
  { organisationId, supervisorId }: { organisationId: string; supervisorId: string },
  { receiverIds, deliveries }: { receiverIds: readonly string[]; deliveries: Deliveries },
): Promise<void> {
  for (const receiverId of receiverIds)
    await seedWork(services, { organisationId, actorId: supervisorId }).change((change) =>
      sendTalentFigures(change, supervisorId, { id: newId(), receiverId }),
    );
  await deliveries.deliverDue(organisationId);
}

/** Two o'clock in China on the day of an instant. */
function afternoon(time: number): Date {
  return new Date(Math.floor(time / DAY_MS) * DAY_MS + 6 * HOUR * 60_000);
}

async function sayOfSelf(change: Change, accountId: string, person: DemoProfessional): Promise<void> {
  const { specialities, languages, isLendable = false, waitingHours } = person;
  const body = { specialities: [...specialities], languages: [...languages], isLendable };
  await putOwnProfile(change, { accountId, version: 0, body });
  if (waitingHours !== undefined)
    await addRecord(
      change,
      { accountId, by: accountId },
      courseOf(change, { hours: waitingHours, daysAgo: 3 }),
    );
}

async function confirmOf(
  change: Change,
  { accountId, seenBy }: { accountId: string; seenBy: string },
  person: DemoProfessional,
): Promise<void> {
  const { specialities, languages, weeklyHours, registered, educationHours } = person;
  const of = { accountId, by: seenBy };
  const day = (days: number) => dayIn(change.timeZone, new Date(change.now.getTime() + days * DAY_MS));
  await addRecord(change, of, {
    ...NOTHING_MORE,
    id: newId(),
    record: 'qualification',
    code: registered.code,
    title: '',
    reference: `演示-${registered.daysAgo}-${educationHours}`,
    from: day(-registered.daysAgo),
    until: day(registered.daysLeft),
  });
  for (let hours = educationHours, index = 1; hours > 0; hours -= COURSE_HOURS, index += 1)
    await addRecord(
      change,
      of,
      courseOf(change, { hours: Math.min(hours, COURSE_HOURS), daysAgo: index * 21 }),
    );
  if (weeklyHours === undefined) return;
  const weeklyMinutes = weeklyHours * HOUR;
  await putProfileOf(change, seenBy, {
    accountId,
    version: 1,
    body: { specialities: [...specialities], languages: [...languages], weeklyMinutes },
  });
}

const NOTHING_MORE = { organiser: '', reference: '', until: null, minutes: null };

function courseOf({ timeZone, now }: Change, { hours, daysAgo }: { hours: number; daysAgo: number }) {
  return {
    ...NOTHING_MORE,
    id: newId(),
    record: 'education' as const,
    code: 'course',
    title: COURSES[daysAgo % COURSES.length] ?? '',
    organiser: '高校实务教研组',
    from: dayIn(timeZone, new Date(now.getTime() - daysAgo * DAY_MS)),
    minutes: hours * HOUR,
  };
}
