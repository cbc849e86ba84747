import { contentHash } from '../platform/work/content-hash.ts';

interface Agreement {
  readonly allianceId: string;
  readonly number: number;
  readonly terms: string;
  readonly noticeDays: number;
}

/** What a version of an agreement is known by. */
export function agreementHash({ allianceId, number, terms, noticeDays }: Agreement): string {
  return contentHash({ allianceId, number, terms, noticeDays });
}

/** What a signature under an agreement covers: this text, for this organisation, through this person, at this time. */
export function signedText({
  hash,
  organisationId,
  signerName,
  signedAt,
}: {
  readonly hash: string;
  readonly organisationId: string;
  readonly signerName: string;
  readonly signedAt: Date;
}): string {
  return ['nuantu alliance agreement 1', hash, organisationId, signerName, signedAt.toISOString()].join('\n');
}
