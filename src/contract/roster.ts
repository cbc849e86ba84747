import { Type } from 'typebox';
import { Exactly, Id, IdParams, LineText, Nothing, Nullable, OneOf, operation } from './operation.ts';

/** As large as a spreadsheet may be. */
const FILE_LIMIT = 10 * 1024 * 1024;

const DECISION = '\\d{1,4}\\.\\d{1,7}\\.(new|written|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})';
/** With room for the rest in what servers take of an address; some two hundred decisions. */
export const LONGEST_DECISIONS = 10_000;

/** Beside the decisions, within what servers take of an address. */
export const LONGEST_COLUMNS = 4_000;

const SheetName = Nullable(Type.String({ description: 'null: the file has one table, without a name' }));
const RowNumber = Type.Integer({ description: 'as the spreadsheet program numbers it' });

const Column = {
  heading: Type.String({ description: 'as the file writes it' }),
  key: Type.String({ description: 'what the column is called under `columns` of the request' }),
  isChosen: Type.Boolean({
    description: 'somebody said what it means, now or for an earlier file of the site',
  }),
};

/** What was understood of each table of the file. */
const RosterSheet = Exactly({
  name: SheetName,
  rows: Type.Integer({ description: 'with somebody in them' }),
  used: Type.Boolean(),
  state: OneOf(
    ['read', 'hidden', 'empty', 'no_header'],
    'hidden tables are not read, nor those without headings that name people',
  ),
  headerRow: Nullable(RowNumber),
  columns: Type.Array(Exactly({ field: Type.String(), ...Column })),
  unused: Type.Array(Exactly(Column), { description: 'columns that mean nothing to the import' }),
  passedOver: Type.Array(Exactly({ row: RowNumber, reason: OneOf(['total', 'note', 'heading']) }), {
    description: 'sums, remarks and repeated headings: nobody',
  }),
  joined: Type.Array(Exactly({ row: RowNumber, firstRow: Type.String() }), {
    description: 'rows that only name others who look after the child of an earlier row',
  }),
  created: Type.Array(RowNumber),
  updated: Type.Array(RowNumber),
  unchanged: Type.Array(RowNumber),
  hiddenRows: Type.Array(RowNumber, { description: 'read like the others' }),
});

export const RosterReport = Exactly({
  sheets: Type.Array(RosterSheet),
  ignoredColumns: Type.Array(Type.String(), { description: 'headings that mean nothing to the import' }),
  unknownColumns: Type.Array(Type.String(), {
    description: 'of `columns` of the request, those that no table has',
  }),
  /** rows with somebody in them, rejected ones included */
  rows: Type.Integer(),
  created: Type.Integer(),
  updated: Type.Integer(),
  unchanged: Type.Integer(),
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
        Exactly({
          id: Id,
          name: Type.String(),
          birthDate: Nullable(Type.String()),
          classId: Nullable(Id),
          isHere: Type.Boolean({ description: 'false: at another site, where this import changes nobody' }),
        }),
      ),
      mayBeNew: Type.Boolean({ description: 'false: a candidate has the ID number' }),
      mayBeAsWritten: Type.Boolean({
        description: 'the number has a wrong check digit: decided by `written` where the document says so',
      }),
    }),
    { description: 'rows of which somebody has to decide whom they mean; nothing of them is written' },
  ),
  preview: Type.Array(
    Exactly({
      sheet: SheetName,
      row: RowNumber,
      name: Type.String(),
      className: Nullable(Type.String()),
      change: Type.Unsafe<'created' | 'updated' | 'unchanged'>({
        type: 'string',
        enum: ['created', 'updated', 'unchanged'],
      }),
    }),
    { description: 'the first rows, for a look before the import' },
  ),
});

export const ImportRoster = operation({
  method: 'POST',
  url: '/api/v1/roster-imports',
  access: 'roster.import',
  tag: 'clients',
  summary: 'Import a class roster (.xlsx or .csv as the raw body); with dryRun nothing is changed',
  query: Exactly({
    siteId: Id,
    fileName: LineText({ minLength: 1, maxLength: 200 }),
    dryRun: Type.Optional(Type.Boolean()),
    decisions: Type.Optional(
      Type.String({
        pattern: `^${DECISION}(,${DECISION})*$`,
        maxLength: LONGEST_DECISIONS,
        description:
          'of rows under `decide`: number of the sheet, row, and whom it means: one of the candidates, or somebody new; or that a number is as written; 1.5.new,2.7.ID,2.8.written',
      }),
    ),
    columns: Type.Optional(
      LineText({
        maxLength: LONGEST_COLUMNS,
        description:
          'what columns mean: a field as under `sheets`, or - for not used, or auto for what the heading says, by heading: 家长手机=guardian.phone,民族=-,电话#2=mother.phone; an import remembers it for the next file of the site',
      }),
    ),
    importId: Type.Optional(
      Type.Unsafe<string>({
        ...Id,
        description: 'by which one asks meanwhile how far it is; sent again, it is the same import',
      }),
    ),
  }),
  file: true,
  bodyLimit: FILE_LIMIT,
  response: { 200: RosterReport },
});

export const ForgetRosterColumns = operation({
  method: 'DELETE',
  url: '/api/v1/roster-columns',
  access: 'roster.import',
  tag: 'clients',
  summary: 'Forget what columns of a site’s rosters were said to mean',
  query: Exactly({ siteId: Id }),
  response: { 204: Nothing },
});

export const RosterProgress = Exactly({
  stage: OneOf(['reading', 'comparing', 'writing', 'done']),
  done: Type.Integer({ description: 'rows, or persons compared with' }),
  total: Nullable(Type.Integer({ description: 'null: not known yet' })),
  report: Nullable(RosterReport),
});

export const ReadRosterProgress = operation({
  method: 'GET',
  url: '/api/v1/roster-imports/:id',
  access: 'roster.import',
  tag: 'clients',
  summary:
    'How far one’s own import is, by its importId; once it has ended, its report or its error, for ten minutes',
  params: IdParams,
  response: { 200: RosterProgress },
});
