import { type Static, Type } from 'typebox';
import { CalendarDay, Exactly, Id, IdParams, Instant, LineText, Nullable, operation } from './operation.ts';

const tag = 'volunteers';

/** A volunteer who helped at a contact or a session, and when. */
export const Helper = Exactly({ id: Id, volunteerId: Id, from: Instant, until: Instant });
export type HelperView = Static<typeof Helper>;

export const NewHelper = Exactly({
  id: Id,
  volunteerId: Id,
  from: Type.Optional(
    Type.Unsafe<string>({ ...Instant, description: 'of a contact: its beginning where left out' }),
  ),
  until: Type.Optional(
    Type.Unsafe<string>({ ...Instant, description: 'of a contact: its end where left out' }),
  ),
});

/** So many helped at one contact or session at most. */
export const MOST_HELPERS = 20;

export const FindHelpers = operation({
  method: 'GET',
  url: '/api/v1/helpers',
  access: 'helper.find',
  tag,
  summary:
    'Volunteers of the organisation who may have helped, by their number or a part of their name: no more than whom one has before oneself; at most 20, and the search is recorded',
  query: Exactly({
    q: LineText({ minLength: 1, maxLength: 60 }),
    on: Type.Unsafe<string>({ ...CalendarDay, description: 'day on which they helped' }),
  }),
  response: {
    200: Exactly({
      items: Type.Array(
        Exactly({
          id: Id,
          number: Type.String(),
          name: Type.String(),
          isCheckedForMinors: Type.Boolean({ description: 'on that day' }),
        }),
      ),
    }),
  },
});
export type FoundHelperView = Static<(typeof FindHelpers)['response'][200]>['items'][number];

export const ReadHelper = operation({
  method: 'GET',
  url: '/api/v1/helpers/:id',
  access: 'helper.find',
  tag,
  summary: 'Name and number of a volunteer who helped; the reading is recorded',
  params: IdParams,
  query: Exactly({ on: Type.Unsafe<string>({ ...CalendarDay, description: 'day on which they helped' }) }),
  response: {
    200: Exactly({
      id: Id,
      number: Type.String(),
      isCheckedForMinors: Type.Boolean({ description: 'on that day' }),
      name: Nullable(Type.String({ description: 'null: the volunteer’s data were destroyed' })),
    }),
  },
});
