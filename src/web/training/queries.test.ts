import { QueryClient } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import type { EnrolmentView } from '../../contract/training.ts';
import { courseQuery, enrolmentsQuery, keepEnrolment } from './queries.ts';

const enrolment = (id: string, attendedMinutes: number): EnrolmentView => ({
  id,
  accountId: id,
  state: 'enrolled',
  position: null,
  enrolledBy: id,
  enrolledAt: '2027-03-01T01:00:00Z',
  changedAt: '2027-03-01T01:00:00Z',
  marks: [],
  attendedMinutes,
  creditedMinutes: 0,
  isCompleted: false,
  certificate: null,
});

it('whom somebody marked stands in the list as was answered, and the whole list is not read again for it', () => {
  const queryClient = new QueryClient();
  const [list, course] = [enrolmentsQuery('c').queryKey, courseQuery('c').queryKey];
  queryClient.setQueryData(list, { items: [enrolment('a', 0), enrolment('b', 0)] });
  queryClient.setQueryData(course, {} as never);
  keepEnrolment(queryClient, 'c', enrolment('b', 60));
  expect(queryClient.getQueryData(list)?.items).toEqual([enrolment('a', 0), enrolment('b', 60)]);
  expect(queryClient.getQueryState(list)?.isInvalidated).toBe(false);
  // at which lessons somebody was marked
  expect(queryClient.getQueryState(course)?.isInvalidated).toBe(true);
});
