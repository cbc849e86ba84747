import type { EnteredCourseBody } from '../../contract/training.ts';
import { daysAfter } from '../../domain/calendar/calendar-event.ts';
import { instantOf } from '../../domain/calendar/clock-time.ts';
import { newId } from '../platform/database/ids.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import { inThePast, seedWork } from '../platform/work/seed-work.ts';
import type { Services } from '../platform/work/work.ts';
import { markAttendance } from './attendance.ts';
import { createCourse, moveCourse, readCourse } from './courses.ts';
import { enrol } from './enrolments.ts';

/** A course of a station of the demo. */
interface DemoCourse extends Omit<EnteredCourseBody, 'lessons' | 'creditMinutes'> {
  readonly lessons: readonly {
    readonly title: string;
    /** from today on, or before it */
    readonly days: number;
    readonly from: string;
    readonly to: string;
    readonly minutes: number;
  }[];
  /** who takes part, each with the minutes that they were there at each lesson that is over */
  readonly people: readonly { readonly accountId: string; readonly minutes: readonly number[] }[];
}

interface At {
  readonly organisationId: string;
  /** who runs the course */
  readonly actorId: string;
}

/** Planned a month before its first lesson; where all of it is over, attended and ended. */
async function seedCourse(
  services: Services,
  at: At,
  { lessons, people, ...said }: DemoCourse,
): Promise<void> {
  const caller = { accountId: at.actorId, isManager: true };
  const courseId = newId();
  const daysBack = 30 - Math.min(...lessons.map(({ days }) => days), 0);
  const today = services.clock();
  const made = await seedWork(inThePast(services, daysBack), at).change(async (change) => {
    const day = dayIn(change.timeZone, today);
    const entered = lessons.map(({ title, days, from, to, minutes }) => ({
      id: newId(),
      title,
      startsAt: instantOf(change.timeZone, `${daysAfter(day, days)}T${from}`),
      endsAt: instantOf(change.timeZone, `${daysAfter(day, days)}T${to}`),
      minutes,
    }));
    const creditMinutes = entered.reduce((sum, { minutes }) => sum + minutes, 0);
    await createCourse(change, caller, { id: courseId, ...said, creditMinutes, lessons: entered });
    const opened = await moveCourse(change, caller, { id: courseId, version: 1, to: { state: 'open' } });
    for (const { accountId } of people) await enrol(change, caller, courseId, { id: newId(), accountId });
    return opened;
  });
  if (new Date(made.endsAt) > today) return;
  await seedWork(services, at).change(async (change) => {
    for (const { accountId, minutes } of people) {
      const { own } = await readCourse(change, { accountId, isManager: false }, courseId);
      if (own === null) continue;
      for (const [index, lesson] of made.lessons.entries()) {
        const marked = { lessonId: lesson.id, accountId: at.actorId };
        const attended = { id: newId(), enrolmentId: own.id, minutes: minutes[index] ?? lesson.minutes };
        await markAttendance(change, marked, attended);
      }
    }
    await moveCourse(change, caller, { id: courseId, version: made.version, to: { state: 'ended' } });
  });
}

/** One that is over, with attendance, and one that colleagues may still enrol in. */
export async function seedTraining(
  services: Services,
  at: At,
  { workerId, coordinatorId }: { workerId: string; coordinatorId: string },
): Promise<void> {
  await seedCourse(services, at, {
    title: '儿童保护与强制报告',
    content: '怎样识别伤害的迹象，发现后立即向谁报告、怎样记录；用两个改编的案例演练。',
    organiser: '',
    kind: 'own',
    place: '机构三楼会议室',
    link: '',
    roles: [],
    specialities: ['child_protection'],
    capacity: 20,
    share: 80,
    lessons: [
      { title: '识别与报告', days: -20, from: '14:00', to: '17:00', minutes: 170 },
      { title: '案例演练', days: -13, from: '14:00', to: '17:00', minutes: 170 },
    ],
    people: [
      { accountId: workerId, minutes: [170, 150] },
      { accountId: coordinatorId, minutes: [170, 0] },
    ],
  });
  await seedCourse(services, at, {
    title: '儿童绘画与会谈',
    content: '用绘画开始谈话：材料、提问和边界。请带一份自己做过的记录（隐去姓名）。',
    organiser: '市社会工作协会',
    kind: 'outside',
    place: '市社会工作协会培训室',
    link: '',
    roles: ['worker', 'supervisor'],
    specialities: ['mental_health', 'trauma'],
    capacity: 12,
    share: 80,
    lessons: [
      { title: '绘画作为语言', days: 9, from: '09:00', to: '12:00', minutes: 180 },
      { title: '督导下的练习', days: 16, from: '09:00', to: '12:00', minutes: 180 },
    ],
    people: [],
  });
}
