import type { CourseView, EnteredCourseBody } from '../../contract/training.ts';
import type { Role } from '../../domain/access/roles.ts';
import { daysAfter } from '../../domain/calendar/calendar-event.ts';
import { clockTimeIn, instantOf } from '../../domain/calendar/clock-time.ts';
import { lengthOf } from '../../domain/training/lessons.ts';
import type { CalendarDay } from '../../domain/people/calendar-day.ts';
import { newId } from '../base/ids.ts';
import { Problem } from '../base/problem.ts';

export interface LessonValues {
  id: string;
  title?: string;
  day?: CalendarDay;
  /** HH:MM */
  from?: string;
  to?: string;
  /** empty: from beginning to end */
  minutes?: number | null;
}

export interface CourseValues {
  title: string;
  content: string;
  kind: CourseView['kind'];
  organiser?: string;
  place?: string;
  link?: string;
  roles?: Role[];
  specialities?: CourseView['specialities'];
  capacity?: number | null;
  share?: number | null;
  /** empty: all minutes */
  creditMinutes?: number | null;
  lessons: LessonValues[];
}

/** What most courses ask for. */
const SHARE = 80;

export const newLesson = (): LessonValues => ({ id: newId() });

/** It ends on the next day. */
export function isOverNight({ from = '', to = '' }: Pick<LessonValues, 'from' | 'to'>): boolean {
  return to !== '' && to <= from;
}

export function newCourse(): CourseValues {
  return { title: '', content: '', kind: 'own', share: SHARE, lessons: [newLesson()] };
}

export function valuesOf(zone: string, course: CourseView): CourseValues {
  return {
    title: course.title,
    content: course.content,
    kind: course.kind,
    organiser: course.organiser,
    place: course.place,
    link: course.link,
    roles: course.roles,
    specialities: course.specialities,
    capacity: course.capacity,
    share: course.share,
    creditMinutes: course.creditMinutes === course.minutes ? null : course.creditMinutes,
    lessons: course.lessons.map(({ id, title, startsAt, endsAt, minutes }) => {
      const [day = '', from = ''] = clockTimeIn(zone, startsAt).split('T');
      const [, to = ''] = clockTimeIn(zone, endsAt).split('T');
      return {
        id,
        title,
        day,
        from,
        to,
        minutes: minutes === lengthOf({ startsAt, endsAt }) ? null : minutes,
      };
    }),
  };
}

export function bodyOf(zone: string, values: CourseValues): EnteredCourseBody {
  const lessons = values.lessons.map(({ id, title = '', day = '', from = '', to = '', minutes }) => {
    const lastDay = isOverNight({ from, to }) ? daysAfter(day, 1) : day;
    const times = {
      startsAt: instantOf(zone, `${day}T${from}`),
      endsAt: instantOf(zone, `${lastDay}T${to}`),
    };
    return { id, title, ...times, minutes: minutes ?? lengthOf(times) };
  });
  const whole = lessons.reduce((sum, { minutes }) => sum + minutes, 0);
  return {
    title: values.title,
    content: values.content,
    kind: values.kind,
    organiser: values.organiser ?? '',
    place: values.place ?? '',
    link: values.link ?? '',
    roles: values.roles ?? [],
    specialities: values.specialities ?? [],
    capacity: values.capacity ?? null,
    share: values.share ?? SHARE,
    creditMinutes: values.creditMinutes ?? whole,
    lessons,
  };
}

/** A refusal of a lesson's times stands at its day. */
export function atFields(error: unknown): unknown {
  if (!(error instanceof Problem)) return error;
  const fields = error.fields.map(({ field, message }) => ({
    field: field.replace(/^(lessons\/\d+)\/startsAt$/u, '$1/day'),
    message,
  }));
  return new Problem({ ...error, fields });
}
