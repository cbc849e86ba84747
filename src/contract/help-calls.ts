import { Type } from 'typebox';
import { talkUrgencies } from '../domain/casework/asking-for-help.ts';
import { Exactly, Id, IdParams, Instant, Nullable, OneOf, operation, PlainText } from './operation.ts';

const tag = 'casework';

/** Somebody of a class asks for a social worker, and nobody knows who: the slip was another's, or void. */
export const HelpCall = Exactly({
  id: Id,
  classId: Id,
  /** null: the class stands without one */
  school: Nullable(Type.String()),
  className: Type.String(),
  siteId: Id,
  urgency: OneOf(talkUrgencies),
  words: Nullable(Type.String()),
  calledAt: Instant,
  dueAt: Instant,
});

export const ListHelpCalls = operation({
  method: 'GET',
  url: '/api/v1/help-calls',
  access: 'alert.take',
  tag,
  summary: 'Calls for help from a class that name nobody and that nobody has closed yet, urgent ones first',
  response: { 200: Exactly({ items: Type.Array(HelpCall) }) },
});

export const CountHelpCalls = operation({
  method: 'GET',
  url: '/api/v1/help-calls/open-count',
  access: 'alert.take',
  tag,
  summary: 'How many calls of classes are open: all, and those whose time is over',
  response: { 200: Exactly({ open: Type.Integer(), overdue: Type.Integer() }) },
});

export const CloseHelpCall = operation({
  method: 'POST',
  url: '/api/v1/help-calls/:id/close',
  access: 'alert.take',
  tag,
  summary: 'Close a call of a class, saying what came of it',
  params: IdParams,
  body: Exactly({ note: PlainText({ minLength: 1, maxLength: 2000 }) }),
  response: { 200: Exactly({ id: Id, closedAt: Instant }) },
});
