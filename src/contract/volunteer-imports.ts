import { type Static, Type } from 'typebox';
import {
  Exactly,
  Id,
  IdParams,
  Instant,
  LineText,
  Nothing,
  Nullable,
  OneOf,
  operation,
  PageOf,
  PageQuery,
} from './operation.ts';
import { LONGEST_COLUMNS, LONGEST_DECISIONS } from './roster.ts';

const tag = 'volunteers';

/** As large as a spreadsheet may be. */
const FILE_LIMIT = 10 * 1024 * 1024;
const DECISION = '\\d{1,4}\\.\\d{1,7}\\.(new|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})';

const SheetName = Nullable(Type.String({ description: 'null: the file has one table, without a name' }));
const RowNumber = Type.Integer({ description: 'as the spreadsheet program numbers it' });
const Column = {
  heading: Type.String({ description: 'as the file writes it' }),
  key: Type.String({ description: 'what the column is called under `columns` of the request' }),
  isChosen: Type.Boolean({ description: 'somebody said what it means, now or for an earlier file' }),
};

/** What was understood of each table of the file. */
const ImportedSheet = Exactly({
  name: SheetName,
  state: OneOf(['read', 'hidden', 'empty', 'no_header']),
  headerRow: Nullable(RowNumber),
  columns: Type.Array(Exactly({ field: Type.String(), ...Column })),
  unused: Type.Array(Exactly(Column), { description: 'columns that mean nothing to the import' }),
  passedOver: Type.Array(Exactly({ row: RowNumber, reason: OneOf(['total', 'note', 'heading']) })),
  hiddenRows: Type.Array(RowNumber, { description: 'read like the others' }),
});

/** What becomes of a row that was understood. */
const ImportedRow = Exactly({
  sheet: SheetName,
  row: RowNumber,
  name: Type.String(),
  person: OneOf(
    ['created', 'updated', 'unchanged', 'undecided'],
    'of the volunteer; undecided: somebody has to say whom it means',
  ),
  service: Nullable(OneOf(['added', 'there'], 'there: the same service is on record, or in an earlier row')),
  minutes: Nullable(Type.Integer({ description: 'of the service' })),
  firstRow: Nullable(RowNumber),
  unknownWords: Type.Array(Type.String(), { description: 'skills and the like that were left out' }),
});

export const VolunteerImportReport = Exactly({
  sheets: Type.Array(ImportedSheet),
  unknownColumns: Type.Array(Type.String(), {
    description: 'of `columns` of the request, those that no table has',
  }),
  rows: Type.Integer({ description: 'with somebody in them, rejected ones included' }),
  created: Type.Integer({ description: 'new volunteers' }),
  updated: Type.Integer({ description: 'known ones of whom the table says something else' }),
  unchanged: Type.Integer(),
  waiting: Type.Integer({ description: 'of the new ones, under age: they wait for the guardian’s consent' }),
  keptByHolder: Type.Integer({
    description:
      'with an account of their own, and another word in the table: what they say of themselves stays',
  }),
  servicesAdded: Type.Integer({ description: 'wait for somebody else than who brought them in' }),
  minutesAdded: Type.Integer(),
  servicesThere: Type.Integer(),
  rejected: Type.Array(
    Exactly({
      sheet: SheetName,
      row: RowNumber,
      column: Type.String({ description: 'the heading as the file writes it' }),
      code: Type.String(),
      message: Type.String(),
    }),
  ),
  decide: Type.Array(
    Exactly({
      sheet: SheetName,
      row: RowNumber,
      name: Type.String(),
      reason: Type.String(),
      message: Type.String(),
      candidates: Type.Array(
        Exactly({ id: Id, name: Type.String(), number: Type.String(), birthDate: Nullable(Type.String()) }),
      ),
      mayBeNew: Type.Boolean({ description: 'false: a candidate has the number' }),
    }),
    { description: 'people of whom somebody has to say whom they are; nothing of their rows is written' },
  ),
  outcomes: Type.Array(ImportedRow),
});
export type VolunteerImportReportView = Static<typeof VolunteerImportReport>;

export const ImportVolunteers = operation({
  method: 'POST',
  url: '/api/v1/volunteer-imports',
  access: 'volunteer.manage',
  tag,
  summary:
    'Bring in volunteers and hours of before this platform (.xlsx or .csv as the raw body); with dryRun nothing is changed. Twice, it is there once',
  query: Exactly({
    siteId: Id,
    fileName: LineText({ minLength: 1, maxLength: 200 }),
    dryRun: Type.Optional(Type.Boolean()),
    decisions: Type.Optional(
      Type.String({
        pattern: `^${DECISION}(,${DECISION})*$`,
        maxLength: LONGEST_DECISIONS,
        description:
          'of people under `decide`: number of the sheet, row, and whom it means: one of the candidates, or somebody new; 1.5.new,2.7.ID',
      }),
    ),
    columns: Type.Optional(
      LineText({
        maxLength: LONGEST_COLUMNS,
        description:
          'what columns mean: a field as under `sheets`, or - for not used, or auto for what the heading says: 工时=minutes,备注=-; an import remembers it for the next file',
      }),
    ),
  }),
  file: true,
  bodyLimit: FILE_LIMIT,
  response: { 200: VolunteerImportReport },
});

export const ForgetVolunteerColumns = operation({
  method: 'DELETE',
  url: '/api/v1/volunteer-import-columns',
  access: 'volunteer.manage',
  tag,
  summary: 'Forget what columns of tables of volunteers were said to mean',
  response: { 204: Nothing },
});

const Chosen = (description: string) =>
  Type.Array(Id, { minItems: 1, maxItems: 500, uniqueItems: true, description });

const ImportedLot = Exactly({
  id: Id,
  enteredBy: Id,
  enteredAt: Instant,
  people: Type.Integer({ description: 'that were new with it' }),
  services: Type.Integer({ description: 'that came with it' }),
  pending: Type.Integer({ description: 'services that wait' }),
  pendingMinutes: Type.Integer(),
  pendingPeople: Type.Integer(),
  notAccepted: Type.Integer({
    description:
      'people of whom something waits whose entry is not accepted: a guardian was not asked, or they left. Nothing of theirs is approved',
  }),
  recorded: Type.Integer(),
  declined: Type.Integer(),
  since: Nullable(Instant),
  until: Nullable(Instant),
});
export type ImportedLotView = Static<typeof ImportedLot>;

export const ListVolunteerImports = operation({
  method: 'GET',
  url: '/api/v1/volunteer-imports',
  access: 'volunteer.read',
  tag,
  summary: 'The latest 500 tables of volunteers and hours that were brought in, and what of them waits',
  response: { 200: Exactly({ items: Type.Array(ImportedLot) }) },
});

const ImportedService = Exactly({
  id: Id,
  volunteerId: Id,
  name: Nullable(Type.String()),
  number: Type.String(),
  isAccepted: Type.Boolean({ description: 'false: it is not approved until their entry is accepted' }),
  title: Type.String(),
  siteName: Type.String(),
  from: Instant,
  until: Instant,
  minutes: Type.Integer(),
  isDayOnly: Type.Boolean({ description: 'at which hours of the day nobody wrote down' }),
  state: OneOf(['pending', 'recorded', 'declined', 'replaced'] as const),
});
export type ImportedServiceView = Static<typeof ImportedService>;

export const ListImportedServices = operation({
  method: 'GET',
  url: '/api/v1/volunteer-imports/:id/services',
  access: 'volunteer.read',
  tag,
  summary: 'What a table credits whom with, by person',
  params: IdParams,
  query: Exactly(PageQuery),
  response: { 200: PageOf(ImportedService) },
});

export const DecideVolunteerImport = operation({
  method: 'POST',
  url: '/api/v1/volunteer-imports/:id/decide',
  access: 'volunteer.manage',
  tag,
  summary:
    'Approve, or decline, the hours that wait of a table, all or chosen ones, by somebody else than who brought it in; what is of a time that counts already, of a day with more than 24 hours, or of somebody who is not accepted goes on waiting',
  params: IdParams,
  body: Exactly({
    decision: OneOf(['recorded', 'declined'] as const),
    volunteerIds: Type.Optional(Chosen('of these people alone')),
    serviceIds: Type.Optional(Chosen('these alone')),
  }),
  response: { 200: ImportedLot },
});

export const ExportVolunteers = operation({
  method: 'POST',
  url: '/api/v1/volunteers/export',
  access: 'volunteer.manage',
  tag,
  summary:
    'Volunteers, or their services, as a table in the order of the record’s rules, which an import takes back as it went. The reading is recorded',
  body: Exactly({
    what: OneOf(['volunteers', 'services'] as const),
    format: Type.Optional(
      OneOf(['xlsx', 'csv'] as const, 'a workbook where left out; csv: UTF-8 with its mark'),
    ),
    volunteerIds: Type.Optional(
      Type.Array(Id, { minItems: 1, maxItems: 200, uniqueItems: true, description: 'left out: all' }),
    ),
  }),
  response: { 200: Type.Union([Type.String(), Type.Unsafe<Uint8Array>(Type.String())]) },
});
