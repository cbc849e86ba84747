import { Type } from 'typebox';
import { actionItemStates, attendeeAnswers, meetingKinds } from '../../domain/meetings/meeting.ts';
import { CalendarDay, Exactly, Id, Instant, Nullable, OneOf } from '../../contract/operation.ts';
import type { DeliveryKind } from '../deliveries/public.ts';

const Topic = {
  id: Id,
  title: Type.String(),
  minutes: Nullable(Type.Integer()),
  isWithdrawn: Type.Boolean(),
  proposedAt: Instant,
};

const Recorded = {
  id: Id,
  organisationId: Id,
  title: Type.String(),
  dueOn: CalendarDay,
  createdAt: Instant,
};

const Progress = {
  ownerName: Nullable(Type.String()),
  state: OneOf(actionItemStates),
  note: Nullable(Type.String()),
  changedAt: Instant,
};

const Person = { id: Id, name: Type.String(), answer: OneOf(attendeeAnswers) };

/** How a meeting is, as its organiser tells everybody who was asked; a later revision stands for all before. */
export const meetingPlan = {
  kind: 'meeting.plan',
  name: { zh: '会议情况', en: 'state of a meeting' },
  schema: Exactly({
    meetingId: Id,
    allianceId: Id,
    revision: Type.Integer(),
    kind: OneOf(meetingKinds),
    title: Type.String(),
    place: Type.String(),
    startsAt: Instant,
    endsAt: Instant,
    seriesId: Nullable(Id),
    cancelReason: Nullable(Type.String()),
    parties: Type.Array(Exactly({ organisationId: Id, declinedReason: Nullable(Type.String()) })),
    people: Type.Array(Exactly({ organisationId: Id, ...Person, came: Nullable(Type.Boolean()) })),
    topics: Type.Array(Exactly({ organisationId: Id, ...Topic, place: Nullable(Type.Integer()) })),
    items: Type.Array(Exactly({ creatorId: Id, ...Recorded, ...Progress })),
  }),
} as const satisfies DeliveryKind;

/** What an organisation says of itself to the organiser of a meeting; a later turn stands for all before. */
export const meetingWord = {
  kind: 'meeting.word',
  name: { zh: '参会机构的答复', en: 'word of an organisation that is asked to a meeting' },
  schema: Exactly({
    meetingId: Id,
    turn: Type.Integer(),
    declinedReason: Nullable(Type.String()),
    people: Type.Array(Exactly(Person)),
    topics: Type.Array(Exactly(Topic)),
    recorded: Type.Array(Exactly(Recorded), { description: 'in its own words, for whichever organisation' }),
    progress: Type.Array(Exactly({ id: Id, ...Progress }), { description: 'of what it has to do itself' }),
  }),
} as const satisfies DeliveryKind;
