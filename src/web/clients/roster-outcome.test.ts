import { expect, it } from 'vitest';
import { outcomesOf, type OutcomeWords } from './roster-outcome.ts';

const words: OutcomeWords = {
  joinedTo: (firstRow) => `joined ${firstRow}`,
  passedOver: (reason, row) => `${reason} ${row}`,
  unread: (state) => state,
  fault: (column, message) => `${column}: ${message}`,
  between: '; ',
};
const unread = {
  rows: 0,
  used: false,
  headerRow: null,
  columns: [],
  unused: [],
  passedOver: [],
  joined: [],
  created: [],
  updated: [],
  unchanged: [],
  hiddenRows: [],
};
const refused = { sheet: '一班', row: 5, code: 'missing' };

it('each row of each sheet has one outcome, in the order of the file, with all of its faults', () => {
  const outcomes = outcomesOf(
    {
      sheets: [
        {
          ...unread,
          name: '一班',
          state: 'read',
          created: [2, 7],
          updated: [4],
          unchanged: [3],
          joined: [{ row: 6, firstRow: '4' }],
          passedOver: [{ row: 9, reason: 'total' }],
        },
        { ...unread, name: '说明', state: 'no_header' },
      ],
      rejected: [
        { ...refused, column: '性别', message: 'no sex' },
        { ...refused, column: '学号', message: 'twice' },
      ],
      decide: [
        {
          sheet: '一班',
          row: 8,
          name: '陈一',
          reason: 'namesakes',
          message: 'who?',
          candidates: [],
          mayBeNew: true,
          mayBeAsWritten: false,
        },
      ],
      preview: [],
      ignoredColumns: [],
      unknownColumns: [],
      rows: 7,
      created: 2,
      updated: 1,
      unchanged: 1,
    },
    words,
  );
  expect(outcomes.map(({ sheet, row, fate, reason }) => [sheet, row, fate, reason])).toEqual([
    ['一班', 2, 'created', ''],
    ['一班', 3, 'unchanged', ''],
    ['一班', 4, 'updated', ''],
    ['一班', 5, 'rejected', '性别: no sex; 学号: twice'],
    ['一班', 6, 'joined', 'joined 4'],
    ['一班', 7, 'created', ''],
    ['一班', 8, 'undecided', 'who?'],
    ['一班', 9, 'passedOver', 'total 9'],
    ['说明', null, 'unread', 'no_header'],
  ]);
});
