/** What the test uses of the programs of others, which have no types. */
declare module '@digitalcredentials/vc' {
  export function verifyCredential(
    options: Readonly<Record<string, unknown>>,
  ): Promise<{ verified: boolean; error?: unknown }>;
}
declare module '@digitalcredentials/data-integrity' {
  export const DataIntegrityProof: new (options: { readonly cryptosuite: unknown }) => object;
}
declare module '@digitalcredentials/eddsa-rdfc-2022-cryptosuite' {
  export const cryptosuite: unknown;
}
declare module '@digitalbazaar/multikey-context' {
  const packed: { readonly contexts: ReadonlyMap<string, unknown> };
  export default packed;
}
declare module 'did-context' {
  const packed: { readonly contexts: ReadonlyMap<string, unknown> };
  export default packed;
}
