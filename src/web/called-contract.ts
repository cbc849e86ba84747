import type { Plugin } from 'vite';

/** What a page reads of an operation. */
const READ = ['method', 'url'];

/**
 * Of the contract's operations only method and address are built into the pages: the shapes are for the compiler and the server. With
 * what makes them they were a tenth of a first visit, and all of them were made before anything was drawn.
 */
export function calledContract(): Plugin {
  return {
    name: 'called-contract',
    apply: 'build',
    transform: {
      filter: { id: /\/src\/contract\/[\w-]+\.ts$/ },
      handler(code) {
        const values = this.parse(code)
          .body.map((statement) => ('declaration' in statement ? statement.declaration : statement))
          .flatMap((declared) => (declared?.type === 'VariableDeclaration' ? declared.declarations : []))
          .flatMap(({ init }) => (init === null ? [] : [init]));
        const written = ({ start, end }: { start: number; end: number }) => code.slice(start, end);
        return values.reduceRight((text, value) => {
          const isOperation =
            value.type === 'CallExpression' &&
            value.callee.type === 'Identifier' &&
            value.callee.name === 'operation';
          const shape = isOperation ? value.arguments[0] : undefined;
          const members = shape?.type === 'ObjectExpression' ? shape.properties : [];
          const read = members.filter(
            (member) =>
              member.type === 'Property' &&
              member.key.type === 'Identifier' &&
              READ.includes(member.key.name),
          );
          if (isOperation && read.length !== READ.length) throw new Error(`where is ${written(value)}?`);
          const built = isOperation
            ? `{ ${read.map(written).join(', ')} }`
            : // makes a value and does nothing else: where nobody reads it, it goes
              `/* @__PURE__ */ (() => (${written(value)}))()`;
          return text.slice(0, value.start) + built + text.slice(value.end);
        }, code);
      },
    },
    generateBundle(_, bundle) {
      for (const [name, file] of Object.entries(bundle)) {
        const modules = file.type === 'chunk' ? Object.entries(file.modules) : [];
        if (modules.some(([id, { renderedLength }]) => id.includes('/typebox/') && renderedLength > 0))
          throw new Error(`${name} makes shapes: a page reads one of the contract's`);
      }
    },
  };
}
