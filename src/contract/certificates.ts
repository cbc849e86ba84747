import { type Static, Type } from 'typebox';
import {
  certificateStates,
  failureReasons,
  revocationReasons,
} from '../domain/certificates/certificate-life.ts';
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
} from './operation.ts';

const tag = 'volunteering';

/** A certificate as whoever served and staff see it. */
const Certificate = Exactly({
  id: Id,
  number: Type.String(),
  verifyUrl: Type.String({ description: 'where anybody sees what it says' }),
  volunteerId: Id,
  from: CalendarDay,
  to: CalendarDay,
  minutes: Type.Integer({ description: 'of service that is recorded, within these days' }),
  state: OneOf(certificateStates),
  issuedAt: Instant,
  revokedAt: Nullable(Instant),
  revokedBecause: Nullable(OneOf(revocationReasons)),
});
export type CertificateView = Static<typeof Certificate>;

const period = { from: CalendarDay, to: CalendarDay };

export const IssueCertificate = operation({
  method: 'POST',
  url: '/api/v1/certificates',
  access: 'volunteer.manage',
  tag,
  summary:
    'Certify what a volunteer served between two days, as far as it is recorded; signed by the organisation',
  body: Exactly({ id: Id, volunteerId: Id, ...period }),
  response: { 201: Certificate },
});

export const ListVolunteerCertificates = operation({
  method: 'GET',
  url: '/api/v1/volunteers/:id/certificates',
  access: 'volunteer.read',
  tag,
  summary: 'The certificates of one volunteer, the latest first; the reading is recorded',
  params: IdParams,
  response: { 200: Exactly({ items: Type.Array(Certificate) }) },
});

const FileQuery = Exactly({
  language: Type.Optional(OneOf(['zh', 'both'] as const, 'Chinese, or Chinese with English')),
});
const File = Type.Unsafe<Uint8Array>(
  Type.String({ description: 'PDF, with the signed credential attached to it' }),
);

export const ReadCertificateFile = operation({
  method: 'GET',
  url: '/api/v1/certificates/:id/file',
  access: 'volunteer.read',
  tag,
  summary: 'A certificate as a PDF to print',
  params: IdParams,
  query: FileQuery,
  response: { 200: File },
});

export const RevokeCertificate = operation({
  method: 'POST',
  url: '/api/v1/certificates/:id/revoke',
  access: 'volunteer.manage',
  tag,
  summary: 'Revoke a certificate: whoever verifies it is told so; revoked twice, it stays as the first said',
  params: IdParams,
  body: Exactly({ reason: OneOf(revocationReasons) }),
  response: { 200: Certificate },
});

/** How far a making of many has come. */
const progress = {
  id: Id,
  ...period,
  total: Type.Integer(),
  issued: Type.Integer(),
  failed: Type.Integer(),
  isDone: Type.Boolean(),
};
const CertificateBatch = Exactly({
  ...progress,
  items: Type.Array(
    Exactly({
      certificateId: Id,
      volunteerId: Id,
      volunteerNumber: Type.String(),
      name: Nullable(Type.String()),
      number: Type.String(),
      minutes: Type.Integer(),
      state: OneOf(certificateStates),
      failedBecause: Nullable(OneOf(failureReasons)),
    }),
    { description: 'once all are made, in the order of their ids' },
  ),
});
export type CertificateBatchView = Static<typeof CertificateBatch>;

export const IssueCertificates = operation({
  method: 'POST',
  url: '/api/v1/certificate-batches',
  access: 'volunteer.manage',
  tag,
  summary:
    'Certify what all volunteers, or those of a team, served between two days, from so many minutes on; made one after the other, with progress',
  body: Exactly({
    id: Id,
    ...period,
    teamId: Type.Optional(Id),
    minimumMinutes: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
  }),
  response: { 201: CertificateBatch },
});

const CertificateBatchItem = Exactly({ ...progress, madeBy: Id, madeAt: Instant });
export type CertificateBatchItemView = Static<typeof CertificateBatchItem>;

export const ListCertificateBatches = operation({
  method: 'GET',
  url: '/api/v1/certificate-batches',
  access: 'volunteer.read',
  tag,
  summary: 'The makings of many certificates, the latest first: by whom, when, and how many; nobody is named',
  query: Exactly(PageQuery),
  response: { 200: PageOf(CertificateBatchItem) },
});

export const ReadCertificateBatch = operation({
  method: 'GET',
  url: '/api/v1/certificate-batches/:id',
  access: 'volunteer.read',
  tag,
  summary: 'How far the making of many certificates has come',
  params: IdParams,
  response: { 200: CertificateBatch },
});

const OwnCertificate = Exactly({
  ...Certificate.properties,
  organisationId: Id,
  organisationName: Type.String(),
  organisationNameEn: Nullable(Type.String()),
});
export type OwnCertificateView = Static<typeof OwnCertificate>;

export const ListOwnCertificates = operation({
  method: 'GET',
  url: '/api/v1/my/certificates',
  access: 'public_account',
  tag,
  summary: 'One’s own certificates, the latest first',
  response: { 200: Exactly({ items: Type.Array(OwnCertificate) }) },
});

export const IssueOwnCertificate = operation({
  method: 'POST',
  url: '/api/v1/my/certificates',
  access: 'public_account',
  tag,
  summary:
    'Have an organisation certify what one served there between two days, as far as it is recorded; where nothing has changed, the one before is answered',
  body: Exactly({ id: Id, organisationId: Id, ...period }),
  response: { 201: OwnCertificate },
});

export const ReadOwnCertificateFile = operation({
  method: 'GET',
  url: '/api/v1/my/certificates/:id/file',
  access: 'public_account',
  tag,
  summary: 'A certificate of one’s own as a PDF',
  params: IdParams,
  query: FileQuery,
  response: { 200: File },
});

const SigningKey = Exactly({
  id: Id,
  createdAt: Instant,
  isCurrent: Type.Boolean(),
  revokedAt: Nullable(Instant),
});

export const ListSigningKeys = operation({
  method: 'GET',
  url: '/api/v1/signing-keys',
  access: 'account.manage',
  tag: 'organisations',
  summary: 'The keys that the organisation signs and signed with, the newest first',
  response: { 200: Exactly({ items: Type.Array(SigningKey) }) },
});

export const RenewSigningKey = operation({
  method: 'POST',
  url: '/api/v1/signing-keys',
  access: 'account.manage',
  personOnly: true,
  tag: 'organisations',
  summary: 'Sign with a new key from now on; what was signed before stays good',
  response: { 201: SigningKey },
});

export const RevokeSigningKey = operation({
  method: 'POST',
  url: '/api/v1/signing-keys/:id/revoke',
  access: 'account.manage',
  personOnly: true,
  tag: 'organisations',
  summary:
    'A key that others may have: nothing that it signed is believed any more. Certificates are signed anew by another, and keep their numbers',
  params: IdParams,
  response: { 200: SigningKey },
});
