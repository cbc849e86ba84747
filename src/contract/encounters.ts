import { Type } from 'typebox';
import { encounterKinds } from '../domain/casework/encounter-kinds.ts';
import { Helper, MOST_HELPERS, NewHelper } from './helpers.ts';
import { CorrectionReason, NextStepFields, VersionMark } from './casework.ts';
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

const Contact = {
  kind: OneOf(encounterKinds),
  occurredAt: Instant,
  minutes: Type.Integer(),
  note: Type.String(),
};

export const EncounterVersion = Exactly({ ...VersionMark, ...Contact });

/** A contact as it stands after its corrections. */
export const Encounter = Exactly({
  id: Id,
  caseId: Id,
  version: Type.Integer(),
  ...Contact,
  /** what was to come next, as it was agreed then */
  nextStep: Nullable(Type.String()),
  nextStepOn: Nullable(CalendarDay),
  /** volunteers who helped */
  helpers: Type.Array(Helper),
  recordedBy: Id,
  createdAt: Instant,
  /** every version, newest first; empty where it was never corrected */
  history: Type.Array(EncounterVersion),
});

const NewContact = {
  kind: OneOf(encounterKinds),
  occurredAt: Instant,
  minutes: Type.Integer({ minimum: 1, maximum: 1440 }),
  note: PlainText({ maxLength: 8000 }),
};

export const CreateEncounter = operation({
  method: 'POST',
  url: '/api/v1/encounters',
  access: 'encounter.create',
  tag,
  summary: 'Record a contact; the same id twice is one encounter',
  body: Exactly({
    id: Type.Optional(Id),
    caseId: Id,
    ...NewContact,
    ...NextStepFields,
    helpers: Type.Optional(Type.Array(NewHelper, { maxItems: MOST_HELPERS })),
  }),
  response: { 201: Encounter },
});

export const CorrectEncounter = operation({
  method: 'POST',
  url: '/api/v1/encounters/:id/corrections',
  access: 'record.correct',
  tag,
  summary: 'Correct a contact: the version before stays. By whoever recorded it, or a supervisor',
  versioned: true,
  params: IdParams,
  body: Exactly({ id: Type.Optional(Id), ...NewContact, reason: CorrectionReason }),
  response: { 201: Encounter },
});

export const AddEncounterHelper = operation({
  method: 'POST',
  url: '/api/v1/encounters/:id/helpers',
  access: 'record.correct',
  tag,
  summary:
    'Say that a volunteer helped at a contact. By whoever recorded it, or a supervisor; the hours count once another person approved them',
  params: IdParams,
  body: NewHelper,
  response: { 201: Encounter },
});

export const WithdrawEncounterHelper = operation({
  method: 'DELETE',
  url: '/api/v1/encounters/:id/helpers/:helperId',
  access: 'record.correct',
  tag,
  summary:
    'Say that a volunteer did not help after all: hours that wait are withdrawn, of hours that count a correction waits; withdrawn twice, it is withdrawn',
  params: Exactly({ id: Id, helperId: Id }),
  response: { 200: Encounter },
});

export const ListEncounters = operation({
  method: 'GET',
  url: '/api/v1/cases/:id/encounters',
  access: 'case.read',
  tag,
  summary: 'Encounters of a case, newest first',
  params: IdParams,
  query: Exactly(PageQuery),
  response: { 200: PageOf(Encounter) },
});
