import { type Static, Type } from 'typebox';
import { Helper, MOST_HELPERS, NewHelper } from './helpers.ts';
import {
  CalendarDay,
  ClockTime,
  Exactly,
  Id,
  IdParams,
  Instant,
  LineText,
  Nullable,
  OneOf,
  operation,
  PageOf,
  PageQuery,
  PlainText,
} from './operation.ts';
import { PlaybookId } from './playbooks.ts';

const tag = 'groups';

export const groupLevels = ['universal', 'selective'] as const;
export const presences = ['present', 'absent', 'excused'] as const;
export const consentStandings = ['given', 'missing', 'guardian_required', 'expired', 'withdrawn'] as const;

const SessionId = Type.String({ pattern: '^[a-z0-9-]{1,40}$' });
const SessionParams = Exactly({ id: Id, sessionId: SessionId });
const Share = Exactly({
  done: Type.Integer(),
  planned: Type.Integer(),
  share: Type.Number({ description: 'from 0 to 1' }),
});

const group = {
  id: Id,
  name: Type.String(),
  siteId: Id,
  playbookId: PlaybookId,
  level: OneOf(groupLevels, 'a whole class, or a small group of chosen clients'),
  leaderIds: Type.Array(Id),
  createdAt: Instant,
};

/** What a list of groups shows. */
export const GroupItem = Exactly({
  ...group,
  members: Type.Integer({ description: 'who belong to it today, within the caller’s reach' }),
  sessionsHeld: Type.Integer(),
  sessionsPlanned: Type.Integer(),
  nextOn: Nullable(CalendarDay),
});

export const GroupMember = Exactly({
  clientId: Id,
  name: Type.String(),
  classId: Nullable(Id),
  enrolledOn: CalendarDay,
  leftOn: Nullable(CalendarDay),
  consent: OneOf(consentStandings, 'standing of the consent to service, today'),
  dose: Share,
  sessionsHeld: Type.Integer({ description: 'held while the person belonged to the group' }),
});

export const GroupSession = Exactly({
  sessionId: SessionId,
  plannedOn: CalendarDay,
  plannedTime: Nullable(ClockTime),
  heldOn: Nullable(CalendarDay),
  minutes: Nullable(Type.Integer()),
  done: Type.Array(Type.String(), { description: 'items of the checklist that were done' }),
  fidelity: Nullable(Share),
  note: Nullable(Type.String()),
  recordedBy: Nullable(Id),
  recordedAt: Nullable(Instant),
  attendance: Type.Array(Exactly({ clientId: Id, presence: OneOf(presences) })),
  /** volunteers who helped */
  helpers: Type.Array(Helper),
  version: Type.Integer(),
});

/** Persons are those whom the caller may see. */
export const Group = Exactly({
  ...group,
  fidelity: Nullable(Share),
  isWithMinors: Type.Boolean({
    description: 'a member of today is under age, or nobody knows of one',
  }),
  members: Type.Array(GroupMember),
  sessions: Type.Array(GroupSession),
});

export const ListGroups = operation({
  method: 'GET',
  url: '/api/v1/groups',
  access: 'group.read',
  tag,
  summary: 'Groups, newest first',
  query: Exactly(PageQuery),
  response: { 200: PageOf(GroupItem) },
});

export const CreateGroup = operation({
  method: 'POST',
  url: '/api/v1/groups',
  access: 'group.manage',
  tag,
  summary: 'Plan a group: its playbook, leaders, members and the days of its sessions',
  body: Exactly({
    id: Type.Optional(Id),
    name: LineText({ minLength: 1, maxLength: 60 }),
    siteId: Id,
    playbookId: PlaybookId,
    level: OneOf(groupLevels),
    leaderIds: Type.Optional(
      Type.Array(Id, {
        minItems: 1,
        maxItems: 6,
        uniqueItems: true,
        description: 'the caller where left out',
      }),
    ),
    startsOn: Type.Unsafe<string>({
      ...CalendarDay,
      description: 'day of the first session; one session a week from there, but not on public holidays',
    }),
    time: Type.Optional(Nullable(ClockTime)),
    classIds: Type.Optional(Type.Array(Id, { maxItems: 10, uniqueItems: true })),
    clientIds: Type.Optional(Type.Array(Id, { maxItems: 100, uniqueItems: true })),
  }),
  response: { 201: Group },
});

export const ReadGroup = operation({
  method: 'GET',
  url: '/api/v1/groups/:id',
  access: 'group.read',
  tag,
  summary: 'One group with members, sessions, attendance, fidelity and dose; the reading is recorded',
  params: IdParams,
  response: { 200: Group },
});

export const ListGroupsOfClient = operation({
  method: 'GET',
  url: '/api/v1/clients/:id/groups',
  access: 'group.read',
  tag,
  summary:
    'Groups that a client is or was in, the latest first, with how much of each; the reading is recorded',
  params: IdParams,
  response: {
    200: Exactly({
      items: Type.Array(
        Exactly({
          groupId: Id,
          name: Type.String(),
          playbookId: PlaybookId,
          enrolledOn: CalendarDay,
          leftOn: Nullable(CalendarDay),
          dose: Share,
          sessionsHeld: Type.Integer({ description: 'held while the person belonged to the group' }),
        }),
      ),
    }),
  },
});

const GroupsOfOpportunity = Exactly({
  items: Type.Array(Exactly({ groupId: Id, name: Type.String() })),
});
export type GroupsOfOpportunityView = Static<typeof GroupsOfOpportunity>;

export const ReadGroupsOfOpportunity = operation({
  method: 'GET',
  url: '/api/v1/opportunities/:id/groups',
  access: 'group.read',
  tag,
  summary:
    'For which groups volunteers are asked, within the caller’s reach; for whoever manages volunteers as well',
  params: IdParams,
  response: { 200: GroupsOfOpportunity },
});

export const PutGroupsOfOpportunity = operation({
  method: 'PUT',
  url: '/api/v1/opportunities/:id/groups',
  access: 'group.read',
  tag,
  summary:
    'Say for which groups volunteers are asked, so that whoever helped there is matched first; for whoever manages volunteers as well',
  params: IdParams,
  body: Exactly({ groupIds: Type.Array(Id, { maxItems: 20, uniqueItems: true }) }),
  response: { 200: GroupsOfOpportunity },
});

export const EnrolMembers = operation({
  method: 'POST',
  url: '/api/v1/groups/:id/members',
  access: 'group.manage',
  tag,
  summary: 'Enrol classes or chosen clients; who belongs to the group already stays as they are',
  params: IdParams,
  body: Exactly({
    classIds: Type.Optional(Type.Array(Id, { maxItems: 10, uniqueItems: true })),
    clientIds: Type.Optional(Type.Array(Id, { maxItems: 100, uniqueItems: true })),
    enrolledOn: CalendarDay,
  }),
  response: { 200: Group },
});

export const LeaveGroup = operation({
  method: 'POST',
  url: '/api/v1/groups/:id/members/:clientId/leave',
  access: 'group.manage',
  tag,
  summary: 'A member leaves; what the member took part in stays',
  params: Exactly({ id: Id, clientId: Id }),
  body: Exactly({ leftOn: CalendarDay }),
  response: { 200: Group },
});

export const MoveSession = operation({
  method: 'PATCH',
  url: '/api/v1/groups/:id/sessions/:sessionId',
  access: 'group.manage',
  tag,
  summary: 'Plan a session for another day or time',
  params: SessionParams,
  versioned: true,
  body: Exactly({ plannedOn: CalendarDay, plannedTime: Type.Optional(Nullable(ClockTime)) }),
  response: { 200: Group },
});

export const DeliverSession = operation({
  method: 'POST',
  url: '/api/v1/groups/:id/sessions/:sessionId/delivery',
  access: 'group.manage',
  tag,
  summary: 'Record a session as it was held: day, minutes, who was there, what of the checklist was done',
  params: SessionParams,
  versioned: true,
  body: Exactly({
    heldOn: CalendarDay,
    minutes: Type.Integer({ minimum: 1, maximum: 480 }),
    done: Type.Array(Type.String({ maxLength: 60 }), { maxItems: 40, uniqueItems: true }),
    attendance: Type.Array(Exactly({ clientId: Id, presence: OneOf(presences) }), { maxItems: 200 }),
    note: Type.Optional(Nullable(PlainText({ maxLength: 4000 }))),
    helpers: Type.Optional(
      Type.Array(NewHelper, {
        maxItems: MOST_HELPERS,
        description:
          'all who helped, each with when; left out, nothing about them changes; whoever is not on the list any more did not help after all',
      }),
    ),
  }),
  response: { 200: Group },
});
