import { Type } from 'typebox';
import {
  Exactly,
  Id,
  IdParams,
  Instant,
  Nothing,
  Nullable,
  OneOf,
  operation,
  PageOf,
  PageQuery,
  PlainText,
} from './operation.ts';

const tag = 'casework';

export const alertKinds = [
  'self_harm_answer',
  'harm_by_others_answer',
  'mandatory_report',
  'referral_urgent',
] as const;
export const alertOutcomes = [
  'safe_checked',
  'case_opened',
  'referred_on',
  'reported',
  'false_alarm',
] as const;
export const alertEventKinds = [
  'raised',
  'repeated',
  'taken',
  'handed_over',
  'taken_over',
  'released',
  'called',
  'closed',
] as const;
/** Why an alert was taken from its owner, or others were called, by itself. */
export const releaseCauses = ['overdue', 'suspended', 'away', 'out_of_reach'] as const;

const Words = PlainText({ minLength: 1, maxLength: 2000 });

export const Alert = Exactly({
  id: Id,
  clientId: Id,
  clientName: Type.String(),
  siteId: Id,
  isUnreadable: Type.Boolean({
    description:
      'the client is on record, and name or kind do not open: the data are damaged, and nobody erased them',
  }),
  /** null: the client was erased, or what was sealed does not open */
  kind: Nullable(OneOf(alertKinds)),
  raisedAt: Instant,
  dueAt: Instant,
  /** how often the same matter came again while the alert was open, and when last */
  repeats: Type.Integer(),
  lastAt: Instant,
  /** what it is about, newest first: ids of referrals, answers or reports, and a referral's words */
  sources: Type.Array(Exactly({ id: Id, at: Instant, words: Nullable(Type.String()) })),
  ownerId: Nullable(Id),
  takenAt: Nullable(Instant),
  escalatedAt: Nullable(Instant),
  calledIds: Type.Array(Id),
  closedAt: Nullable(Instant),
  outcome: Nullable(OneOf(alertOutcomes)),
  note: Nullable(Type.String()),
});

export const ListAlerts = operation({
  method: 'GET',
  url: '/api/v1/alerts',
  access: 'alert.take',
  tag,
  summary:
    'Alerts: open ones, most pressing first, or closed ones, newest first; sites where nobody is on duty',
  query: Exactly({
    ...PageQuery,
    state: Type.Optional(OneOf(['open', 'closed'] as const)),
    clientId: Type.Optional(Id),
  }),
  response: {
    200: Exactly({ ...PageOf(Alert).properties, unstaffedSiteIds: Type.Array(Id) }),
  },
});

export const CountAlerts = operation({
  method: 'GET',
  url: '/api/v1/alerts/open-count',
  access: 'alert.take',
  tag,
  summary: 'How many alerts are open: all, those that nobody has taken, those whose time is over',
  response: { 200: Exactly({ open: Type.Integer(), untaken: Type.Integer(), overdue: Type.Integer() }) },
});

export const AlertEvent = Exactly({
  kind: OneOf(alertEventKinds),
  at: Instant,
  /** null: by itself, or by somebody without an account */
  actorId: Nullable(Id),
  fromId: Nullable(Id),
  toIds: Type.Array(Id),
  cause: Nullable(OneOf(releaseCauses)),
  words: Nullable(Type.String()),
});

export const ReadAlertHistory = operation({
  method: 'GET',
  url: '/api/v1/alerts/:id/history',
  access: 'alert.take',
  tag,
  summary: 'What happened to an alert: when, by whom, from whom to whom, why',
  params: IdParams,
  response: { 200: Exactly({ items: Type.Array(AlertEvent) }) },
});

export const TakeAlert = operation({
  method: 'POST',
  url: '/api/v1/alerts/:id/take',
  access: 'alert.take',
  tag,
  summary: 'Take an alert upon oneself',
  params: IdParams,
  response: { 200: Alert },
});

export const HandOverAlert = operation({
  method: 'POST',
  url: '/api/v1/alerts/:id/hand-over',
  access: 'alert.take',
  tag,
  summary: 'Give an alert that one has taken to a colleague who is on duty',
  params: IdParams,
  body: Exactly({ toId: Id, words: Words }),
  response: { 200: Alert },
});

export const TakeOverAlert = operation({
  method: 'POST',
  url: '/api/v1/alerts/:id/take-over',
  access: 'alert.take_over',
  tag,
  summary: 'Take an alert that somebody else has taken, saying why',
  params: IdParams,
  body: Exactly({ words: Words }),
  response: { 200: Alert },
});

export const CloseAlert = operation({
  method: 'POST',
  url: '/api/v1/alerts/:id/close',
  access: 'alert.take',
  tag,
  summary: 'Close an alert that one has taken, saying what came of it',
  params: IdParams,
  body: Exactly({ outcome: OneOf(alertOutcomes), note: PlainText({ minLength: 1, maxLength: 8000 }) }),
  response: { 200: Alert },
});

/** Who works at a site: whom an alert, a case or a group there can be given to. */
export const SiteStaff = Exactly({
  id: Id,
  displayName: Type.String(),
  isSupervisor: Type.Boolean(),
  /** decides whether a case of the site is closed */
  mayCloseCases: Type.Boolean(),
  awayUntil: Nullable(Instant),
  openCases: Type.Integer(),
  openAlerts: Type.Integer(),
});

export const ListSiteStaff = operation({
  method: 'GET',
  url: '/api/v1/sites/:id/staff',
  access: 'client.read',
  tag,
  summary:
    'Active staff who may see the clients of a site, with what they carry as far as the caller sees it',
  params: IdParams,
  response: { 200: Exactly({ items: Type.Array(SiteStaff) }) },
});

export const SetAbsence = operation({
  method: 'POST',
  url: '/api/v1/absences',
  access: 'alert.take',
  tag,
  summary:
    'Say until when one is away, or that one is back (null); a supervisor says it for others. Alerts go on',
  body: Exactly({ accountId: Type.Optional(Id), until: Nullable(Instant) }),
  response: { 200: Nothing },
});

export const ListAbsences = operation({
  method: 'GET',
  url: '/api/v1/absences',
  access: 'alert.take',
  tag,
  summary: 'Who is away now, and until when',
  response: { 200: Exactly({ items: Type.Array(Exactly({ accountId: Id, until: Instant })) }) },
});
