import { type Static, Type } from 'typebox';
import { entryDecisions, entryStates } from '../domain/books/entry-life.ts';
import { participations } from '../domain/books/participation.ts';
import {
  Exactly,
  Id,
  IdParams,
  Instant,
  LineText,
  Nullable,
  OneOf,
  operation,
  PageOf,
  PageQuery,
  PlainText,
} from './operation.ts';
import { publicWays } from './public-accounts.ts';

const tag = 'books';

const Participations = Type.Array(OneOf(participations), {
  maxItems: participations.length,
  uniqueItems: true,
});
const Welcome = PlainText({
  maxLength: 300,
  description: 'what the organisation says to whoever wants to join',
});

const TAKES_AT_ONCE =
  'who asks is in the book without anybody looking, but for volunteers under age, whose guardian consents first';

/** An organisation that takes people of the public into its book. */
export const OpenBook = Exactly({
  organisationId: Id,
  code: Type.String(),
  name: Type.String(),
  nameEn: Nullable(Type.String()),
  participations: Participations,
  welcome: Type.String(),
  welcomeEn: Type.String(),
});

export const Book = Exactly({
  isOpen: Type.Boolean(),
  participations: Participations,
  welcome: Type.String(),
  welcomeEn: Type.String(),
  takesAtOnce: Type.Boolean({ description: TAKES_AT_ONCE }),
  version: Type.Integer({ description: '0: never opened' }),
});
export type BookView = Static<typeof Book>;

export const BookEntry = Exactly({
  id: Id,
  name: Nullable(Type.String({ description: 'null: destroyed with the end, or it does not open' })),
  addresses: Type.Array(Exactly({ way: OneOf(publicWays), address: Type.String() })),
  note: Type.String(),
  participations: Type.Array(OneOf(participations)),
  state: OneOf(entryStates),
  askedAt: Instant,
  decidedAt: Nullable(Instant),
  version: Type.Integer(),
});
export type BookEntryView = Static<typeof BookEntry>;

export const ListOpenBooks = operation({
  method: 'GET',
  url: '/api/v1/books',
  access: 'public',
  perMinute: 600,
  tag,
  summary: 'Organisations that take people of the public into their books',
  response: { 200: Exactly({ items: Type.Array(OpenBook) }) },
});

export const ReadBook = operation({
  method: 'GET',
  url: '/api/v1/book',
  access: 'book.open',
  tag,
  summary: 'Whether the organisation takes people of the public into its book, and as what',
  response: { 200: Book },
});

export const PutBook = operation({
  method: 'PUT',
  url: '/api/v1/book',
  access: 'book.open',
  versioned: true,
  tag,
  summary: 'Open the organisation’s book to the public, or close it; whoever is in it stays',
  body: Exactly({
    isOpen: Type.Boolean(),
    participations: Participations,
    welcome: Welcome,
    welcomeEn: Welcome,
    takesAtOnce: Type.Optional(Type.Boolean({ description: `${TAKES_AT_ONCE}; left out: nobody` })),
  }),
  response: { 200: Book },
});

export const ListBookEntries = operation({
  method: 'GET',
  url: '/api/v1/book/entries',
  access: 'book.read',
  tag,
  summary: 'Who is in the organisation’s book, whoever asked last first',
  query: Exactly({
    ...PageQuery,
    state: Type.Optional(OneOf(entryStates)),
    participation: Type.Optional(OneOf(participations)),
    q: Type.Optional(
      LineText({ maxLength: 100, description: 'a name, its pinyin or initials, or a whole address' }),
    ),
  }),
  response: { 200: PageOf(BookEntry) },
});

export const DecideBookEntry = operation({
  method: 'POST',
  url: '/api/v1/book/entries/:id/decision',
  access: 'book.decide',
  versioned: true,
  tag,
  summary:
    'Take somebody in who asked, decline, or end it; with the end the name and addresses are destroyed here',
  params: IdParams,
  body: Exactly({ decision: OneOf(entryDecisions) }),
  response: { 200: BookEntry },
});
