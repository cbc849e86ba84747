import { type Static, Type } from 'typebox';
import { absenceReasons } from '../domain/volunteers/attendance.ts';
import { qualificationKinds } from '../domain/volunteers/qualification.ts';
import { serviceSources } from '../domain/volunteers/service.ts';
import { CalendarDay, Exactly, Id, Instant, Nullable, OneOf, operation } from './operation.ts';

const tag = 'volunteering';

const Person = { volunteerId: Id, name: Nullable(Type.String()) };
const At = { shiftId: Id, title: Type.String(), startsAt: Instant };

const Board = Exactly({
  unfilled: Type.Array(
    Exactly({
      shiftId: Id,
      title: Type.String(),
      siteName: Type.String(),
      startsAt: Instant,
      endsAt: Instant,
      capacity: Type.Integer(),
      missing: Type.Integer(),
    }),
    { description: 'shifts of the next 14 days that lack people, those that lack most first' },
  ),
  unfilledTotal: Type.Integer(),
  dues: Exactly({
    count: Type.Integer({ description: 'times of service that are not recorded yet, at most 500' }),
    isMore: Type.Boolean({ description: 'there are more than 500' }),
    overdue: Type.Integer({ description: 'of those that are counted' }),
    firstDueOn: Nullable(CalendarDay),
  }),
  expiring: Type.Array(
    Exactly({
      ...Person,
      kind: OneOf(qualificationKinds),
      code: Type.String(),
      validUntil: CalendarDay,
      nextShift: Nullable(
        Exactly({ ...At, isAfter: Type.Boolean({ description: 'it will have ended by then' }) }),
      ),
    }),
    { description: 'what ends within 60 days and nothing follows; those with a coming shift first' },
  ),
  expiringTotal: Type.Integer(),
  absent: Type.Array(Exactly({ ...Person, ...At, reason: OneOf(absenceReasons) }), {
    description: 'who did not come in the last 30 days, the latest first',
  }),
  absentTotal: Type.Integer(),
  firstTimers: Type.Array(Exactly({ ...Person, ...At }), {
    description: 'whoever has never served and is expected within 14 days',
  }),
  firstTimersTotal: Type.Integer(),
});
export type VolunteeringBoardView = Static<typeof Board>;

export const ReadVolunteeringBoard = operation({
  method: 'GET',
  url: '/api/v1/volunteering-board',
  access: 'volunteer.read',
  tag,
  summary:
    'What a coordinator looks at first: places that are open, what ends, who did not come, who comes for the first time',
  response: { 200: Board },
});

const Served = {
  minutes: Type.Integer(),
  times: Type.Integer(),
  people: Type.Integer({ description: 'each once' }),
};

const Part = {
  ...Served,
  together: Type.Integer({
    description: 'how many stand in this row; more than one: the smallest of them, without a name',
  }),
};

const Figures = Exactly({
  from: CalendarDay,
  until: CalendarDay,
  offered: Type.Array(
    Exactly({
      opportunityId: Id,
      title: Type.String(),
      programme: Type.String(),
      siteName: Type.String(),
      shifts: Type.Integer(),
      places: Type.Integer(),
      taken: Type.Integer(),
    }),
    { description: 'by opportunity; shifts of the period that have begun and were not called off' },
  ),
  calledOff: Type.Integer({ description: 'shifts' }),
  total: Exactly(Served),
  bySite: Type.Array(Exactly({ siteName: Type.String(), ...Part })),
  byProgramme: Type.Array(
    Exactly({
      name: Type.String(),
      isProgramme: Type.Boolean({ description: 'false: an activity of no programme' }),
      ...Part,
    }),
  ),
  bySource: Type.Array(Exactly({ source: OneOf(serviceSources), ...Served })),
  absent: Type.Array(Exactly({ reason: OneOf(absenceReasons), count: Type.Integer() })),
  retention: Exactly({
    before: Type.Integer({ description: 'who served in the period before, of the same length' }),
    now: Type.Integer(),
    again: Type.Integer({ description: 'in both' }),
    first: Type.Integer({ description: 'who had never served before' }),
  }),
});
export type VolunteeringFiguresView = Static<typeof Figures>;

const Period = { from: CalendarDay, until: CalendarDay };

export const ReadVolunteeringFigures = operation({
  method: 'GET',
  url: '/api/v1/volunteering-figures',
  access: 'volunteer.read',
  tag,
  summary:
    'Volunteering in figures, from one day to another: what was offered, who served, for how long and where, and who came again',
  query: Exactly(Period),
  response: { 200: Figures },
});

export const ReadVolunteeringReport = operation({
  method: 'GET',
  url: '/api/v1/volunteering-figures/report',
  access: 'volunteer.read',
  tag,
  summary:
    'The same as a report to whoever funds it, without anybody’s name; no number of few people stands in it or follows from it',
  query: Exactly({
    ...Period,
    format: OneOf(['html', 'docx', 'pdf'] as const),
    language: Type.Optional(OneOf(['zh', 'en'] as const)),
  }),
  response: { 200: Type.Unsafe<Uint8Array>(Type.String({ description: 'a file of the format asked for' })) },
});
