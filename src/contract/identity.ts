import { Type } from 'typebox';
import { accountStatuses } from '../domain/access/account-lifecycle.ts';
import { grantableRoles, permissions, roles, scopes } from '../domain/access/roles.ts';
import { languages } from './language.ts';
import {
  Exactly,
  GivenName,
  Id,
  IdParams,
  Instant,
  InvitationLink,
  LineText,
  Nothing,
  Nullable,
  OneOf,
  operation,
  SomeOf,
} from './operation.ts';
import { Organisation, RoleTexts, Site } from './organisations.ts';

const tag = 'identity';

export const LoginName = Type.String({
  pattern: '^[a-z0-9][a-z0-9._-]{2,63}$',
  description: 'lower-case letters, digits, . _ -',
});
const Password = Type.String({ minLength: 1, maxLength: 200 });
const DisplayName = GivenName({ maxLength: 60 });
const OneTimeToken = Type.String({ minLength: 20, maxLength: 100 });

export const AccountStatus = OneOf(accountStatuses);
export const RoleAssignment = Exactly({ role: OneOf(roles), siteIds: Type.Array(Id, { maxItems: 100 }) });

export const Me = Exactly({
  user: Exactly({
    id: Id,
    username: Type.String(),
    displayName: Type.String(),
    language: OneOf(languages),
    roles: Type.Array(RoleAssignment),
    secondFactor: Type.Boolean(),
  }),
  organisation: Organisation,
  sites: Type.Array(Site),
  permissions: SomeOf(permissions, OneOf(scopes)),
});

export const SignIn = operation({
  method: 'POST',
  url: '/api/v1/auth/sign-in',
  access: 'public',
  perMinute: 120,
  tag,
  summary: 'Sign in with name and password, and a code where a second factor is on; sets the session cookie',
  body: Exactly({
    username: LineText({ minLength: 1, maxLength: 64 }),
    password: Password,
    code: Type.Optional(Type.String({ minLength: 6, maxLength: 20 })),
  }),
  response: { 200: Me },
});

export const SignOut = operation({
  method: 'POST',
  url: '/api/v1/auth/sign-out',
  access: 'signed_in',
  personOnly: true,
  tag,
  summary: 'End this session',
  response: { 200: Nothing },
});

export const ReadMe = operation({
  method: 'GET',
  url: '/api/v1/me',
  access: 'signed_in',
  tag,
  summary: 'Who is signed in, where, and what they may do',
  response: { 200: Me },
});

export const ChangeMe = operation({
  method: 'PATCH',
  url: '/api/v1/me',
  access: 'signed_in',
  personOnly: true,
  tag,
  summary: 'Change one’s own name or language',
  body: Exactly({ displayName: Type.Optional(DisplayName), language: Type.Optional(OneOf(languages)) }),
  response: { 200: Me },
});

export const ReadDraftKey = operation({
  method: 'GET',
  url: '/api/v1/me/draft-key',
  access: 'signed_in',
  personOnly: true,
  tag,
  summary:
    'The key by which the pages seal what this person has typed and not yet saved, on the person’s own disk',
  response: { 200: Exactly({ key: Type.String({ description: '16 bytes, base64' }) }) },
});

export const ChangePassword = operation({
  method: 'POST',
  url: '/api/v1/auth/password',
  access: 'signed_in',
  personOnly: true,
  tag,
  summary: 'Change one’s password; ends all other sessions, tokens and open links',
  body: Exactly({ current: Password, next: Password }),
  response: { 200: Nothing },
});

export const SessionItem = Exactly({
  id: Id,
  kind: OneOf(['browser', 'token'] as const),
  name: Type.String(),
  createdAt: Instant,
  usedAt: Instant,
  expiresAt: Instant,
  current: Type.Boolean(),
});

export const ListSessions = operation({
  method: 'GET',
  url: '/api/v1/auth/sessions',
  access: 'signed_in',
  personOnly: true,
  tag,
  summary: 'One’s own open sessions and program tokens',
  response: { 200: Exactly({ items: Type.Array(SessionItem) }) },
});

export const RevokeSession = operation({
  method: 'DELETE',
  url: '/api/v1/auth/sessions/:id',
  access: 'signed_in',
  personOnly: true,
  tag,
  summary: 'End one of one’s own sessions or tokens',
  params: IdParams,
  response: { 200: Nothing },
});

export const CreateToken = operation({
  method: 'POST',
  url: '/api/v1/auth/tokens',
  access: 'signed_in',
  personOnly: true,
  tag,
  summary: 'A bearer token for a program: shown once, stored as a hash',
  body: Nullable(
    Exactly({
      name: Type.Optional(LineText({ minLength: 1, maxLength: 60 })),
      permissions: Type.Optional(Type.Array(OneOf(permissions), { maxItems: permissions.length })),
      days: Type.Optional(Type.Integer({ minimum: 1, maximum: 365 })),
    }),
  ),
  response: { 201: Exactly({ id: Id, token: Type.String(), expiresAt: Instant }) },
});

export const StartSecondFactor = operation({
  method: 'POST',
  url: '/api/v1/auth/second-factor',
  access: 'signed_in',
  personOnly: true,
  tag,
  summary: 'A new secret for an authenticator; counts only once confirmed',
  body: Exactly({ password: Password }),
  response: { 200: Exactly({ secret: Type.String(), uri: Type.String() }) },
});

export const ConfirmSecondFactor = operation({
  method: 'POST',
  url: '/api/v1/auth/second-factor/confirm',
  access: 'signed_in',
  personOnly: true,
  tag,
  summary: 'Turn the second factor on with a code; returns recovery codes, shown once',
  body: Exactly({ code: Type.String({ minLength: 6, maxLength: 6 }) }),
  response: { 200: Exactly({ recoveryCodes: Type.Array(Type.String()) }) },
});

export const StopSecondFactor = operation({
  method: 'POST',
  url: '/api/v1/auth/second-factor/stop',
  access: 'signed_in',
  personOnly: true,
  tag,
  summary: 'Turn the second factor off',
  body: Exactly({ password: Password }),
  response: { 200: Nothing },
});

export const ReadOneTimeLink = operation({
  method: 'POST',
  url: '/api/v1/auth/links/read',
  access: 'public',
  perMinute: 60,
  tag,
  summary: 'What a one-time link is for',
  body: Exactly({ token: OneTimeToken }),
  response: {
    200: Exactly({
      purpose: OneOf(['invitation', 'password_reset', 'first_administrator'] as const),
      username: Type.String(),
      displayName: Type.String(),
      organisation: Type.String(),
    }),
  },
});

export const UseOneTimeLink = operation({
  method: 'POST',
  url: '/api/v1/auth/links/use',
  access: 'public',
  perMinute: 30,
  tag,
  summary: 'Set the password by a one-time link',
  body: Exactly({ token: OneTimeToken, password: Password, displayName: Type.Optional(DisplayName) }),
  response: { 200: Exactly({ username: Type.String() }) },
});

export const Account = Exactly({
  id: Id,
  username: Type.String(),
  displayName: Type.String(),
  status: AccountStatus,
  roles: Type.Array(RoleAssignment),
  secondFactor: Type.Boolean(),
  createdAt: Instant,
  version: Type.Integer(),
});

const GrantableAssignments = Type.Array(
  Exactly({ role: OneOf(grantableRoles), siteIds: Type.Array(Id, { maxItems: 100 }) }),
  { minItems: 1, maxItems: grantableRoles.length },
);

export const ListAccounts = operation({
  method: 'GET',
  url: '/api/v1/accounts',
  access: 'account.manage',
  personOnly: true,
  tag,
  summary: 'Accounts of the organisation',
  response: { 200: Exactly({ items: Type.Array(Account) }) },
});

export const InviteAccount = operation({
  method: 'POST',
  url: '/api/v1/accounts',
  access: 'account.manage',
  personOnly: true,
  tag,
  summary: 'Invite a member of staff: returns a one-time link to hand over',
  body: Exactly({
    id: Type.Optional(Id),
    username: LoginName,
    displayName: DisplayName,
    roles: GrantableAssignments,
  }),
  response: { 201: Exactly({ account: Account, link: InvitationLink }) },
});

export const ChangeAccount = operation({
  method: 'PATCH',
  url: '/api/v1/accounts/:id',
  access: 'account.manage',
  personOnly: true,
  tag,
  summary:
    'Change name, roles or status; suspending ends links, sessions and tokens at once; one’s own roles are another administrator’s to change',
  versioned: true,
  params: IdParams,
  body: Exactly({
    displayName: Type.Optional(DisplayName),
    roles: Type.Optional(GrantableAssignments),
    status: Type.Optional(OneOf(['active', 'suspended'] as const)),
  }),
  response: { 200: Account },
});

/** For those who would otherwise not learn that somebody was given their clients to read. */
export const ListAccountChanges = operation({
  method: 'GET',
  url: '/api/v1/account-changes',
  access: 'account.watch',
  personOnly: true,
  tag,
  summary: 'Who was invited, given other roles or a reset link in the last two weeks, and by whom',
  response: {
    200: Exactly({
      items: Type.Array(
        Exactly({
          id: Id,
          at: Instant,
          action: OneOf(['account.invite', 'account.roles', 'account.reset'] as const),
          actor: Nullable(Type.String()),
          account: Type.String(),
          rolesBefore: Type.Optional(RoleTexts),
          rolesAfter: Type.Optional(RoleTexts),
        }),
      ),
    }),
  },
});

export const ResetPassword = operation({
  method: 'POST',
  url: '/api/v1/accounts/:id/reset-link',
  access: 'account.manage',
  personOnly: true,
  tag,
  summary:
    'A one-time link to a new password; the old one, all sessions, tokens and the second factor end at once',
  params: IdParams,
  response: { 201: Exactly({ link: Type.String() }) },
});

/** Names for what people have done, also of those who have left; only the active ones can be given something. */
export const ListColleagues = operation({
  method: 'GET',
  url: '/api/v1/colleagues',
  access: 'signed_in',
  tag,
  summary: 'Names and roles of the organisation’s staff; those who are suspended or not yet there are marked',
  response: {
    200: Exactly({
      items: Type.Array(
        Exactly({
          id: Id,
          displayName: Type.String(),
          isActive: Type.Boolean(),
          roles: Type.Array(OneOf(roles)),
        }),
      ),
    }),
  },
});
