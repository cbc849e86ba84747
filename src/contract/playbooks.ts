import { Type } from 'typebox';
import { proposalStates } from '../domain/playbooks/decide-proposal.ts';
import type {
  Playbook as DomainPlaybook,
  PlaybookContent as DomainContent,
} from '../domain/playbooks/playbook.ts';
import {
  Exactly,
  Id,
  IdParams,
  Instant,
  LineText,
  Nothing,
  Nullable,
  OneOf,
  operation,
  PlainText,
} from './operation.ts';
import { Party } from './organisations.ts';

const tag = 'playbooks';

/** Code and version: `warm-way@1`. */
export const PlaybookId = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,38}@[0-9]{1,4}$', maxLength: 44 });
const PlaybookCode = Type.String({
  pattern: '^[a-z0-9][a-z0-9-]{0,38}$',
  description: 'without the version',
});
const PlaybookParams = Exactly({ id: PlaybookId });

const Words = PlainText({ maxLength: 2000 });
const Texts = Exactly({ zh: Words, en: Words });
const Minutes = Type.Integer({ minimum: 0, maximum: 480 });
const Range = Exactly({
  from: Type.Integer({ minimum: 0, maximum: 1000 }),
  to: Type.Integer({ minimum: 0, maximum: 1000 }),
});
const LevelPlan = Exactly({ title: Texts, participants: Range, who: Texts, how: Texts });
const ModulePlan = Exactly({ title: Texts, idea: Texts });
const MODULE_CODE = '^[a-z0-9_]{1,40}$';

const Session = Exactly({
  id: Type.String({ pattern: '^[a-z0-9-]{1,40}$' }),
  week: Type.Integer({ minimum: 1, maximum: 104 }),
  module: Type.String({ pattern: MODULE_CODE }),
  title: Texts,
  minutes: Minutes,
  aims: Type.Array(Texts, { maxItems: 20 }),
  materials: Type.Array(Texts, { maxItems: 40 }),
  files: Type.Optional(
    Type.Array(Id, { maxItems: 20, uniqueItems: true, description: 'in the library of materials' }),
  ),
  steps: Type.Array(Exactly({ title: Texts, minutes: Minutes, text: Texts }), { maxItems: 40 }),
  checklist: Type.Array(Exactly({ id: Type.String({ pattern: '^[a-z0-9-]{1,60}$' }), text: Texts }), {
    maxItems: 40,
  }),
  adjustments: Exactly({ selective: Texts, indicated: Texts }),
});

const content = {
  title: Texts,
  purpose: Texts,
  ages: Range,
  levels: Exactly({ universal: LevelPlan, selective: LevelPlan, indicated: LevelPlan }),
  modules: Type.Record(Type.String({ pattern: MODULE_CODE }), ModulePlan, { maxProperties: 20 }),
  sessions: Type.Array(Session, { maxItems: 60 }),
  measures: Type.Array(Type.String({ maxLength: 60 }), { maxItems: 20, uniqueItems: true }),
};

/** A playbook in one version, as src/domain/playbooks knows it. */
export const Playbook = Type.Unsafe<DomainPlaybook>(
  Exactly({ id: PlaybookId, code: Type.String(), version: Type.String(), ...content }),
);
const PlaybookContent = Type.Unsafe<DomainContent>(Exactly(content));

const Credit = Exactly({
  proposalId: Id,
  title: Type.String(),
  authorName: Type.String(),
  organisationName: Type.String(),
  organisationNameEn: Nullable(Type.String()),
});

export const PlaybookItem = Exactly({
  id: PlaybookId,
  code: PlaybookCode,
  title: Texts,
  purpose: Texts,
  sessions: Type.Integer(),
  keeper: Nullable(Party),
  adaptsCode: Nullable(PlaybookCode),
  basedOn: Nullable(PlaybookId),
  summary: Type.String({ description: 'what changed and why, in its authors’ words' }),
  credits: Type.Array(Credit, { description: 'proposals of others that came into this version' }),
  publishedAt: Instant,
  isNewest: Type.Boolean({ description: 'the newest version of its model' }),
  changes: Nullable(
    Type.Integer({
      description:
        'places that differ from the version before it, or from the adapted model where it is the first',
    }),
  ),
  isAdopted: Type.Boolean({ description: 'the version by which the caller’s organisation works' }),
  adopters: Type.Array(Party, { description: 'organisations that work by this version' }),
});

export const ListPlaybooks = operation({
  method: 'GET',
  url: '/api/v1/playbooks',
  access: 'signed_in',
  tag,
  summary: 'Published intervention models in all their versions, newest first',
  response: { 200: Exactly({ items: Type.Array(PlaybookItem) }) },
});

export const ReadPlaybook = operation({
  method: 'GET',
  url: '/api/v1/playbooks/:id',
  access: 'signed_in',
  tag,
  summary: 'One version of a model with its sessions and checklists; it never changes',
  params: PlaybookParams,
  response: { 200: Playbook },
});

export const AdoptPlaybook = operation({
  method: 'PUT',
  url: '/api/v1/playbooks/:id/adoption',
  access: 'playbook.publish',
  tag,
  summary: 'Work by this version from now on, in the place of another version of the same model',
  params: PlaybookParams,
  response: { 200: Nothing },
});

export const LeavePlaybook = operation({
  method: 'DELETE',
  url: '/api/v1/playbooks/:id/adoption',
  access: 'playbook.publish',
  tag,
  summary: 'Start no more groups by this version; groups that have begun keep it',
  params: PlaybookParams,
  response: { 200: Nothing },
});

const draft = {
  id: Id,
  playbookId: Type.String({ description: 'the id that it will have once published' }),
  title: Texts,
  startsFrom: Nullable(PlaybookId),
  basedOn: Nullable(PlaybookId),
  state: OneOf(['draft', 'in_review'] as const),
  createdBy: Id,
  changedBy: Nullable(Id),
  updatedAt: Instant,
  version: Type.Integer(),
};

export const PlaybookDraftItem = Exactly(draft);

const ProposalHead = {
  id: Id,
  code: PlaybookCode,
  baseId: PlaybookId,
  fromId: PlaybookId,
  places: Type.Array(Type.String()),
  title: Type.String(),
  state: OneOf(proposalStates),
  organisation: Party,
  authorName: Type.String(),
  madeAt: Instant,
  comments: Type.Integer(),
  mergedIn: Nullable(PlaybookId),
};

export const PlaybookDraft = Exactly({
  ...draft,
  content: Playbook,
  summary: Type.String(),
  submittedAt: Nullable(Instant),
  submittedBy: Nullable(Id),
  remark: Nullable(Type.String({ description: 'why the reviewer gave it back the last time' })),
  proposals: Type.Array(Exactly(ProposalHead), { description: 'accepted into this draft' }),
  faults: Type.Array(
    Exactly({ code: Type.String(), id: Type.String({ description: 'the session or item that has it' }) }),
    { description: 'what has to be mended before it is submitted' },
  ),
});

export const ListPlaybookDrafts = operation({
  method: 'GET',
  url: '/api/v1/playbook-drafts',
  access: 'playbook.write',
  tag,
  summary: 'Versions that the organisation is writing, the last changed first',
  response: { 200: Exactly({ items: Type.Array(PlaybookDraftItem) }) },
});

export const CreatePlaybookDraft = operation({
  method: 'POST',
  url: '/api/v1/playbook-drafts',
  access: 'playbook.write',
  tag,
  summary:
    'Begin the next version of an own model, an adaptation of another’s, an update of that adaptation from a newer version, or a new model',
  body: Exactly({
    id: Type.Optional(Id),
    from: Type.Optional(PlaybookId),
    title: Type.Optional(
      Type.Unsafe<{ zh: string; en: string }>({ ...Texts, description: 'of a new model' }),
    ),
  }),
  response: { 201: PlaybookDraft },
});

export const ReadPlaybookDraft = operation({
  method: 'GET',
  url: '/api/v1/playbook-drafts/:id',
  access: 'playbook.write',
  tag,
  summary: 'One draft with its content, its faults and the proposals that were accepted into it',
  params: IdParams,
  response: { 200: PlaybookDraft },
});

export const ChangePlaybookDraft = operation({
  method: 'PATCH',
  url: '/api/v1/playbook-drafts/:id',
  access: 'playbook.write',
  tag,
  summary: 'Save a draft; what a colleague saved meanwhile is answered with the conflict',
  params: IdParams,
  versioned: true,
  bodyLimit: 1_000_000,
  body: Exactly({
    content: Type.Optional(PlaybookContent),
    summary: Type.Optional(PlainText({ maxLength: 4000 })),
  }),
  response: { 200: PlaybookDraft },
});

export const SubmitPlaybookDraft = operation({
  method: 'POST',
  url: '/api/v1/playbook-drafts/:id/submit',
  access: 'playbook.write',
  tag,
  summary: 'Give a draft without faults to review; it does not change meanwhile',
  params: IdParams,
  versioned: true,
  response: { 200: PlaybookDraft },
});

export const ReturnPlaybookDraft = operation({
  method: 'POST',
  url: '/api/v1/playbook-drafts/:id/return',
  access: 'playbook.write',
  tag,
  summary: 'Give a draft in review back to its authors, or take it back',
  params: IdParams,
  body: Exactly({ remark: PlainText({ minLength: 1, maxLength: 2000 }) }),
  response: { 200: PlaybookDraft },
});

export const PublishPlaybookDraft = operation({
  method: 'POST',
  url: '/api/v1/playbook-drafts/:id/publish',
  access: 'playbook.publish',
  tag,
  summary: 'Publish a reviewed draft as the next version; its authors cannot',
  params: IdParams,
  versioned: true,
  response: { 201: Exactly({ playbookId: PlaybookId }) },
});

export const DiscardPlaybookDraft = operation({
  method: 'DELETE',
  url: '/api/v1/playbook-drafts/:id',
  access: 'playbook.write',
  tag,
  summary: 'Throw a draft away; proposals accepted into it are open again',
  params: IdParams,
  response: { 200: Nothing },
});

export const PlaybookProposalItem = Exactly(ProposalHead);

export const PlaybookProposal = Exactly({
  ...ProposalHead,
  reason: Type.String(),
  answer: Nullable(Type.String({ description: 'the keeper’s' })),
  decidedAt: Nullable(Instant),
  keeper: Nullable(Party),
  discussion: Type.Array(
    Exactly({ id: Id, organisation: Party, authorName: Type.String(), text: Type.String(), madeAt: Instant }),
  ),
});

export const ListPlaybookProposals = operation({
  method: 'GET',
  url: '/api/v1/playbook-proposals',
  access: 'signed_in',
  tag,
  summary: 'What was proposed to the keepers of models, newest first',
  query: Exactly({ code: Type.Optional(PlaybookCode) }),
  response: { 200: Exactly({ items: Type.Array(PlaybookProposalItem) }) },
});

export const ReadPlaybookProposal = operation({
  method: 'GET',
  url: '/api/v1/playbook-proposals/:id',
  access: 'signed_in',
  tag,
  summary: 'One proposal with its discussion; every organisation reads it',
  params: IdParams,
  response: { 200: PlaybookProposal },
});

export const ProposeChanges = operation({
  method: 'POST',
  url: '/api/v1/playbook-proposals',
  access: 'playbook.write',
  tag,
  summary: 'Propose changes of the organisation’s own adaptation to the keeper of the adapted model',
  body: Exactly({
    id: Type.Optional(Id),
    fromId: PlaybookId,
    places: Type.Array(Type.String({ minLength: 1, maxLength: 100 }), {
      minItems: 1,
      maxItems: 200,
      uniqueItems: true,
      description: 'places that differ from the model: `sessions/week-3/steps`',
    }),
    title: LineText({ minLength: 1, maxLength: 120 }),
    reason: PlainText({ minLength: 1, maxLength: 4000 }),
  }),
  response: { 201: PlaybookProposal },
});

export const DiscussProposal = operation({
  method: 'POST',
  url: '/api/v1/playbook-proposals/:id/comments',
  access: 'playbook.write',
  tag,
  summary: 'Say something to a proposal; every organisation reads it',
  params: IdParams,
  body: Exactly({ id: Type.Optional(Id), text: PlainText({ minLength: 1, maxLength: 4000 }) }),
  response: { 201: PlaybookProposal },
});

export const AcceptProposal = operation({
  method: 'POST',
  url: '/api/v1/playbook-proposals/:id/accept',
  access: 'playbook.publish',
  tag,
  summary: 'Take a proposal into the draft of the model’s next version, which is begun where there is none',
  params: IdParams,
  response: {
    200: Exactly({
      draftId: Id,
      conflicts: Type.Array(Type.String(), { description: 'places that a person has to merge' }),
    }),
  },
});

export const DeclineProposal = operation({
  method: 'POST',
  url: '/api/v1/playbook-proposals/:id/decline',
  access: 'playbook.publish',
  tag,
  summary: 'Answer why a proposal does not come into the model',
  params: IdParams,
  body: Exactly({ answer: PlainText({ minLength: 1, maxLength: 4000 }) }),
  response: { 200: PlaybookProposal },
});

export const WithdrawProposal = operation({
  method: 'POST',
  url: '/api/v1/playbook-proposals/:id/withdraw',
  access: 'playbook.write',
  tag,
  summary: 'Take a proposal of the own organisation back',
  params: IdParams,
  response: { 200: PlaybookProposal },
});
