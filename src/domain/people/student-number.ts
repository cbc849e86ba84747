/** 0007 and 7 are one number, where leading zeros do not count. */
export function withoutZeros(number: string): string {
  return /^\d+$/u.test(number) ? number.replace(/^0+(?=\d)/u, '') : number;
}

/** Shorter numbers are counted anew in each class, and a zero before them is nobody's habit. */
const NARROWEST = 4;

/**
 * Student numbers of a file as their school writes them: a spreadsheet that takes 0007 for an amount leaves 7. Where those on
 * record are all of one width and some begin with zeros, shorter ones get their zeros back; where nobody is on record, all the
 * others of the file have to agree. Else each stays as it is written.
 * @param onRecord numbers of the same school
 * @returns one for each number of the file, in their order
 */
export function inSchoolWidth(numbers: readonly string[], onRecord: readonly string[]): string[] {
  const known = onRecord.length === 0 ? undefined : widthOnRecord(numbers, onRecord);
  const widthOf = onRecord.length === 0 ? widthOfOthers(numbers) : () => known;
  return numbers.map((number) => {
    if (!/^[1-9]\d*$/u.test(number)) return number;
    return number.padStart(widthOf(number) ?? 0, '0');
  });
}

function widthOnRecord(numbers: readonly string[], onRecord: readonly string[]): number | undefined {
  const width = commonWidth(onRecord);
  // one that has kept its zeros, or is too long to have lost any, says how the file writes them
  const isAgreed = numbers.every(
    (number) => number.length === width || (/^[1-9]\d*$/u.test(number) && number.length < (width ?? 0)),
  );
  return isAgreed ? width : undefined;
}

function widthOfOthers(numbers: readonly string[]): (number: string) => number | undefined {
  const byWidth = Map.groupBy(numbers, ({ length }) => length);
  return (number) => {
    const [others, ...more] = [...byWidth.values()].filter((ofWidth) => ofWidth[0]?.length !== number.length);
    const isAlone = byWidth.get(number.length)?.length === 1;
    return isAlone && others !== undefined && more.length === 0 ? commonWidth(others) : undefined;
  };
}

/** undefined: they are written in several ways, or none begins with a zero */
function commonWidth(numbers: readonly string[]): number | undefined {
  const width = numbers[0]?.length ?? 0;
  const isCommon = numbers.every((number) => number.length === width && /^\d+$/u.test(number));
  const hasZeros = numbers.some((number) => number.startsWith('0'));
  return isCommon && hasZeros && width >= NARROWEST ? width : undefined;
}
