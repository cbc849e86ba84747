import { type Static, Type } from 'typebox';
import { actionItemStates, attendeeAnswers, meetingKinds } from '../domain/meetings/meeting.ts';
import {
  CalendarDay,
  Exactly,
  Id,
  IdParams,
  Instant,
  LineText,
  Nullable,
  OneOf,
  operation,
  PageOf,
  PlainText,
} from './operation.ts';
import { Party } from './organisations.ts';

const tag = 'meetings';

const Title = LineText({ minLength: 1, maxLength: 120 });
const Place = LineText({ maxLength: 300, description: 'a room, or the address of a conference' });
const Reason = PlainText({ minLength: 1, maxLength: 1000 });
const MOST_AT_ONCE = 200;
const Ids = Type.Array(Id, { minItems: 1, maxItems: MOST_AT_ONCE, uniqueItems: true });

const partyAnswers = ['waiting', 'coming', 'declined'] as const;

const item = {
  id: Id,
  allianceId: Id,
  allianceName: Type.String(),
  organiser: Party,
  kind: OneOf(meetingKinds),
  title: Type.String(),
  place: Type.String(),
  startsAt: Instant,
  endsAt: Instant,
  seriesId: Nullable(Type.String({ description: 'of those that were planned together' })),
  isCancelled: Type.Boolean(),
  answer: OneOf(partyAnswers, 'one’s own organisation’s'),
  ownAnswer: Nullable(OneOf(attendeeAnswers, 'one’s own; null: not asked')),
  ownCame: Nullable(Type.Boolean({ description: 'null: nobody marked yet whether one came' })),
  isOrganiser: Type.Boolean({ description: 'one’s own organisation called it' }),
  isOpen: Type.Boolean({
    description:
      'not cancelled, the alliance goes on, and both the organiser and one’s own organisation are in it',
  }),
};
const MeetingItem = Exactly(item);
export type MeetingItemView = Static<typeof MeetingItem>;

const ActionItem = Exactly({
  id: Id,
  meetingId: Id,
  meetingTitle: Type.String(),
  creator: Party,
  organisation: Party,
  title: Type.String(),
  dueOn: CalendarDay,
  ownerName: Nullable(Type.String({ description: 'who does it; null: nobody yet, or not any more' })),
  isMine: Type.Boolean(),
  isOurs: Type.Boolean(),
  state: OneOf(actionItemStates),
  note: Nullable(Type.String({ description: 'what came out, or why it will not be done' })),
  changedAt: Instant,
  version: Type.Integer(),
});
export type ActionItemView = Static<typeof ActionItem>;

const Attendee = Exactly({
  id: Id,
  name: Type.String({
    description: 'empty: of another organisation, which shares no meetings and tells nobody’s name',
  }),
  answer: OneOf(attendeeAnswers),
  came: Nullable(Type.Boolean({ description: 'null: not marked yet' })),
});
export type AttendeeView = Static<typeof Attendee>;

const MeetingParty = Exactly({
  ...Party.properties,
  isIn: Type.Boolean({ description: 'in the alliance, now' }),
  answer: OneOf(partyAnswers),
  declinedReason: Nullable(Type.String()),
  people: Type.Array(Attendee),
});
export type MeetingPartyView = Static<typeof MeetingParty>;

const Topic = Exactly({
  id: Id,
  organisation: Party,
  title: Type.String(),
  minutes: Nullable(Type.Integer()),
  isOurs: Type.Boolean(),
});
export type TopicView = Static<typeof Topic>;

const Meeting = Exactly({
  ...item,
  cancelReason: Nullable(Type.String()),
  parties: Type.Array(MeetingParty, { description: 'the organiser first' }),
  topics: Type.Array(Topic, { description: 'in the order of the agenda' }),
  carried: Type.Array(ActionItem, {
    description: 'what earlier meetings of the alliance left to be done, and is open when this one begins',
  }),
  results: Type.Array(ActionItem, { description: 'what was done or given up since the meeting before' }),
  items: Type.Array(ActionItem, { description: 'recorded at this meeting' }),
  version: Type.Integer(),
});
export type MeetingView = Static<typeof Meeting>;

export const ListMeetings = operation({
  method: 'GET',
  url: '/api/v1/meetings',
  access: 'alliance.read',
  tag,
  summary:
    'Meetings that the organisation is asked to: those to come, the next first; or those that are over, the latest first',
  query: Exactly({
    when: Type.Optional(OneOf(['coming', 'over'])),
    allianceId: Type.Optional(Id),
  }),
  response: { 200: PageOf(MeetingItem) },
});

export const ReadMeeting = operation({
  method: 'GET',
  url: '/api/v1/meetings/:id',
  access: 'alliance.read',
  tag,
  summary:
    'A meeting as the organisation knows it: who comes, the agenda with what is open from before, what was recorded to be done',
  params: IdParams,
  response: { 200: Meeting },
});

export const PlanMeeting = operation({
  method: 'POST',
  url: '/api/v1/meetings',
  access: 'alliance.manage',
  tag,
  summary: 'Calls a meeting of an alliance, or a series of them, and asks its members to come',
  body: Exactly({
    id: Id,
    allianceId: Id,
    kind: OneOf(meetingKinds),
    title: Title,
    place: Type.Optional(Place),
    startsAt: Instant,
    endsAt: Instant,
    organisationIds: Type.Optional(
      Type.Array(Id, {
        maxItems: MOST_AT_ONCE,
        uniqueItems: true,
        description: 'who is asked; left out: everybody in the alliance',
      }),
    ),
    skipHolidays: Type.Optional(
      Type.Boolean({ description: 'dates on public holidays are left out of a series' }),
    ),
    recurrence: Type.Optional(
      LineText({
        minLength: 1,
        maxLength: 300,
        description: 'a recurrence rule (RFC 5545) with an end; all dates are planned at once',
      }),
    ),
  }),
  response: { 201: Meeting },
});

export const ChangeMeeting = operation({
  method: 'PATCH',
  url: '/api/v1/meetings/:id',
  access: 'alliance.manage',
  tag,
  summary: 'The organiser moves a meeting or calls it otherwise; whoever comes is told',
  params: IdParams,
  versioned: true,
  body: Exactly({
    title: Type.Optional(Title),
    place: Type.Optional(Place),
    startsAt: Type.Optional(Instant),
    endsAt: Type.Optional(Instant),
  }),
  response: { 200: Meeting },
});

export const CancelMeeting = operation({
  method: 'POST',
  url: '/api/v1/meetings/:id/cancel',
  access: 'alliance.manage',
  tag,
  summary: 'The organiser calls a meeting off, alone or with those of its series that follow',
  params: IdParams,
  body: Exactly({ reason: Reason, andFollowing: Type.Optional(Type.Boolean()) }),
  response: { 200: Meeting },
});

export const AskOrganisations = operation({
  method: 'POST',
  url: '/api/v1/meetings/:id/invitations',
  access: 'alliance.manage',
  tag,
  summary: 'The organiser asks more organisations of the alliance to come',
  params: IdParams,
  body: Exactly({ organisationIds: Ids }),
  response: { 200: Meeting },
});

export const DeclineMeeting = operation({
  method: 'POST',
  url: '/api/v1/meetings/:id/decline',
  access: 'alliance.manage',
  tag,
  summary: 'Says that nobody of the organisation comes; whoever comes after all takes it back',
  params: IdParams,
  body: Exactly({ reason: Reason }),
  response: { 200: Meeting },
});

export const AskColleagues = operation({
  method: 'POST',
  url: '/api/v1/meetings/:id/colleagues',
  access: 'alliance.manage',
  tag,
  summary: 'Asks colleagues to come; whoever was asked already stays as they answered',
  params: IdParams,
  body: Exactly({ accountIds: Ids }),
  response: { 200: Meeting },
});

const Colleague = Exactly({ id: Id, name: Type.String() });

export const ListMeetingColleagues = operation({
  method: 'GET',
  url: '/api/v1/meeting-colleagues',
  access: 'meeting.join',
  tag,
  summary: 'Colleagues who may come to meetings and do what was agreed there',
  response: { 200: PageOf(Colleague) },
});

export const AnswerMeeting = operation({
  method: 'PUT',
  url: '/api/v1/meetings/:id/answer',
  access: 'meeting.join',
  tag,
  summary: 'Says whether one comes oneself; nobody has to be asked first',
  params: IdParams,
  body: Exactly({ isComing: Type.Boolean() }),
  response: { 200: Meeting },
});

const People = Type.Array(Id, { maxItems: 1000, uniqueItems: true });

export const MarkAttendees = operation({
  method: 'PUT',
  url: '/api/v1/meetings/:id/attendance',
  access: 'alliance.manage',
  tag,
  summary:
    'The organiser marks who came and who did not, once the meeting has begun; whoever is not named stays as they were',
  params: IdParams,
  body: Exactly({ came: People, absent: People }),
  response: { 200: Meeting },
});

export const ProposeTopic = operation({
  method: 'POST',
  url: '/api/v1/meetings/:id/topics',
  access: 'meeting.join',
  tag,
  summary: 'Puts something on the agenda, at its end',
  params: IdParams,
  body: Exactly({
    id: Id,
    title: Title,
    minutes: Type.Optional(Type.Integer({ minimum: 1, maximum: 480 })),
  }),
  response: { 201: Meeting },
});

export const WithdrawTopic = operation({
  method: 'POST',
  url: '/api/v1/meetings/:id/topic-withdrawals',
  access: 'meeting.join',
  tag,
  summary: 'Takes what one’s own organisation proposed from the agenda; the organiser takes anything',
  params: IdParams,
  body: Exactly({ topicId: Id }),
  response: { 200: Meeting },
});

export const OrderAgenda = operation({
  method: 'PUT',
  url: '/api/v1/meetings/:id/agenda',
  access: 'alliance.manage',
  tag,
  summary: 'The organiser puts the topics in order; those that are not named follow as they were proposed',
  params: IdParams,
  versioned: true,
  body: Exactly({ topicIds: Type.Array(Id, { maxItems: MOST_AT_ONCE, uniqueItems: true }) }),
  response: { 200: Meeting },
});

export const RecordActionItem = operation({
  method: 'POST',
  url: '/api/v1/meetings/:id/action-items',
  access: 'meeting.join',
  tag,
  summary:
    'Records what is to be done, by which of the organisations that were asked, until when; it comes back to each following meeting until it is done',
  params: IdParams,
  body: Exactly({
    id: Id,
    title: LineText({ minLength: 1, maxLength: 300 }),
    organisationId: Id,
    ownerId: Type.Optional(
      Type.String({ format: 'uuid', description: 'one of the staff, where it is one’s own organisation' }),
    ),
    dueOn: CalendarDay,
  }),
  response: { 201: ActionItem },
});

export const ListActionItems = operation({
  method: 'GET',
  url: '/api/v1/action-items',
  access: 'alliance.read',
  tag,
  summary:
    'What one’s own organisation has to do after meetings: what is open, due first; then what is closed',
  query: Exactly({
    mine: Type.Optional(Type.Boolean({ description: 'what one does oneself' })),
    open: Type.Optional(
      Type.Boolean({ description: 'false: those that are closed, the last first; left out: all' }),
    ),
    allianceId: Type.Optional(
      Type.String({
        format: 'uuid',
        description:
          'what all organisations do after meetings of an alliance, in place of one’s own organisation',
      }),
    ),
  }),
  response: { 200: PageOf(ActionItem) },
});

export const AssignActionItem = operation({
  method: 'PUT',
  url: '/api/v1/action-items/:id/owner',
  access: 'alliance.manage',
  tag,
  summary: 'Says who of one’s own organisation does it',
  params: IdParams,
  versioned: true,
  body: Exactly({ ownerId: Id }),
  response: { 200: ActionItem },
});

export const CompleteActionItem = operation({
  method: 'POST',
  url: '/api/v1/action-items/:id/complete',
  access: 'meeting.join',
  tag,
  summary:
    'It is done: said by whoever does it, or by whoever manages alliances there; what came out is reported at the next meeting',
  params: IdParams,
  body: Exactly({ note: Reason }),
  response: { 200: ActionItem },
});

export const DropActionItem = operation({
  method: 'POST',
  url: '/api/v1/action-items/:id/drop',
  access: 'alliance.manage',
  tag,
  summary:
    'It will not be done: the organisation that was to do it says why, or the one that recorded it takes it back',
  params: IdParams,
  body: Exactly({ reason: Reason }),
  response: { 200: ActionItem },
});
