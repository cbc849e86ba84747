import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import type { QueryOf } from '../../contract/operation.ts';
import {
  type CourseView,
  type EnrolmentView,
  ListCourses,
  ListEnrolments,
  ReadCourse,
} from '../../contract/training.ts';
import { call } from '../base/api.ts';

const key = ['courses'] as const;
/** Somebody may enrol or withdraw while the page is open. */
const AGAIN_MS = 30_000;

export type CourseViewName = NonNullable<QueryOf<typeof ListCourses>['view']>;

export function coursePages(view: CourseViewName) {
  return infiniteQueryOptions({
    queryKey: [...key, 'list', view],
    queryFn: ({ pageParam, signal }) =>
      call(ListCourses, { query: { view, ...(pageParam === null ? {} : { after: pageParam }) }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: AGAIN_MS,
  });
}

export function courseQuery(id: string) {
  return queryOptions({
    queryKey: [...key, 'one', id],
    queryFn: ({ signal }): Promise<CourseView> => call(ReadCourse, { params: { id }, signal }),
    refetchInterval: AGAIN_MS,
  });
}

export function enrolmentsQuery(id: string) {
  return queryOptions({
    queryKey: [...key, 'enrolments', id],
    queryFn: ({ signal }) => call(ListEnrolments, { params: { id }, signal }),
    refetchInterval: AGAIN_MS,
  });
}

/** Keeps what was answered, and reads again what follows from it. */
export function keepCourse(queryClient: QueryClient, course: CourseView | undefined): void {
  if (course !== undefined) queryClient.setQueryData(courseQuery(course.id).queryKey, course);
  void queryClient.invalidateQueries({ queryKey: key });
}

/** Whoever marks a hundred in a row reads no whole list for each: the one who was marked stands in it as was answered. */
export function keepEnrolment(queryClient: QueryClient, courseId: string, enrolment: EnrolmentView): void {
  queryClient.setQueryData(
    enrolmentsQuery(courseId).queryKey,
    (there) => there && { items: there.items.map((one) => (one.id === enrolment.id ? enrolment : one)) },
  );
  void queryClient.invalidateQueries({ queryKey: courseQuery(courseId).queryKey });
}

export function readCoursesAnew(queryClient: QueryClient): void {
  void queryClient.invalidateQueries({ queryKey: key });
}
