/** A certificate of thirteen services has 151 values in 6 levels and 4,200 characters. */
const MOST_VALUES = 1000;
const MOST_CHARACTERS = 50_000;
const DEEPEST = 10;

/**
 * Whether a value that somebody sent is no larger than a credential of ours can be. Contexts and keywords of JSON-LD stand at the top alone: further
 * down they would turn the terms into others.
 */
export function isWithinBounds(value: unknown): boolean {
  let [values, characters] = [0, 0];
  const waiting: { value: unknown; depth: number }[] = [{ value, depth: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, depth } = next;
    values += 1;
    if (typeof value === 'string') characters += value.length;
    if (values > MOST_VALUES || characters > MOST_CHARACTERS || depth > DEEPEST) return false;
    if (typeof value !== 'object' || value === null) continue;
    const entries: [string, unknown][] = Array.isArray(value)
      ? value.slice(0, MOST_VALUES + 1).map((one: unknown) => ['', one])
      : Object.entries(value);
    if (entries.length > MOST_VALUES) return false;
    for (const [name, inside] of entries) {
      if (name.startsWith('@') && !(depth === 0 && name === '@context')) return false;
      characters += name.length;
      waiting.push({ value: inside, depth: depth + 1 });
    }
  }
  return true;
}
