import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import {
  ListServiceDues,
  ListShiftAttendance,
  ListVolunteerServices,
  ReadCheckInCode,
  ReadStationCode,
} from '../../contract/attendance.ts';
import { call } from '../base/api.ts';
import { shownFor } from './code-clock.ts';

const key = ['attendance'] as const;
/** Somebody may check in by their telephone while the screen is shown. */
const AGAIN_MS = 12_000;
const AFTER_FAILURE_MS = 3_000;
/** The server's clock is asked just after the minute, not just before it. */
const INTO_THE_MINUTE_MS = 300;

/** The six digits, read again by itself before those that are shown have passed. */
export function checkInCodeQuery(shiftId: string) {
  return queryOptions({
    queryKey: [...key, 'code', shiftId],
    queryFn: ({ signal }) => call(ReadCheckInCode, { params: { id: shiftId }, signal }),
    staleTime: 0,
    gcTime: 0,
    retry: false,
    refetchInterval: ({ state: { data, dataUpdatedAt: readAt, status } }) =>
      data === undefined || status === 'error'
        ? AFTER_FAILURE_MS
        : shownFor({ expiresAt: data.expiresAt, readAt }) + INTO_THE_MINUTE_MS,
  });
}

/** Each reading is recorded: only the screen at the door reads it by the clock. */
export function attendanceQuery(shiftId: string, { isAtDoor = false } = {}) {
  return queryOptions({
    queryKey: [...key, 'shift', shiftId],
    queryFn: ({ signal }) => call(ListShiftAttendance, { params: { id: shiftId }, signal }),
    refetchInterval: isAtDoor ? AGAIN_MS : false,
  });
}

export const serviceDuesQuery = queryOptions({
  queryKey: [...key, 'dues'],
  queryFn: ({ signal }) => call(ListServiceDues, { signal }),
});

export function servicePages(volunteerId: string) {
  return infiniteQueryOptions({
    queryKey: [...key, 'volunteer', volunteerId],
    queryFn: ({ pageParam, signal }) =>
      call(ListVolunteerServices, {
        params: { id: volunteerId },
        query: { limit: 20, ...(pageParam === null ? {} : { after: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
}

export function stationCodeQuery(siteId: string) {
  return queryOptions({
    queryKey: [...key, 'station', siteId],
    queryFn: ({ signal }) => call(ReadStationCode, { params: { id: siteId }, signal }),
  });
}

/** Who came shows at the shift, what is recorded at the volunteer, and what is not in the list of dues. */
export function readAttendanceAnew(queryClient: QueryClient): void {
  void queryClient.invalidateQueries({ queryKey: key });
}
