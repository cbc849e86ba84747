import { Type } from 'typebox';
import { entryStates } from '../domain/books/entry-life.ts';
import { participations } from '../domain/books/participation.ts';
import { languages } from './language.ts';
import { OwnShift } from './opportunities.ts';
import { OwnService } from './attendance.ts';
import { OwnRecognition } from './recognition.ts';
import { OwnVolunteer } from './volunteers.ts';
import {
  Exactly,
  Id,
  Instant,
  LineText,
  Nothing,
  Nullable,
  OneOf,
  operation,
  PlainText,
} from './operation.ts';

const tag = 'public accounts';
const access = 'public_account';

/** How somebody without staff’s rights is reached, and signs in. */
export const publicWays = ['sms', 'mail'] as const;
export type PublicWay = (typeof publicWays)[number];

const Way = OneOf(publicWays);
const Address = LineText({
  minLength: 3,
  maxLength: 200,
  description: 'telephone number or e-mail address',
});
const Name = LineText({ minLength: 1, maxLength: 60 });
const Password = Type.String({ minLength: 1, maxLength: 200 });

/** That whoever asks holds the address: the request that the code belongs to, and the code that came there. */
const proof = {
  way: Way,
  address: Address,
  codeRequest: Type.String({ minLength: 20, maxLength: 100, description: 'of SendPublicCode' }),
  code: Type.String({ pattern: '^[0-9]{6}$' }),
};

/** What a person lets an organisation have of them, and how it stands there. */
export const Membership = Exactly({
  organisationId: Id,
  name: Type.String(),
  nameEn: Nullable(Type.String()),
  participations: Type.Array(OneOf(participations)),
  ways: Type.Array(Way, { description: 'addresses that the organisation is given' }),
  note: Type.String(),
  state: OneOf(entryStates),
  askedAt: Instant,
  decidedAt: Nullable(
    Type.String({ format: 'date-time', description: 'when the organisation answered last' }),
  ),
});

export const PublicAccount = Exactly({
  id: Id,
  name: Type.String(),
  loginName: Nullable(Type.String({ description: 'null: signs in by an address alone' })),
  language: OneOf(languages),
  version: Type.Integer(),
  createdAt: Instant,
  hasPassword: Type.Boolean(),
  addresses: Type.Array(Exactly({ way: Way, address: Type.String({ description: 'hidden in part' }) })),
  sessions: Type.Array(
    Exactly({ id: Id, name: Type.String(), createdAt: Instant, usedAt: Instant, current: Type.Boolean() }),
  ),
  books: Type.Array(Membership),
});

export const ReadPublicDoor = operation({
  method: 'GET',
  url: '/api/v1/my/door',
  access: 'public',
  perMinute: 600,
  tag,
  summary: 'Where codes can be sent to here',
  response: { 200: Exactly({ ways: Type.Array(Way) }) },
});

export const SendPublicCode = operation({
  method: 'POST',
  url: '/api/v1/my/codes',
  access: 'public',
  perMinute: 60,
  tag,
  summary: 'Send a code to an address; the answer is the same whether somebody has an account by it',
  body: Exactly({ way: Way, address: Address }),
  response: { 200: Exactly({ codeRequest: Type.String(), until: Instant }) },
});

export const SignUp = operation({
  method: 'POST',
  url: '/api/v1/my/sign-up',
  access: 'public',
  perMinute: 120,
  tag,
  summary:
    'An account of the public for whoever proves an address; by an address that has one it signs in there',
  body: Exactly({
    ...proof,
    name: Name,
    isOfAge: Type.Literal(true, { description: 'fourteen or older: the law asks for a guardian below' }),
  }),
  response: { 200: PublicAccount },
});

export const SignInByCode = operation({
  method: 'POST',
  url: '/api/v1/my/sign-in',
  access: 'public',
  perMinute: 120,
  tag,
  summary: 'Sign in by a code that came to an address; sets the cookie of accounts of the public',
  body: Exactly(proof),
  response: { 200: PublicAccount },
});

export const SignInByPassword = operation({
  method: 'POST',
  url: '/api/v1/my/sign-in/password',
  access: 'public',
  perMinute: 120,
  tag,
  summary: 'Sign in by the password that the account was given',
  body: Exactly({ way: Way, address: Address, password: Password }),
  response: { 200: PublicAccount },
});

export const SignOutOfPublic = operation({
  method: 'POST',
  url: '/api/v1/my/sign-out',
  access,
  tag,
  summary: 'End this session',
  response: { 200: Nothing },
});

export const ReadPublicAccount = operation({
  method: 'GET',
  url: '/api/v1/my/account',
  access,
  tag,
  summary: 'One’s own account: addresses, sessions, and whose books one is in',
  response: { 200: PublicAccount },
});

export const ChangePublicAccount = operation({
  method: 'PATCH',
  url: '/api/v1/my/account',
  access,
  versioned: true,
  tag,
  summary: 'Change one’s own name or language; the books have the name, and get the new one',
  body: Exactly({ name: Type.Optional(Name), language: Type.Optional(OneOf(languages)) }),
  response: { 200: PublicAccount },
});

export const ProvePublicSession = operation({
  method: 'POST',
  url: '/api/v1/my/prove',
  access,
  tag,
  summary:
    'Show that it is still the holder who has this session, by the password or a code to an own address: what cannot be taken back wants it within ten minutes',
  body: Exactly({ password: Type.Optional(Password), proof: Type.Optional(Exactly(proof)) }),
  response: { 200: Nothing },
});

export const SetPublicPassword = operation({
  method: 'PUT',
  url: '/api/v1/my/password',
  access,
  tag,
  summary: 'Give the account a password, or another one, lately proven; ends all other sessions',
  body: Exactly({ next: Password }),
  response: { 200: PublicAccount },
});

export const PutPublicAddress = operation({
  method: 'PUT',
  url: '/api/v1/my/addresses',
  access,
  tag,
  summary: 'Add an address that is proven, or put it in the place of the one of its kind, lately proven',
  body: Exactly(proof),
  response: { 200: PublicAccount },
});

export const RemovePublicAddress = operation({
  method: 'DELETE',
  url: '/api/v1/my/addresses/:way',
  access,
  tag,
  summary: 'Remove an address; the last one stays',
  params: Exactly({ way: Way }),
  response: { 200: PublicAccount },
});

export const EndPublicSession = operation({
  method: 'DELETE',
  url: '/api/v1/my/sessions/:id',
  access,
  tag,
  summary: 'End one of one’s own sessions',
  params: Exactly({ id: Id }),
  response: { 200: PublicAccount },
});

export const JoinBook = operation({
  method: 'PUT',
  url: '/api/v1/my/books/:organisationId',
  access,
  // each is a delivery to an organisation, and rows in two tenants
  perMinute: 60,
  tag,
  summary: 'Ask an organisation to take one into its book, or change what it is given',
  params: Exactly({ organisationId: Id }),
  body: Exactly({
    participations: Type.Array(OneOf(participations), {
      minItems: 1,
      maxItems: participations.length,
      uniqueItems: true,
    }),
    ways: Type.Array(Way, {
      maxItems: publicWays.length,
      uniqueItems: true,
      description: 'at least one of the addresses that the account has',
    }),
    note: PlainText({ maxLength: 500 }),
  }),
  response: { 200: PublicAccount },
});

export const LeaveBook = operation({
  method: 'DELETE',
  url: '/api/v1/my/books/:organisationId',
  access,
  // each is a delivery to an organisation, and rows in two tenants
  perMinute: 60,
  tag,
  summary: 'Leave an organisation’s book; what it was given is destroyed there',
  params: Exactly({ organisationId: Id }),
  response: { 200: PublicAccount },
});

export const ExportPublicAccount = operation({
  method: 'GET',
  url: '/api/v1/my/export',
  access,
  tag,
  summary: 'All that is kept of one’s own account, also the addresses in full',
  response: {
    200: Exactly({
      account: PublicAccount,
      addresses: Type.Array(Exactly({ way: Way, address: Type.String(), confirmedAt: Instant })),
      volunteer: OwnVolunteer,
      shifts: Type.Array(OwnShift, { description: 'that one signed up for, from a month back on' }),
      service: Type.Array(OwnService, { description: 'the latest 500' }),
      recognition: Type.Array(OwnRecognition),
      exportedAt: Instant,
    }),
  },
});

export const ErasePublicAccount = operation({
  method: 'POST',
  url: '/api/v1/my/erase',
  access,
  tag,
  summary: 'Erase one’s own account and leave all books, lately proven',
  response: { 200: Nothing },
});
