import { writtenName } from '../../../domain/people/person-name.ts';
import { inLines, inOneLine } from '../../../domain/written-text.ts';

interface Schema {
  readonly format?: string;
  readonly minLength?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

type Rewrite = (value: unknown) => unknown;

const spellings = new Map<string | undefined, (text: string) => string>([
  ['uuid', (id) => id.toLowerCase()],
  ['name', writtenName],
  ['given-name', writtenName],
  ['line', inOneLine],
  ['lines', inLines],
]);

/**
 * Ids, names of persons and what people write in one spelling, at every door alike. Names lose what only a keyboard or a spreadsheet put into them, so
 * that one who is registered at the form, by a roster or by a teacher is one person. RFC 9562 lets a UUID be written in capitals, and the database answers with
 * small letters; but ids go into the additional data of seals and into the codes of the audit, which know bytes alone.
 * @returns undefined where the schema holds none of them
 */
export function inOneSpelling(schema: Schema): Rewrite | undefined {
  const rewrites = [ofText(schema), ofItems(schema), ofMembers(schema)].concat(
    [...(schema.anyOf ?? []), ...(schema.allOf ?? []), ...(schema.oneOf ?? [])].map(inOneSpelling),
  );
  const needed = rewrites.filter((rewrite) => rewrite !== undefined);
  if (needed.length === 0) return undefined;
  return (value) => needed.reduce((rewritten, rewrite) => rewrite(rewritten), value);
}

const UNSEEN = /[\s\p{Cf}]/gu;

/** Where something has to be said, spaces and marks that nobody sees say nothing: they count as an empty text, which its length refuses. */
function ofText({ format, minLength = 0 }: Schema): Rewrite | undefined {
  const spell = spellings.get(format);
  return (
    spell &&
    ((value) => {
      if (typeof value !== 'string') return value;
      const spelt = spell(value);
      return minLength > 0 && spelt.replace(UNSEEN, '') === '' ? '' : spelt;
    })
  );
}

/** In the query one item may stand for a list of one. */
function ofItems({ items }: Schema): Rewrite | undefined {
  const rewrite = items === undefined ? undefined : inOneSpelling(items);
  if (rewrite === undefined) return undefined;
  return (value) => {
    if (!Array.isArray(value)) return typeof value === 'string' ? rewrite(value) : value;
    // in place: whoever validates keeps the array that it was given
    for (const [index, item] of value.entries()) value[index] = rewrite(item);
    return value;
  };
}

function ofMembers({
  properties = {},
  patternProperties = {},
  additionalProperties,
}: Schema): Rewrite | undefined {
  const named = new Map<string, Rewrite>();
  for (const [name, member] of Object.entries(properties)) {
    const rewrite = inOneSpelling(member);
    if (rewrite !== undefined) named.set(name, rewrite);
  }
  const other = [...Object.values(patternProperties), additionalProperties].flatMap((member) =>
    typeof member === 'object' ? (inOneSpelling(member) ?? []) : [],
  );
  if (named.size === 0 && other.length === 0) return undefined;
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const object = value as Record<string, unknown>;
    for (const [name, member] of Object.entries(object)) {
      const rewrites = named.has(name) ? [named.get(name)] : Object.hasOwn(properties, name) ? [] : other;
      for (const rewrite of rewrites) object[name] = rewrite?.(member);
    }
    return object;
  };
}
