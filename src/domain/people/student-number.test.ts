import { describe, expect, it } from 'vitest';
import { inSchoolWidth } from './student-number.ts';

describe('student numbers of a file', () => {
  it.each([
    [
      'get back the zeros that those on record have',
      ['7', '12', '345'],
      ['0001', '0240'],
      ['0007', '0012', '0345'],
    ],
    ['may be mixed with some that kept theirs', ['7', '0012'], ['0001'], ['0007', '0012']],
    ['are left where those on record have no zeros', ['7', '12'], ['1001', '1002'], ['7', '12']],
    ['are left where those on record are of several widths', ['7'], ['0001', '00002'], ['7']],
    ['are left where those on record are narrow', ['7'], ['01', '02'], ['7']],
    ['are left where letters are on record', ['7'], ['0001', 'A002'], ['7']],
    ['are left where one of them is longer than those on record', ['7', '20240'], ['0001'], ['7', '20240']],
    ['are left where one of them has fewer zeros', ['7', '012'], ['0001'], ['7', '012']],
    [
      'follow all the others of the file where nobody is on record',
      ['0001', '0002', '7'],
      [],
      ['0001', '0002', '0007'],
    ],
    ['are left where the others of the file do not agree', ['0001', '7', '12'], [], ['0001', '7', '12']],
    ['are left where nothing speaks for zeros', ['7', '1234'], [], ['7', '1234']],
  ])('%s', (_, numbers, onRecord, written) => {
    expect(inSchoolWidth(numbers, onRecord)).toEqual(written);
  });
});
