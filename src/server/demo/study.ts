import { createStudy, joinStudy, registerStudy, releaseStudy } from '../studies/public.ts';
import { systemSettings } from '../platform/audit-seal.ts';
import { newId } from '../platform/ids.ts';
import { type Services, Work } from '../platform/work.ts';
import { inThePast } from './past.ts';
import { actingAs, type DemoClass, type DemoStation } from './students.ts';

/** The alliance that owns the study, and the account that plans it. */
export interface DemoAlliance {
  readonly organisationId: string;
  readonly evaluatorId: string;
}

export interface DemoParticipant {
  readonly station: DemoStation;
  readonly classes: readonly DemoClass[];
}

const REGISTERED_DAYS_AGO = 80;
const RELEASED_DAYS_AGO = 5;
const origin = { requestId: 'seed', language: 'zh-CN' } as const;

/** A study of the three regions, registered before its first round, joined by the stations. @returns its id */
export async function seedStudy(
  services: Services,
  alliance: DemoAlliance,
  participants: readonly DemoParticipant[],
): Promise<string> {
  const past = inThePast(services, REGISTERED_DAYS_AGO);
  const owner = { ...systemSettings(alliance.organisationId), actorId: alliance.evaluatorId };
  const work = new Work(past, owner, origin);
  const id = newId(work.now.getTime());
  await work.change((change) =>
    createStudy(change, {
      id,
      title: '暖途八周：三地班级对照研究',
      titleEn: 'Warm Way in eight weeks: a controlled study of classes in three regions',
      question:
        '与等候的班级相比，参加八周暖途课程的班级，八周后成长问卷总平均分（考虑开始时的分数）是否更高？',
      questionEn:
        'Given the score at the start, do classes with the eight weeks of Warm Way score higher on the growth check after eight weeks than classes that wait?',
      playbookId: 'warm-way@1',
      arms: {
        intervention: '八周课程，每周一节，由学校社工带领',
        comparison: '照常上课，下学期参加同样的课程',
      },
      allocation: 'existing_classes',
      primaryOutcome: { instrumentId: 'growth-check@1', scale: 'total' },
      reliability: { r: 0.85, kind: 'alpha', source: '演示用假定值；正式研究请填写发表的或本次基线的信度' },
      sd: { kind: 'baseline' },
      participantCodes: participants.map(({ station }) => station.code),
    }),
  );
  await registerStudy(work, doorOf(past), id);
  for (const { station, classes } of participants) {
    const assigned = classes.map(({ id: classId, arm }) => ({ classId, arm }));
    await new Work(past, actingAs(station), origin).change((change) =>
      joinStudy(change, id, { classes: assigned }),
    );
  }
  return id;
}

/** Each station hands its sums to the alliance. */
export async function seedReleases(
  services: Services,
  studyId: string,
  participants: readonly DemoParticipant[],
): Promise<void> {
  const past = inThePast(services, RELEASED_DAYS_AGO);
  for (const { station } of participants) {
    await releaseStudy(new Work(past, actingAs(station), origin), doorOf(past), studyId);
  }
}

function doorOf(services: Services) {
  return (organisationId: string) => new Work(services, systemSettings(organisationId), origin);
}
