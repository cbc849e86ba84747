import { createRandom, integerBetween, pick, type Random } from '../../domain/random.ts';
import { type EncounterKind, encounterKinds } from '../../domain/casework/encounter-kinds.ts';
import type { CaseStatus } from '../../domain/casework/lifecycle.ts';
import { permissions } from '../../domain/access/roles.ts';
import { newId } from '../platform/database/ids.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import { seedWork } from '../platform/work/seed-work.ts';
import type { Change, Services, Work } from '../platform/work/work.ts';
import { assignCase } from './cases.ts';
import { recordStep, transitCase } from './case-steps.ts';
import { requestClosure } from './closure-requests.ts';
import { insertEncounter } from './encounters.ts';
import { fileMandatoryReport } from './mandatory-reports.ts';
import { acceptReferral, createReferral } from './referrals.ts';
import { sealWords } from './sealed.ts';
import { insertCases, insertEncounters } from './sql-seed.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
/** Some next steps are over by now, some are to come. */
const NEXT_STEP_AFTER = 8 * DAY;
const everything = new Set(permissions);

/** How far each demo case has come; every state of the lifecycle that a station meets is among them. */
const REACHED: readonly CaseStatus[] = [
  'intake',
  'assessment',
  'plan',
  'intervention',
  'intervention',
  'intervention',
  'review',
  'closed',
  'closed',
  'follow_up',
  'withdrawn',
];

const REASONS = [
  '最近上课走神，作业常交不上，和同学来往少了。',
  '期中考试后情绪低落，说“怎么努力都没用”。',
  '与父母因手机使用发生激烈冲突，两天没有来上学。',
  '转学来的，午餐总是一个人，想要有人说说话。',
  '自己来站里，说晚上睡不着，担心考试。',
];
const TALKS = [
  '一起画了“一天的心情温度计”，找出最难的时段是晚自习之后。',
  '练习了“停一停、呼口气、换个说法”，愿意在家试三次。',
  '在校园里走了两圈，说起和好朋友和好的经过。',
];
const FAMILY_TALKS = [
  '家长来站，谈了作业时间的约定，双方各写下一件愿意做的事。',
  '和母亲一起看了这两周的睡眠记录，商量把手机留在客厅充电。',
];
const CALLS = [
  '电话回访，睡眠好一些，周末和表姐去打了羽毛球。',
  '电话里说这周主动问了一次老师，没有想的那么难。',
];

const ASKED = {
  closureReason: 'goals_met',
  outcome: 'partly_achieved',
  text: '睡眠和作业约定都已稳定四周，本人和家长同意结束，约定一个月后电话回访。',
} as const;

/** Between nine and five in China on the day of an instant. */
function officeHour(time: number, random: Random): number {
  return Math.floor(time / DAY) * DAY + (1 + random() * 7) * HOUR;
}

type Step = (change: Change, caseId: string, at: Date) => Promise<unknown>;

const record =
  (body: Omit<Parameters<typeof recordStep>[2], 'occurredAt'>): Step =>
  (change, caseId, at) =>
    recordStep(change, caseId, { ...body, occurredAt: at.toISOString() }, everything);
const move =
  (to: CaseStatus, reason?: string): Step =>
  (change, caseId) =>
    transitCase(change, caseId, reason === undefined ? { to } : { to, reason }, everything);
const meet =
  (kind: EncounterKind, note: string, minutes: number, nextStep?: string): Step =>
  (change, caseId, at) =>
    insertEncounter(change, {
      caseId,
      kind,
      occurredAt: at.toISOString(),
      minutes,
      note,
      ...(nextStep === undefined
        ? {}
        : { nextStep, nextStepOn: dayIn(change.timeZone, new Date(at.getTime() + NEXT_STEP_AFTER)) }),
    });

const sleep = { goal: '每周至少三晚十点半前入睡', measure: '睡眠记录' };
const homework = { goal: '与家长约定并执行作业时间', measure: '每周约定单' };

/** What happens in a case before the work, week by week. */
function preparation(): [CaseStatus, Step[]][] {
  return [
    [
      'intake',
      [record({ kind: 'intake', text: '本人和母亲来站，说明了服务内容与保密的范围，双方同意开始。' })],
    ],
    [
      'assessment',
      [
        move('assessment'),
        record({
          kind: 'assessment',
          riskLevel: 'medium',
          text: '压力主要来自学业与亲子沟通；有一位要好的同学，愿意改变。',
        }),
      ],
    ],
    [
      'plan',
      [
        move('plan'),
        record({
          kind: 'plan',
          text: '与本人、家长商定八周计划。',
          goals: [sleep, homework],
        }),
      ],
    ],
  ];
}

/** The work and its end, week by week. */
function workAndEnd([first = '', second = '', third = '']: readonly string[]): [CaseStatus, Step[]][] {
  return [
    [
      'intervention',
      [
        move('intervention'),
        meet('individual', first, 45),
        meet('family', second, 60),
        meet('phone', third, 15, '到家里坐一次，看看睡眠记录'),
      ],
    ],
    [
      'review',
      [
        move('review'),
        record({
          kind: 'review',
          text: '八周目标达成两项中的一项半，本人自评从 3 分到 6 分。',
          goals: [
            { ...sleep, state: 'achieved' },
            { ...homework, state: 'partly' },
          ],
        }),
      ],
    ],
    [
      'closed',
      [
        record({
          kind: 'closure',
          closureReason: 'goals_met',
          outcome: 'partly_achieved',
          text: '目标基本达成，约定一个月后回访。',
        }),
        move('closed'),
      ],
    ],
    ['follow_up', [move('follow_up')]],
  ];
}

/** What happened in a case until it came as far as `reached`. */
function storyOf(reached: CaseStatus, notes: readonly string[]): Step[] {
  const stages = [...preparation(), ...workAndEnd(notes)];
  if (reached === 'withdrawn') return [...(stages[0]?.[1] ?? []), move('withdrawn', '家长表示暂时不需要')];
  const last = stages.findIndex(([status]) => status === reached);
  return stages.slice(0, last + 1).flatMap(([, steps]) => steps);
}

interface SeedStation {
  readonly organisationId: string;
  readonly supervisorId: string;
  /** other workers, each of whom has some cases together with the first */
  readonly colleagueIds: readonly string[];
  readonly sites: readonly { readonly id: string }[];
}

interface SeedClass {
  readonly siteId: string;
  readonly students: readonly { readonly id: string; readonly hasConsent: boolean }[];
}

/** Cases of a station in every state, open referrals, and one report that is still to be made. */
export async function seedCases(
  services: Services,
  station: SeedStation,
  workerId: string,
  classes: readonly SeedClass[],
  seed: number,
): Promise<void> {
  const random = createRandom(seed);
  const firstSites = new Set(station.sites.slice(0, 2).map(({ id }) => id));
  const students = classes
    .filter(({ siteId }) => firstSites.has(siteId))
    .flatMap((group) => group.students.filter(({ hasConsent }) => hasConsent).slice(0, 3));
  const now = services.clock().getTime();
  const { organisationId, supervisorId } = station;
  const at = (time: Date, actorId = supervisorId) => seedWork(services, { organisationId, actorId }, time);
  const refer = (clientId: string, time: Date, urgency: 'routine' | 'soon' | 'urgent') =>
    at(time).change((change) =>
      createReferral(change, {
        clientId,
        source: pick(random, ['teacher', 'self', 'guardian'] as const),
        urgency,
        reason: pick(random, REASONS),
      }),
    );
  for (const [index, reached] of REACHED.entries()) {
    const student = students[index];
    if (student === undefined) break;
    const steps = storyOf(reached, [pick(random, TALKS), pick(random, FAMILY_TALKS), pick(random, CALLS)]);
    const firstDay = now - (steps.length * 5 + integerBetween(random, 2, 6)) * DAY;
    let time = officeHour(firstDay, random);
    const referral = await refer(student.id, new Date(time), 'soon');
    const caseId = newId(time);
    await at(new Date(time + HOUR)).change((change) =>
      acceptReferral(change, referral.id, { caseId, workerId }),
    );
    for (const step of steps) {
      time = officeHour(time + 5 * DAY, random);
      const moment = new Date(time);
      await at(moment, workerId).change((change) => step(change, caseId, moment));
    }
    const colleagueId = station.colleagueIds[index % (station.colleagueIds.length + 1)];
    if (colleagueId !== undefined)
      await at(new Date(time + HOUR)).change((change) =>
        assignCase(change, caseId, [workerId, colleagueId], everything),
      );
    // one waits in the supervisor's queue
    if (reached === 'review')
      await at(new Date(now - 3 * HOUR), workerId).change((change) =>
        requestClosure(change, caseId, ASKED, everything),
      );
    if (index === 3) await reportHarm(at(new Date(now - HOUR / 2), workerId), student.id);
  }
  const [open, urgent] = students.slice(REACHED.length);
  if (open !== undefined) await refer(open.id, new Date(now - DAY), 'routine');
  if (urgent !== undefined) await refer(urgent.id, new Date(now - 2 * HOUR), 'urgent');
}

/** Discovered as it is written down, and nothing is reported yet. */
function reportHarm(work: Work, clientId: string): Promise<unknown> {
  return work.change((change) =>
    fileMandatoryReport(change, clientId, {
      discoveredAt: change.now.toISOString(),
      text: '会谈中发现手臂有新的瘀伤，孩子说是家里人打的。',
    }),
  );
}

/** A case of a seeded organisation, with so many encounters. */
export interface SyntheticCase {
  readonly id: string;
  readonly clientId: string;
  readonly wrapped: Buffer;
  readonly siteId: string;
  readonly workerIds: readonly string[];
  readonly number: string;
  readonly encounters: number;
  readonly openedAt: Date;
  readonly isOpen: boolean;
}

const WEEK = 7 * 86_400_000;
const ENCOUNTER_ROWS = 4_000;

/** Cases with weekly encounters, in few statements. */
export function insertManyCases(change: Change, cases: readonly SyntheticCase[]): void {
  const { organisationId, now, keys } = change;
  if (cases.length === 0) return;
  change.push(
    insertCases(
      cases.map(({ id, clientId, siteId, workerIds, number, encounters, openedAt, isOpen }) => ({
        organisation_id: organisationId,
        id,
        client_id: clientId,
        site_id: siteId,
        worker_ids: [...workerIds],
        number,
        status: isOpen ? 'intervention' : 'closed',
        closed_at: isOpen ? null : new Date(openedAt.getTime() + encounters * WEEK),
        opened_at: openedAt,
        created_at: openedAt,
        updated_at: openedAt,
      })),
    ),
  );
  const encounters = cases.flatMap((item) =>
    Array.from({ length: item.encounters }, (_, index) => {
      const id = newId(now.getTime());
      const at = new Date(item.openedAt.getTime() + index * WEEK);
      return {
        organisation_id: organisationId,
        id,
        case_id: item.id,
        client_id: item.clientId,
        site_id: item.siteId,
        worker_ids: [...item.workerIds],
        kind: encounterKinds[index % encounterKinds.length] ?? 'individual',
        occurred_at: at,
        minutes: 30 + (index % 4) * 15,
        note: sealWords(keys, item, 'encounter', id, { note: `合成记录：第 ${index + 1} 次会谈，内容略。` }),
        recorded_by: item.workerIds[0] ?? '',
        created_at: at,
      };
    }),
  );
  for (let start = 0; start < encounters.length; start += ENCOUNTER_ROWS) {
    change.push(insertEncounters(encounters.slice(start, start + ENCOUNTER_ROWS)));
  }
}
