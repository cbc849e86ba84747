/** The entry of a flat array; out of bounds is NaN, so that a wrong index can never pass for a zero. */
export function at(array: Float64Array | Int32Array, index: number): number {
  return array[index] ?? Number.NaN;
}

/** Adds to an entry in place. */
export function increase(array: Float64Array, index: number, value: number): void {
  array[index] = (array[index] ?? Number.NaN) + value;
}
