import { isOnePersons } from '../people/identity-document.ts';
import { nameKey } from '../people/person-name.ts';
import type { Rejection, RejectionCode } from './rejection.ts';
import type { RosterField } from './roster-column.ts';
import { headingOf, type RosterHeader } from './roster-header.ts';
import type { RosterRow, RosterValues } from './roster-row.ts';
import { digestOf } from './text-digest.ts';

type Place = Pick<RosterRow, 'sheet' | 'row'>;

/** What an earlier row says already. */
export interface Repeat {
  readonly first: Place;
  readonly rejection: Rejection;
}

/**
 * Remembers the rows of one file, in order, to find those that contradict or repeat an earlier one. An identity number
 * with two names is a contradiction even when the earlier row was rejected for something else; a repetition counts only
 * against rows that were accepted, so that a corrected copy below a faulty row comes through.
 *
 * Of what a row says, digests are kept beside each other: of a hundred thousand rows the texts, and an object of each, would take more memory
 * than the file.
 */
export class RosterRepeats {
  readonly #sheets: (string | null)[] = [];
  readonly #rows: number[] = [];
  readonly #names: number[] = [];
  readonly #contents: number[] = [];
  /** the first row that names somebody beside a number, and the first of these that was accepted */
  readonly #named = new Map<string, number>();
  readonly #accepted: (number | undefined)[] = [];
  readonly #pupils = new Map<string, Map<string, number>>();
  readonly #unnumbered = new Map<string, number>();

  /** The fault of a row against earlier rows of the file, if any; remembers the row. */
  findRepeat(
    row: Partial<RosterValues>,
    place: Place,
    { header, isFaulty }: { header: RosterHeader; isFaulty: boolean },
  ): Repeat | undefined {
    const content = JSON.stringify(row);
    const name = row.name === undefined ? undefined : digestOf(nameKey(row.name));
    const number = numberOf(row);
    const index = this.#remember(place, name ?? Number.NaN, digestOf(content));
    const named = number === undefined ? undefined : this.#named.get(number);
    if (number !== undefined && name !== undefined && named === undefined) this.#named.set(number, index);
    if (named !== undefined && name !== undefined && this.#names[named] !== name)
      return this.#repeatOf(place, headingOf(header, 'idNumber'), 'id_number_with_two_names', named);
    return isFaulty ? undefined : this.#findRepeatOfAccepted(row, { place, index, content }, header);
  }

  #findRepeatOfAccepted(
    row: Partial<RosterValues>,
    { place, index, content }: { place: Place; index: number; content: string },
    header: RosterHeader,
  ): Repeat | undefined {
    const number = numberOf(row);
    const named = number === undefined ? undefined : this.#named.get(number);
    const pupils = row.studentNumber === undefined ? undefined : this.#pupilsOf(row.school ?? '');
    // a row with numbers is repeated only together with them
    const isNumbered = named !== undefined || pupils !== undefined;
    const unnumbered = isNumbered ? undefined : `${digestOf(content)} ${digestOf(content, 1)}`;
    const firsts: [number | undefined, RosterField, RejectionCode][] = [
      [named === undefined ? undefined : this.#accepted[named], 'idNumber', 'id_number_repeated'],
      [pupils?.get(row.studentNumber ?? ''), 'studentNumber', 'student_number_repeated'],
      [unnumbered === undefined ? undefined : this.#unnumbered.get(unnumbered), 'name', 'duplicate_row'],
    ];
    for (const [first, field, code] of firsts) {
      if (first === undefined) continue;
      const isSame = this.#contents[first] === this.#contents[index];
      return isSame
        ? this.#repeatOf(place, headingOf(header, 'name'), 'duplicate_row', first)
        : this.#repeatOf(place, headingOf(header, field), code, first);
    }
    if (named !== undefined) this.#accepted[named] = index;
    pupils?.set(row.studentNumber ?? '', index);
    if (unnumbered !== undefined) this.#unnumbered.set(unnumbered, index);
    return undefined;
  }

  #remember({ sheet, row }: Place, name: number, content: number): number {
    this.#sheets.push(sheet);
    this.#rows.push(row);
    this.#names.push(name);
    return this.#contents.push(content) - 1;
  }

  #pupilsOf(school: string): Map<string, number> {
    const known = this.#pupils.get(school);
    if (known !== undefined) return known;
    const pupils = new Map<string, number>();
    this.#pupils.set(school, pupils);
    return pupils;
  }

  #repeatOf(place: Place, column: string, code: RejectionCode, at: number): Repeat {
    const first = { sheet: this.#sheets[at] ?? null, row: this.#rows[at] ?? 0 };
    const firstRow = first.sheet === place.sheet ? first.row : `${first.sheet} ${first.row}`;
    return { first, rejection: { ...place, column, code, parameters: { firstRow } } };
  }
}

/** Two countries may give the same number. */
function numberOf({ idNumber, document, idCountry }: Partial<RosterValues>): string | undefined {
  if (idNumber === undefined || isOnePersons(document?.kind ?? null)) return idNumber;
  return JSON.stringify([document?.kind, idCountry ?? '', idNumber]);
}
