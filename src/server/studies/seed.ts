import type { Deliveries, Enquiries } from '../deliveries/public.ts';
import { newId } from '../platform/database/ids.ts';
import { inThePast, seedWork } from '../platform/work/seed-work.ts';
import type { Services, Work } from '../platform/work/work.ts';
import { writeInterviews } from './interviews.ts';
import { joinStudy } from './participation.ts';
import { createStudy, registerStudy } from './planning.ts';
import { releaseStudy } from './releases.ts';

/** Between organisations, at the instant of the services. */
type ExchangeAt = (services: Services) => { readonly enquiries: Enquiries; readonly deliveries: Deliveries };

/** The alliance that owns the study, and the account that plans it. */
export interface DemoAlliance {
  readonly organisationId: string;
  readonly evaluatorId: string;
}

export interface DemoParticipant {
  readonly station: { readonly organisationId: string; readonly code: string; readonly supervisorId: string };
  readonly classes: readonly { readonly id: string; readonly arm: 'intervention' | 'comparison' }[];
}

const REGISTERED_DAYS_AGO = 80;
/** the last answers to the second wave may have come four days ago */
const RELEASED_DAYS_AGO = 3;

/** A study of the three regions, registered before its first round, joined by the stations. @returns its id */
export async function seedStudy(
  services: Services,
  alliance: DemoAlliance,
  participants: readonly DemoParticipant[],
  exchangeAt: ExchangeAt,
): Promise<string> {
  const past = inThePast(services, REGISTERED_DAYS_AGO);
  const { organisationId, evaluatorId } = alliance;
  const work = seedWork(past, { organisationId, actorId: evaluatorId });
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
      armsEn: {
        intervention: 'eight weeks, one lesson a week, led by the school social worker',
        comparison: 'lessons as usual, the same course next term',
      },
      allocation: 'existing_classes',
      primaryOutcome: { instrumentId: 'growth-check@1', scale: 'total' },
      reliability: { r: 0.85, kind: 'alpha', source: '演示用假定值；正式研究请填写发表的或本次基线的信度' },
      sd: { kind: 'baseline' },
      participantCodes: participants.map(({ station }) => station.code),
    }),
  );
  const { enquiries, deliveries } = exchangeAt(past);
  await registerStudy(work, enquiries, id);
  await deliveries.deliverDue(organisationId);
  for (const { station, classes } of participants) {
    const assigned = classes.map(({ id: classId, arm }) => ({ classId, arm }));
    await workOf(past, station).change((change) => joinStudy(change, id, { classes: assigned }));
  }
  return id;
}

/** What pupils and teachers of the first station said: invented, as everything here. */
const interviews = {
  interviews: 16,
  who: '学生 12 人、班主任 4 人',
  method: '八周后按同一提纲各谈约 20 分钟；两名社工分别归类，讨论一致后定下主题。',
  themes: [
    {
      title: '遇到难处愿意开口',
      titleEn: 'Speaking up when it is hard',
      description: '以前憋着，现在会找同学或老师说。',
      mentions: 11,
      quotes: [
        { text: '以前不知道跟谁说，现在至少知道可以去找谁。', who: '八年级学生' },
        { text: '下课来找我说话的孩子比上学期多。', who: '班主任' },
      ],
    },
    {
      title: '情绪上来先停一下',
      titleEn: 'Pausing before reacting',
      description: '呼吸和暂停的练习用得最多。',
      mentions: 9,
      quotes: [{ text: '跟我妈吵之前会先数到十，有时候就不吵了。', who: '七年级学生' }],
    },
    {
      title: '作业多的那几周坚持不下来',
      titleEn: 'Falling off in weeks of exams',
      description: '期中前后有三次课被占用，练习也停了。',
      mentions: 6,
      quotes: [{ text: '那两周真的没空做练习卡。', who: '八年级学生' }],
    },
  ],
};

/** The first station wrote down its interviews; each hands its sums to the alliance. */
export async function seedReleases(
  services: Services,
  studyId: string,
  participants: readonly DemoParticipant[],
  exchangeAt: ExchangeAt,
): Promise<void> {
  const past = inThePast(services, RELEASED_DAYS_AGO);
  const [first] = participants;
  if (first !== undefined) {
    await workOf(past, first.station).change((change) => writeInterviews(change, studyId, 0, interviews));
  }
  const { deliveries } = exchangeAt(past);
  for (const { station } of participants) {
    await releaseStudy(workOf(past, station), studyId);
    await deliveries.deliverDue(station.organisationId);
  }
}

function workOf(services: Services, { organisationId, supervisorId }: DemoParticipant['station']): Work {
  return seedWork(services, { organisationId, actorId: supervisorId });
}
