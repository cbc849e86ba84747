import { type Static, Type } from 'typebox';
import {
  allianceRoles,
  invitedRoles,
  MOST_NOTICE_DAYS,
  sharedKinds,
  standings,
} from '../domain/alliances/alliance.ts';
import { allianceEventKinds } from '../domain/alliances/alliance-event.ts';
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
  some,
} from './operation.ts';

const tag = 'alliances';

const Party = {
  organisationId: Id,
  name: Type.String(),
  nameEn: Nullable(Type.String()),
  regionCode: Type.String(),
};
const Terms = PlainText({ minLength: 1, maxLength: 20_000 });
const NoticeDays = Type.Integer({
  minimum: 0,
  maximum: MOST_NOTICE_DAYS,
  description: 'days between notice and leaving; 0: whoever leaves is out at once',
});
const Reason = PlainText({ minLength: 1, maxLength: 1000 });

const item = {
  id: Id,
  name: Type.String(),
  purpose: Type.String(),
  host: Exactly(Party),
  role: OneOf(allianceRoles, 'one’s own'),
  standing: OneOf(standings, 'one’s own'),
  invitationId: Nullable(Type.String({ description: 'to be answered, as long as one is invited' })),
  until: Nullable(CalendarDay),
  members: Type.Integer({ description: 'who are in it, with the host' }),
  toSign: Nullable(
    Type.Integer({ description: 'number of a version of the agreement that waits for one’s own signature' }),
  ),
  isClosed: Type.Boolean(),
  version: Type.Integer(),
};
const AllianceItem = Exactly(item);
export type AllianceItemView = Static<typeof AllianceItem>;

const Member = Exactly({
  ...Party,
  role: OneOf(allianceRoles),
  standing: OneOf(standings),
  shares: some(sharedKinds),
  since: Nullable(Instant),
  until: Nullable(CalendarDay),
});
export type AllianceMemberView = Static<typeof Member>;

const Signature = Exactly({
  organisationId: Id,
  signerName: Type.String({ description: 'who put the organisation’s name to it' }),
  signedAt: Instant,
  isValid: Type.Boolean({
    description: 'the text stands as it was signed, by a key of that organisation',
  }),
});

const Agreement = Exactly({
  number: Type.Integer(),
  terms: Nullable(Type.String({ description: 'null: of before one was asked to join, or still on its way' })),
  noticeDays: Type.Integer(),
  proposedBy: Type.String(),
  proposedAt: Instant,
  isInForce: Type.Boolean({ description: 'all who are in the alliance signed it, and no later one' }),
  signatures: Type.Array(Signature),
});
export type AgreementView = Static<typeof Agreement>;

const Event = Exactly({
  id: Id,
  at: Instant,
  kind: OneOf(allianceEventKinds),
  organisationId: Id,
  number: Nullable(Type.Integer({ description: 'of the agreement that it is about' })),
  reason: Nullable(Type.String()),
});
export type AllianceEventView = Static<typeof Event>;

const Alliance = Exactly({
  ...item,
  shares: some(sharedKinds),
  parties: Type.Array(Member, { description: 'the host first' }),
  agreements: Type.Array(Agreement, { description: 'the newest first' }),
  events: Type.Array(Event, { description: 'the newest first' }),
});
export type AllianceView = Static<typeof Alliance>;

export const ListAlliances = operation({
  method: 'GET',
  url: '/api/v1/alliances',
  access: 'alliance.read',
  tag,
  summary: 'Alliances that the organisation is or was in, or is asked to join: what waits first',
  response: { 200: PageOf(AllianceItem) },
});

export const ReadAlliance = operation({
  method: 'GET',
  url: '/api/v1/alliances/:id',
  access: 'alliance.read',
  tag,
  summary:
    'An alliance as the organisation knows it: members and what each shares, versions of the agreement with their signatures, what happened. Whoever left reads what was until then',
  params: IdParams,
  response: { 200: Alliance },
});

const Candidate = Exactly({ ...Party, code: Type.String() });

export const ListAllianceCandidates = operation({
  method: 'GET',
  url: '/api/v1/alliance-candidates',
  access: 'alliance.manage',
  tag,
  summary: 'Organisations of the platform that may be asked to join an alliance; their names are public',
  response: { 200: PageOf(Candidate) },
});

export const FoundAlliance = operation({
  method: 'POST',
  url: '/api/v1/alliances',
  access: 'alliance.manage',
  tag,
  summary: 'Founds an alliance, as its host; the first version of the agreement is signed with it',
  body: Exactly({
    id: Id,
    name: LineText({ minLength: 1, maxLength: 80 }),
    purpose: Type.Optional(PlainText({ maxLength: 2000 })),
    terms: Terms,
    noticeDays: Type.Optional(NoticeDays),
    shares: Type.Optional(some(sharedKinds)),
  }),
  response: { 201: Alliance },
});

export const InviteToAlliance = operation({
  method: 'POST',
  url: '/api/v1/alliances/:id/invitations',
  access: 'alliance.manage',
  tag,
  summary: 'Asks an organisation to join. Whoever declined, left or was removed may be asked again',
  params: IdParams,
  body: Exactly({
    id: Type.Optional(Id),
    organisationCode: LineText({ minLength: 1, maxLength: 64 }),
    role: OneOf(invitedRoles),
  }),
  response: { 201: Exactly({ id: Id, organisationId: Id, role: OneOf(invitedRoles) }) },
});

export const AcceptInvitation = operation({
  method: 'POST',
  url: '/api/v1/alliance-invitations/:id/accept',
  access: 'alliance.manage',
  tag,
  summary:
    'Joins: signs the newest version of the agreement with the organisation’s key and in one’s own name; observers join without signing',
  params: IdParams,
  body: Nullable(
    Exactly({
      shares: Type.Optional(some(sharedKinds)),
      number: Type.Optional(
        Type.Integer({
          minimum: 1,
          description: 'of the version that was read; a newer one is not signed unread',
        }),
      ),
    }),
  ),
  response: { 200: Alliance },
});

export const DeclineInvitation = operation({
  method: 'POST',
  url: '/api/v1/alliance-invitations/:id/decline',
  access: 'alliance.manage',
  tag,
  summary: 'Does not join',
  params: IdParams,
  body: Nullable(Exactly({ reason: Type.Optional(PlainText({ maxLength: 1000 })) })),
  response: { 200: Alliance },
});

export const ProposeAgreement = operation({
  method: 'POST',
  url: '/api/v1/alliances/:id/agreements',
  access: 'alliance.manage',
  tag,
  summary:
    'The host writes the next version of the agreement, signed by itself; the one before binds until all have signed this one',
  params: IdParams,
  versioned: true,
  body: Exactly({ terms: Terms, noticeDays: NoticeDays }),
  response: { 200: Alliance },
});

export const SignAgreement = operation({
  method: 'POST',
  url: '/api/v1/alliances/:id/signatures',
  access: 'alliance.manage',
  tag,
  summary:
    'Signs a version of the agreement with the organisation’s key and in one’s own name; signed already, it stays so',
  params: IdParams,
  body: Exactly({ number: Type.Integer({ minimum: 1 }) }),
  response: { 200: Alliance },
});

export const ChooseShared = operation({
  method: 'PUT',
  url: '/api/v1/alliances/:id/shares',
  access: 'alliance.manage',
  tag,
  summary: 'What the organisation shares with the members from now on; all of them see the choice',
  params: IdParams,
  versioned: true,
  body: Exactly({ shares: some(sharedKinds) }),
  response: { 200: Alliance },
});

export const LeaveAlliance = operation({
  method: 'POST',
  url: '/api/v1/alliances/:id/leave',
  access: 'alliance.manage',
  tag,
  summary:
    'Gives notice: out at once where the agreement asks for none, else after its days. The host closes the alliance instead',
  params: IdParams,
  body: Exactly({ reason: Reason }),
  response: { 200: Alliance },
});

export const TakeBackNotice = operation({
  method: 'POST',
  url: '/api/v1/alliances/:id/stay',
  access: 'alliance.manage',
  tag,
  summary: 'Takes notice back before its day: a member as before. Who gave none stays one',
  params: IdParams,
  response: { 200: Alliance },
});

export const RemoveMember = operation({
  method: 'POST',
  url: '/api/v1/alliances/:id/removals',
  access: 'alliance.manage',
  tag,
  summary: 'The host removes a member, or takes an invitation back',
  params: IdParams,
  body: Exactly({ organisationId: Id, reason: Reason }),
  response: { 200: Alliance },
});

export const CloseAlliance = operation({
  method: 'POST',
  url: '/api/v1/alliances/:id/close',
  access: 'alliance.manage',
  tag,
  summary: 'The host ends the alliance for all; everybody keeps the record',
  params: IdParams,
  body: Exactly({ reason: Reason }),
  response: { 200: Alliance },
});
