import { parseSync, Visitor } from 'vite';

/** A table that statements of a source file name, and the first place where one does. */
export interface TableNamed {
  readonly table: string;
  readonly line: number;
}

/** Which table it is, nobody can read. */
const UNKNOWN = 'a name that is put together';

/** Calls of the query builder whose first argument names tables. */
const BUILDER = new Set(
  [
    'selectFrom insertInto updateTable deleteFrom mergeInto from using insertRows',
    'innerJoin leftJoin rightJoin fullJoin crossJoin innerJoinLateral leftJoinLateral crossJoinLateral',
    'forUpdate forNoKeyUpdate forShare forKeyShare',
  ].flatMap((names) => names.split(' ')),
);

/** A text is SQL if it begins, or goes on, as a statement or a part of one does. */
const IS_SQL =
  /\b(select|insert into|update \S+ (\S+ )?set|delete from|truncate|vacuum|lock table|left join|inner join|join \S+( \S+)? on|returning)\b/i;
const KEYWORD = String.raw`\b(?:from|join|into|update|truncate|table|using|full|of)\s+(?:only\s+)?`;
const TABLE = String.raw`((?:"?\w+"?\.)?"?\w+"?)`;
const AFTER = new RegExp(KEYWORD + TABLE, 'gi');
/** `from a, b other`: what stands behind each comma */
const LISTED = new RegExp(String.raw`\bfrom\s+(?:[\w".]+(?:\s+(?:as\s+)?[\w"]+)?\s*,\s*)+` + TABLE, 'gi');
const PUT_TOGETHER = new RegExp(String.raw`${KEYWORD}\$(?!\d)`, 'gi');
const NAME = /^"?(?:\w+"?\."?)?(\w+)"?(?:\s+as\b.*)?$/i;

/**
 * The tables that the statements of a TypeScript file name: in calls of the query builder, in SQL as text, and as a
 * column's table.
 * @param columns of each table that there is
 */
export function tablesIn(source: string, columns: ReadonlyMap<string, ReadonlySet<string>>): TableNamed[] {
  const { program, errors } = parseSync('statements.ts', source);
  if (errors.length > 0) throw new Error(errors[0]?.message);
  const found = new Map<string, number>();
  const note = (table: string | undefined, offset: number) => {
    if (table === undefined || !(table === UNKNOWN || columns.has(table))) return;
    found.set(table, Math.min(found.get(table) ?? offset, offset));
  };
  const noteText = (text: string, offset: number) => {
    if (IS_SQL.test(text)) {
      for (const pattern of [AFTER, LISTED])
        for (const match of text.matchAll(pattern))
          note(NAME.exec(match[1] ?? '')?.[1], offset + match.index);
      for (const { index } of text.matchAll(PUT_TOGETHER)) note(UNKNOWN, offset + index);
    }
    for (const { 1: table = '', 2: column = '', index } of text.matchAll(/\b(\w+)"?\."?(\w+)\b/g))
      if (columns.get(table)?.has(column) === true) note(table, offset + index);
  };
  new Visitor({
    CallExpression({ callee, arguments: [first] }) {
      const name =
        callee.type === 'Identifier'
          ? callee.name
          : callee.type === 'MemberExpression' && callee.property.type === 'Identifier'
            ? callee.property.name
            : '';
      if (!BUILDER.has(name) || first === undefined) return;
      const named = first.type === 'ArrayExpression' ? first.elements : [first];
      for (const argument of named) {
        if (argument === null) continue;
        if (argument.type === 'Literal') note(NAME.exec(String(argument.value))?.[1], argument.start);
        if (argument.type === 'TemplateLiteral')
          note(NAME.exec(argument.quasis[0]?.value.raw ?? '')?.[1], argument.start);
      }
    },
    Literal({ value, start }) {
      if (typeof value === 'string') noteText(value, start);
    },
    TemplateLiteral({ quasis, start }) {
      // one text, so that what stands around a value is read as it is sent
      noteText(quasis.map(({ value }) => value.raw).join('$'), start);
    },
  }).visit(program);
  return [...found]
    .sort(([, left], [, right]) => left - right)
    .map(([table, offset]) => ({ table, line: source.slice(0, offset).split('\n').length }));
}
