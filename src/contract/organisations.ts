import { Type } from 'typebox';
import {
  Exactly,
  GivenName,
  Id,
  IdParams,
  Instant,
  InvitationLink,
  LineText,
  Nullable,
  OneOf,
  operation,
} from './operation.ts';

const tag = 'organisations';

export const organisationKinds = [
  'social_work_agency',
  'school',
  'university',
  'department',
  'association',
  'social_organisation',
  'platform_company',
  'foundation',
  'alliance',
  'operator',
] as const;
export const siteKinds = [
  'school_station',
  'community_station',
  'practice_base',
  'friendly_station',
] as const;

export const RegionCode = Type.String({ pattern: '^\\d{6}$', description: 'GB/T 2260' });
const Code = Type.String({
  pattern: '^[a-z0-9][a-z0-9-]{0,39}$',
  description: 'lower-case letters, digits, -',
});
const Name = LineText({ minLength: 1, maxLength: 100 });

export const Organisation = Exactly({
  id: Id,
  code: Type.String(),
  kind: OneOf([...organisationKinds, 'public'] as const, 'public: the tenant of accounts of the public'),
  name: Type.String(),
  nameEn: Nullable(Type.String()),
  regionCode: Type.String(),
  timeZone: Type.String(),
  suppressBelow: Type.Integer(),
  demo: Type.Boolean(),
});

/** An organisation as others see it. */
export const Party = Exactly({ organisationId: Id, name: Type.String(), nameEn: Nullable(Type.String()) });

export const Site = Exactly({
  id: Id,
  code: Type.String(),
  kind: OneOf(siteKinds),
  name: Type.String(),
  regionCode: Type.String(),
  version: Type.Integer(),
});

export const Region = Exactly({
  code: Type.String(),
  parentCode: Nullable(Type.String()),
  name: Type.String(),
  nameEn: Nullable(Type.String()),
  level: OneOf(['country', 'province', 'city', 'county', 'street'] as const),
});

export const ListRegions = operation({
  method: 'GET',
  url: '/api/v1/regions',
  access: 'public',
  perMinute: 600,
  tag,
  summary: 'Regions below a region (GB/T 2260); without a parent the provinces',
  query: Exactly({ parent: Type.Optional(RegionCode) }),
  response: { 200: Exactly({ items: Type.Array(Region) }) },
});

export const ListSites = operation({
  method: 'GET',
  url: '/api/v1/sites',
  access: 'signed_in',
  tag,
  summary: 'Sites of the organisation',
  response: { 200: Exactly({ items: Type.Array(Site) }) },
});

export const CreateSite = operation({
  method: 'POST',
  url: '/api/v1/sites',
  access: 'site.manage',
  tag,
  summary: 'Open a site',
  body: Exactly({
    id: Type.Optional(Id),
    code: Code,
    kind: OneOf(siteKinds),
    name: Name,
    regionCode: RegionCode,
  }),
  response: { 201: Site },
});

export const ChangeSite = operation({
  method: 'PATCH',
  url: '/api/v1/sites/:id',
  access: 'site.manage',
  tag,
  summary: 'Change a site',
  versioned: true,
  params: IdParams,
  body: Exactly({
    kind: Type.Optional(OneOf(siteKinds)),
    name: Type.Optional(Name),
    regionCode: Type.Optional(RegionCode),
  }),
  response: { 200: Site },
});

export const CreateOrganisation = operation({
  method: 'POST',
  url: '/api/v1/organisations',
  access: 'organisation.create',
  // it makes an account
  personOnly: true,
  tag,
  summary: 'Found an organisation with its keys and its first administrator',
  body: Exactly({
    id: Type.Optional(Id),
    code: Code,
    kind: OneOf(organisationKinds),
    name: Name,
    nameEn: Type.Optional(Name),
    regionCode: RegionCode,
    administrator: Exactly({
      username: Type.String({ pattern: '^[a-z0-9][a-z0-9._-]{2,63}$' }),
      displayName: GivenName({ maxLength: 60 }),
    }),
  }),
  response: { 201: Exactly({ organisation: Organisation, link: InvitationLink }) },
});

/** A role and the sites it reaches, as the audit keeps them: `worker 0190…-… 0191…-…`. */
export const RoleTexts = Type.Array(Type.String());

export const AuditItem = Exactly({
  id: Id,
  at: Instant,
  actor: Nullable(Type.String()),
  action: Type.String(),
  subjectKind: Type.String(),
  subjectIds: Type.Array(Id),
  requestId: Type.String(),
  rolesBefore: Type.Optional(RoleTexts),
  rolesAfter: Type.Optional(RoleTexts),
});

export const ListAudit = operation({
  method: 'GET',
  url: '/api/v1/audit',
  access: 'audit.read',
  tag,
  summary: 'Who read or changed what, newest first',
  query: Exactly({
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
    after: Type.Optional(Id),
    actorId: Type.Optional(Id),
    action: Type.Optional(Type.String({ pattern: '^[a-z_.]{1,60}$', examples: ['client.read'] })),
    subjectKind: Type.Optional(Type.String({ pattern: '^[a-z_]{1,60}$', examples: ['client'] })),
    since: Type.Optional(Instant),
    until: Type.Optional({ ...Instant, description: 'rows before this instant' }),
  }),
  response: { 200: Exactly({ items: Type.Array(AuditItem), next: Nullable(Id) }) },
});

/** Seldom enough that each is worth a look; the index audit_event_exceptions_idx has exactly these. */
export const auditExceptions = [
  'session.refuse',
  'client.export',
  'response.export',
  'client.erase',
  'alert.take_over',
  'file.refuse',
] as const;

export const CountAuditExceptions = operation({
  method: 'GET',
  url: '/api/v1/audit/exceptions',
  access: 'audit.read',
  tag,
  summary: 'What an auditor looks at first: seldom actions of the last seven days, counted',
  response: {
    200: Exactly({
      since: Instant,
      items: Type.Array(Exactly({ action: OneOf(auditExceptions), count: Type.Integer(), latest: Instant })),
    }),
  },
});

export const VerifyAudit = operation({
  method: 'GET',
  url: '/api/v1/audit/verification',
  access: 'audit.read',
  tag,
  summary: 'Recompute every row code, seal and the chain',
  response: {
    200: Exactly({
      rows: Type.Integer(),
      seals: Type.Integer(),
      unsealed: Type.Integer(),
      head: Type.String(),
      faults: Type.Array(Exactly({ kind: Type.String(), where: Type.String() })),
    }),
  },
});
