import type { Generated } from 'kysely';

export interface Account {
  organisation_id: string;
  id: string;
  login_name: string;
  display_name: string;
  password_hash: string | null;
  status: string;
  language: Generated<string>;
  failed_attempts: Generated<number>;
  locked_until: Date | null;
  totp_secret: Buffer | null;
  totp_confirmed_at: Date | null;
  totp_last_step: string | null;
  created_at: Date;
  updated_at: Date;
  version: Generated<number>;
}

export interface AuditEvent {
  organisation_id: string;
  id: string;
  at: Date;
  actor_id: string | null;
  action: string;
  subject_kind: string;
  subject_ids: string[];
  request_id: string;
  detail: unknown;
  code: Buffer;
  seal: number | null;
}

export interface AuditSeal {
  organisation_id: string;
  number: number;
  sealed_at: Date;
  rows: number;
  root: Buffer;
  previous: Buffer;
  code: Buffer;
}

export interface Client {
  organisation_id: string;
  id: string;
  site_id: string;
  worker_ids: Generated<string[]>;
  group_id: string | null;
  region_code: string;
  status: string;
  risk_level: Generated<string>;
  sex: string | null;
  birth_year: number | null;
  card: Buffer | null;
  profile: Buffer | null;
  field_versions: Generated<unknown>;
  created_at: Date;
  updated_at: Date;
  version: Generated<number>;
}

export interface ClientCount {
  organisation_id: string;
  source_id: string;
  version: number;
  change: number;
  region_code: string;
  status: string;
  month: string;
}

export interface ClientGroup {
  organisation_id: string;
  id: string;
  site_id: string;
  parent_id: string | null;
  kind: string;
  name: string;
  grade: string | null;
  created_at: Date;
}

export interface ClientToken {
  organisation_id: string;
  token: string;
  client_id: string;
  site_id: string;
  worker_ids: string[];
}

export interface Consent {
  organisation_id: string;
  id: string;
  client_id: string;
  site_id: string;
  worker_ids: string[];
  purpose: string;
  given_by: string;
  guardian_id: string | null;
  evidence: string;
  sealed_note: Buffer | null;
  given_on: string;
  expires_on: string | null;
  withdrawn_on: string | null;
  recorded_by: string;
  created_at: Date;
  updated_at: Date;
}

export interface Guardian {
  organisation_id: string;
  id: string;
  client_id: string;
  site_id: string;
  worker_ids: string[];
  relation: string;
  sealed: Buffer | null;
  created_at: Date;
  updated_at: Date;
}

export interface LoginName {
  name: string;
  organisation_id: string;
  account_id: string;
}

export interface Migration {
  name: string;
  checksum: string;
  applied_at: Date;
}

export interface OneTimeLink {
  organisation_id: string;
  token_hash: Buffer;
  account_id: string;
  purpose: string;
  created_at: Date;
  expires_at: Date;
  used_at: Date | null;
}

export interface Organisation {
  id: string;
  code: string;
  kind: string;
  name: string;
  name_en: string | null;
  region_code: string;
  time_zone: Generated<string>;
  suppress_below: Generated<number>;
  demo: Generated<boolean>;
  created_at: Date;
  updated_at: Date;
  version: Generated<number>;
}

export interface OrganisationKey {
  organisation_id: string;
  kind: string;
  version: number;
  wrapped: Buffer;
  created_at: Date;
}

export interface OutboxEvent {
  organisation_id: string;
  id: string;
  at: Date;
  type: string;
  subject_id: string;
  data: unknown;
}

export interface PersonKey {
  organisation_id: string;
  person_id: string;
  wrapped: Buffer;
}

export interface RecoveryCode {
  organisation_id: string;
  account_id: string;
  code_hash: Buffer;
  used_at: Date | null;
}

export interface Region {
  code: string;
  parent_code: string | null;
  name: string;
  name_en: string | null;
  level: string;
}

export interface RoleAssignment {
  organisation_id: string;
  account_id: string;
  role: string;
  site_ids: string[];
  assigned_at: Date;
  assigned_by: string | null;
}

export interface Session {
  organisation_id: string;
  token_hash: Buffer;
  id: string;
  account_id: string;
  kind: string;
  name: string;
  permissions: string[] | null;
  created_at: Date;
  used_at: Date;
  expires_at: Date;
  revoked_at: Date | null;
}

export interface Site {
  organisation_id: string;
  id: string;
  code: string;
  kind: string;
  name: string;
  region_code: string;
  created_at: Date;
  updated_at: Date;
  version: Generated<number>;
}

export interface Database {
  account: Account;
  audit_event: AuditEvent;
  audit_seal: AuditSeal;
  client: Client;
  client_count: ClientCount;
  client_group: ClientGroup;
  client_token: ClientToken;
  consent: Consent;
  guardian: Guardian;
  login_name: LoginName;
  migration: Migration;
  one_time_link: OneTimeLink;
  organisation: Organisation;
  organisation_key: OrganisationKey;
  outbox_event: OutboxEvent;
  person_key: PersonKey;
  recovery_code: RecoveryCode;
  region: Region;
  role_assignment: RoleAssignment;
  session: Session;
  site: Site;
}
