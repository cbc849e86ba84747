import { Type } from 'typebox';
import { Exactly, Id, Nullable, operation } from './operation.ts';

/** As large as a spreadsheet may be. */
const FILE_LIMIT = 10 * 1024 * 1024;

export const RosterReport = Exactly({
  /** rows with somebody in them, rejected ones included */
  rows: Type.Integer(),
  created: Type.Integer(),
  updated: Type.Integer(),
  unchanged: Type.Integer(),
  rejected: Type.Array(
    Exactly({
      row: Type.Integer({ description: 'as the spreadsheet program numbers it' }),
      column: Type.String({ description: 'the heading as the file writes it' }),
      code: Type.String(),
      message: Type.String(),
    }),
  ),
  preview: Type.Array(
    Exactly({
      row: Type.Integer(),
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
    fileName: Type.String({ minLength: 1, maxLength: 200 }),
    dryRun: Type.Optional(Type.Boolean()),
  }),
  file: true,
  bodyLimit: FILE_LIMIT,
  response: { 200: RosterReport },
});
