import { isOnePersons } from '../people/identity-document.ts';
import { nameKey } from '../people/person-name.ts';
import type { Rejection, RejectionCode } from './rejection.ts';
import type { RosterField } from './roster-column.ts';
import { headingOf, type RosterHeader } from './roster-header.ts';
import type { RosterRow, RosterValues } from './roster-row.ts';

type Place = Pick<RosterRow, 'sheet' | 'row'>;

/** What an earlier row says already. */
export interface Repeat {
  readonly first: Place;
  readonly rejection: Rejection;
}

/** An accepted row, as it was read: the texts in it are the file's, where a key of all of them would hold each anew. */
interface Accepted {
  readonly place: Place;
  readonly row: Partial<RosterValues>;
}

interface Seen {
  place: Place;
  name: string | undefined;
}

/**
 * Remembers the rows of one file, in order, to find those that contradict or repeat an earlier one. An identity number
 * with two names is a contradiction even when the earlier row was rejected for something else; a repetition counts only
 * against rows that were accepted, so that a corrected copy below a faulty row comes through.
 */
export class RosterRepeats {
  readonly #nameByIdNumber = new Map<string, Seen>();
  readonly #accepted = new Map<string, Accepted>();

  /** The fault of a row against earlier rows of the file, if any; remembers the row. */
  findRepeat(
    row: Partial<RosterValues>,
    place: Place,
    { header, isFaulty }: { header: RosterHeader; isFaulty: boolean },
  ): Repeat | undefined {
    const number = numberOf(row);
    const named = number === undefined ? undefined : this.#nameByIdNumber.get(number);
    if (number !== undefined && row.name !== undefined && named === undefined) {
      this.#nameByIdNumber.set(number, { place, name: row.name });
    }
    if (named?.name !== undefined && row.name !== undefined && nameKey(named.name) !== nameKey(row.name)) {
      return repeatOf(place, headingOf(header, 'idNumber'), 'id_number_with_two_names', named.place);
    }
    return isFaulty ? undefined : this.#findRepeatOfAccepted(row, place, header);
  }

  #findRepeatOfAccepted(row: Partial<RosterValues>, place: Place, header: RosterHeader): Repeat | undefined {
    const keys: [string, RosterField, RejectionCode][] = [];
    const number = numberOf(row);
    if (number !== undefined) keys.push([`id ${number}`, 'idNumber', 'id_number_repeated']);
    if (row.studentNumber !== undefined) {
      const withinSchool = JSON.stringify([row.school ?? '', row.studentNumber]);
      keys.push([`student ${withinSchool}`, 'studentNumber', 'student_number_repeated']);
    }
    // a row with numbers is repeated only together with them
    if (keys.length === 0) keys.push([`row ${JSON.stringify(row)}`, 'name', 'duplicate_row']);
    for (const [key, field, code] of keys) {
      const first = this.#accepted.get(key);
      if (first === undefined) continue;
      const isSame = JSON.stringify(first.row) === JSON.stringify(row);
      return isSame
        ? repeatOf(place, headingOf(header, 'name'), 'duplicate_row', first.place)
        : repeatOf(place, headingOf(header, field), code, first.place);
    }
    for (const [key] of keys) this.#accepted.set(key, { place, row });
    return undefined;
  }
}

/** Two countries may give the same number. */
function numberOf({ idNumber, document, idCountry }: Partial<RosterValues>): string | undefined {
  if (idNumber === undefined || isOnePersons(document?.kind ?? null)) return idNumber;
  return JSON.stringify([document?.kind, idCountry ?? '', idNumber]);
}

function repeatOf(place: Place, column: string, code: RejectionCode, first: Place): Repeat {
  const firstRow = first.sheet === place.sheet ? first.row : `${first.sheet} ${first.row}`;
  return { first, rejection: { ...place, column, code, parameters: { firstRow } } };
}
