import { Type } from 'typebox';
import { allianceEventKinds } from '../../domain/alliances/alliance-event.ts';
import { allianceRoles, sharedKinds, standings } from '../../domain/alliances/alliance.ts';
import { CalendarDay, Exactly, Id, Instant, Nullable, OneOf, some } from '../../contract/operation.ts';
import type { DeliveryKind } from '../deliveries/public.ts';

const Signature = {
  number: Type.Integer(),
  signerName: Type.String(),
  signedAt: Instant,
  keyId: Id,
  bytes: Type.String({ description: 'base64' }),
};

/**
 * How an alliance is, as its host tells everybody who is in it or asked to join: each row that changed since the revision that the receiver
 * has, as it is now. A later revision stands for all before.
 */
export const allianceRoster = {
  kind: 'alliance.roster',
  name: { zh: '协作体情况', en: 'state of an alliance' },
  schema: Exactly({
    allianceId: Id,
    revision: Type.Integer(),
    since: Type.Optional(
      Nullable(
        Type.Integer({
          description: 'what the receiver has by now; null: all is told, as without it before 0285',
        }),
      ),
    ),
    name: Type.String(),
    purpose: Type.String(),
    closedAt: Nullable(Instant),
    receiver: Exactly({
      role: OneOf(allianceRoles),
      standing: OneOf(standings),
      invitationId: Id,
    }),
    parties: Type.Array(
      Exactly({
        organisationId: Id,
        role: OneOf(allianceRoles),
        standing: OneOf(standings),
        shares: some(sharedKinds),
        since: Nullable(Instant),
        until: Nullable(CalendarDay),
      }),
    ),
    agreements: Type.Array(
      Exactly({
        number: Type.Integer(),
        terms: Nullable(
          Type.String({ description: 'of those that were proposed since: the others are there' }),
        ),
        noticeDays: Type.Integer(),
        contentHash: Type.String(),
        proposedBy: Type.String(),
        proposedAt: Instant,
        inForceSince: Nullable(Instant),
      }),
    ),
    signatures: Type.Array(Exactly({ organisationId: Id, ...Signature })),
    events: Type.Array(
      Exactly({
        id: Id,
        at: Instant,
        kind: OneOf(allianceEventKinds),
        organisationId: Id,
        number: Nullable(Type.Integer()),
        reason: Nullable(Type.String()),
      }),
    ),
  }),
} as const satisfies DeliveryKind;

/** Where a party stands, as it tells the host; a later turn stands for all before. */
export const allianceStanding = {
  kind: 'alliance.standing',
  name: { zh: '成员机构的答复', en: 'word of a member of an alliance' },
  schema: Exactly({
    allianceId: Id,
    invitationId: Id,
    turn: Type.Integer(),
    standing: OneOf(['member', 'leaving', 'left', 'declined']),
    until: Nullable(CalendarDay),
    shares: some(sharedKinds),
    signatures: Type.Array(Exactly(Signature)),
    reason: Nullable(Type.String()),
  }),
} as const satisfies DeliveryKind;
