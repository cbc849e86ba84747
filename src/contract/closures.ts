import { Type } from 'typebox';
import { closureRequestStatuses } from '../domain/casework/closing.ts';
import { riskLevels } from './clients.ts';
import {
  CalendarDay,
  Exactly,
  Id,
  IdParams,
  Instant,
  Nullable,
  OneOf,
  operation,
  PageOf,
  PageQuery,
  PlainText,
} from './operation.ts';

const tag = 'casework';

export const closureReasons = [
  'goals_met',
  'moved_away',
  'referred_on',
  'client_wish',
  'no_contact',
  'deceased',
] as const;
/** How far the goals were reached when a case is closed. */
export const closureOutcomes = ['achieved', 'partly_achieved', 'not_achieved', 'not_known'] as const;

/** Why a case is closed, what came of it, and the worker's words. */
export const ClosureFields = {
  closureReason: OneOf(closureReasons),
  outcome: OneOf(closureOutcomes),
  text: PlainText({ minLength: 1, maxLength: 8000 }),
};
const FollowUpOn = Type.Optional(Nullable(CalendarDay));
const RiskReason = Type.Optional(
  Nullable(
    PlainText({ minLength: 1, maxLength: 500, description: 'why it is closed while the risk is high' }),
  ),
);

/** Whoever may not close a case asks a supervisor for it. */
export const ClosureRequest = Exactly({
  id: Id,
  caseId: Id,
  caseNumber: Type.String(),
  clientId: Id,
  clientName: Type.String(),
  siteId: Id,
  riskLevel: OneOf(riskLevels),
  status: OneOf(closureRequestStatuses),
  /** null: the client was erased */
  closureReason: Nullable(OneOf(closureReasons)),
  outcome: Nullable(OneOf(closureOutcomes)),
  text: Type.String(),
  riskReason: Nullable(Type.String()),
  followUpOn: Nullable(CalendarDay),
  requestedBy: Id,
  requestedAt: Instant,
  decidedBy: Nullable(Id),
  decidedAt: Nullable(Instant),
  /** why it was accepted or returned */
  decision: Nullable(Type.String()),
});

export const RequestClosure = operation({
  method: 'POST',
  url: '/api/v1/cases/:id/closure-requests',
  access: 'case.write',
  tag,
  summary: 'Ask a supervisor to close the case; at high risk with the reason and the day of a follow-up',
  params: IdParams,
  body: Exactly({
    id: Type.Optional(Id),
    ...ClosureFields,
    riskReason: RiskReason,
    followUpOn: FollowUpOn,
  }),
  response: { 201: ClosureRequest },
});

export const closureRequestViews = ['open', 'returned', 'past'] as const;

export const ListClosureRequests = operation({
  method: 'GET',
  url: '/api/v1/closure-requests',
  access: 'case.read',
  tag,
  summary:
    'Requests to close: open ones, those that wait longest first; returned ones whose case goes on; past ones newest first',
  query: Exactly({ ...PageQuery, view: Type.Optional(OneOf(closureRequestViews)) }),
  response: { 200: PageOf(ClosureRequest) },
});

export const DecideClosure = operation({
  method: 'POST',
  url: '/api/v1/closure-requests/:id/decision',
  access: 'case.close',
  tag,
  summary: 'Accept, which closes the case with the words of the request, or return it with a reason',
  params: IdParams,
  body: Exactly({
    isAccepted: Type.Boolean(),
    words: PlainText({
      minLength: 1,
      maxLength: 2000,
      description: 'why; read by whoever works on the case',
    }),
    riskReason: RiskReason,
    followUpOn: FollowUpOn,
  }),
  response: { 200: ClosureRequest },
});

export const WithdrawClosure = operation({
  method: 'POST',
  url: '/api/v1/closure-requests/:id/withdrawal',
  access: 'case.write',
  tag,
  summary: 'Take back a request that nobody decided yet',
  params: IdParams,
  response: { 200: ClosureRequest },
});
