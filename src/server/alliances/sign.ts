import { listDisplayNames } from '../identity/public.ts';
import { signAs } from '../platform/work/signing.ts';
import type { Change } from '../platform/work/work.ts';
import { signedText } from './agreement.ts';
import * as sql from './sql.ts';

/** What people of the organisation are called, whose name stands beside what it says. */
export async function nameOf(change: Change, accountId: string): Promise<string> {
  const [names] = await change.all(listDisplayNames({ organisationId: change.organisationId }));
  return names.find(({ id }) => id === accountId)?.display_name ?? '';
}

/** Puts the organisation's name to a version, through whoever does so now. */
export async function signVersion(
  change: Change,
  accountId: string,
  { id, number, contentHash: hash }: { id: string; number: number; contentHash: string },
): Promise<void> {
  const { organisationId, now: signedAt } = change;
  const signerName = await nameOf(change, accountId);
  const { keyId, bytes } = await signAs(change, signedText({ hash, organisationId, signerName, signedAt }));
  change.push(
    sql.insertSignature({
      organisationId,
      id,
      partyId: organisationId,
      number,
      signerName,
      signedAt,
      keyId,
      bytes,
    }),
  );
}
