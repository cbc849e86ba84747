import { type QueryClient, queryOptions } from '@tanstack/react-query';
import {
  type ActionItemView,
  ListActionItems,
  ListMeetingColleagues,
  ListMeetings,
  type MeetingView,
  ReadMeeting,
} from '../../contract/meetings.ts';
import { call } from '../base/api.ts';
import type { MeetingTime } from './views.ts';

const key = ['meetings'] as const;
/** What another organisation says arrives a moment later. */
const AGAIN_MS = 15_000;

export function meetingsQuery(when: MeetingTime) {
  return queryOptions({
    queryKey: [...key, 'list', when],
    queryFn: ({ signal }) => call(ListMeetings, { query: { when }, signal }),
    refetchInterval: AGAIN_MS,
  });
}

/** Those to come, of one alliance. */
export function allianceMeetingsQuery(allianceId: string) {
  return queryOptions({
    queryKey: [...key, 'list', 'of', allianceId],
    queryFn: ({ signal }) => call(ListMeetings, { query: { when: 'coming', allianceId }, signal }),
    refetchInterval: AGAIN_MS,
  });
}

export function meetingQuery(id: string) {
  return queryOptions({
    queryKey: [...key, 'one', id],
    queryFn: ({ signal }): Promise<MeetingView> => call(ReadMeeting, { params: { id }, signal }),
    refetchInterval: AGAIN_MS,
  });
}

export function itemsQuery(query: {
  readonly mine?: boolean;
  readonly open?: boolean;
  readonly allianceId?: string;
}) {
  return queryOptions({
    queryKey: [...key, 'items', query],
    queryFn: ({ signal }) => call(ListActionItems, { query, signal }),
  });
}

export const meetingColleaguesQuery = queryOptions({
  queryKey: [...key, 'colleagues'],
  queryFn: ({ signal }) => call(ListMeetingColleagues, { signal }),
});

/** Keeps what was answered, and reads again what follows from it. */
export function keepMeeting(queryClient: QueryClient, meeting: MeetingView): void {
  queryClient.setQueryData(meetingQuery(meeting.id).queryKey, meeting);
  void queryClient.invalidateQueries({ queryKey: key });
}

export function keepItem(queryClient: QueryClient, _item: ActionItemView): void {
  void queryClient.invalidateQueries({ queryKey: key });
}
