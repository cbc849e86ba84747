/**
 * A dense matrix within a flat array: entry (i, j) stands at `from + i * down + j * across`. The transpose is the same
 * numbers with the steps exchanged.
 */
export interface Block {
  readonly values: Float64Array;
  readonly from: number;
  readonly down: number;
  readonly across: number;
}

/** A block that lies row by row. */
export function blockAt(values: Float64Array, from: number, columns: number): Block {
  return { values, from, down: columns, across: 1 };
}

export function transposed({ values, from, down, across }: Block): Block {
  return { values, from, down: across, across: down };
}

/** Rows and columns of the square of sums that one pass over the inner dimension adds up. */
const TILE = 4;

/** Adds sign * left (rows x inner) times right (inner x columns) to the target. */
export function addProduct(
  target: Block,
  left: Block,
  right: Block,
  rows: number,
  inner: number,
  columns: number,
  sign: 1 | -1 = 1,
): void {
  const wholeRows = columns < TILE ? 0 : rows - (rows % TILE);
  const wholeColumns = wholeRows === 0 ? 0 : columns - (columns % TILE);
  for (let i = 0; i < wholeRows; i += TILE) {
    for (let j = 0; j < wholeColumns; j += TILE) addTile(target, left, right, i, j, inner, sign);
  }
  if (wholeColumns < columns) addPart(target, left, right, 0, wholeRows, inner, wholeColumns, columns, sign);
  if (wholeRows < rows) addPart(target, left, right, wholeRows, rows, inner, 0, columns, sign);
}

function addPart(
  target: Block,
  left: Block,
  right: Block,
  firstRow: number,
  endRow: number,
  inner: number,
  firstColumn: number,
  endColumn: number,
  sign: number,
): void {
  const { values: l, across: leftStep } = left;
  const { values: r, down: rightStep } = right;
  for (let i = firstRow; i < endRow; i += 1) {
    for (let j = firstColumn; j < endColumn; j += 1) {
      let from = left.from + i * left.down;
      let other = right.from + j * right.across;
      let sum = 0;
      for (let t = 0; t < inner; t += 1) {
        sum += (l[from] ?? Number.NaN) * (r[other] ?? Number.NaN);
        from += leftStep;
        other += rightStep;
      }
      add(target, i, j, sign * sum);
    }
  }
}

/** Sixteen sums in registers: each number read serves four products. */
function addTile(
  target: Block,
  left: Block,
  right: Block,
  i: number,
  j: number,
  inner: number,
  sign: number,
): void {
  const { values: l, down, across: leftStep } = left;
  const { values: r, down: rightStep, across } = right;
  let from = left.from + i * down;
  let other = right.from + j * across;
  let [s00, s01, s02, s03, s10, s11, s12, s13] = [0, 0, 0, 0, 0, 0, 0, 0];
  let [s20, s21, s22, s23, s30, s31, s32, s33] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let t = 0; t < inner; t += 1) {
    const l0 = l[from] ?? Number.NaN;
    const l1 = l[from + down] ?? Number.NaN;
    const l2 = l[from + 2 * down] ?? Number.NaN;
    const l3 = l[from + 3 * down] ?? Number.NaN;
    const r0 = r[other] ?? Number.NaN;
    const r1 = r[other + across] ?? Number.NaN;
    const r2 = r[other + 2 * across] ?? Number.NaN;
    const r3 = r[other + 3 * across] ?? Number.NaN;
    s00 += l0 * r0;
    s01 += l0 * r1;
    s02 += l0 * r2;
    s03 += l0 * r3;
    s10 += l1 * r0;
    s11 += l1 * r1;
    s12 += l1 * r2;
    s13 += l1 * r3;
    s20 += l2 * r0;
    s21 += l2 * r1;
    s22 += l2 * r2;
    s23 += l2 * r3;
    s30 += l3 * r0;
    s31 += l3 * r1;
    s32 += l3 * r2;
    s33 += l3 * r3;
    from += leftStep;
    other += rightStep;
  }
  addRow(target, i, j, sign * s00, sign * s01, sign * s02, sign * s03);
  addRow(target, i + 1, j, sign * s10, sign * s11, sign * s12, sign * s13);
  addRow(target, i + 2, j, sign * s20, sign * s21, sign * s22, sign * s23);
  addRow(target, i + 3, j, sign * s30, sign * s31, sign * s32, sign * s33);
}

function addRow(target: Block, i: number, j: number, a: number, b: number, c: number, d: number): void {
  add(target, i, j, a);
  add(target, i, j + 1, b);
  add(target, i, j + 2, c);
  add(target, i, j + 3, d);
}

function add({ values, from, down, across }: Block, i: number, j: number, value: number): void {
  const place = from + i * down + j * across;
  values[place] = (values[place] ?? Number.NaN) + value;
}

/** The same for a square target of which only the lower half counts; of the upper one, what lies in the tiles is added too. */
export function addLowerProduct(target: Block, left: Block, right: Block, size: number, inner: number): void {
  const whole = size - (size % TILE);
  for (let i = 0; i < whole; i += TILE) {
    for (let j = 0; j <= i; j += TILE) addTile(target, left, right, i, j, inner, 1);
  }
  if (whole < size) addPart(target, left, right, whole, size, inner, 0, size, 1);
}
