import type { Texts } from '../language.ts';

/** `queued`: one of many that are made one after the other; `failed`: it could not be, and says so. */
export const certificateStates = ['queued', 'issued', 'failed', 'revoked'] as const;
export type CertificateState = (typeof certificateStates)[number];

/** Why one of many was not made. */
export const failureReasons = ['erased', 'not_accepted', 'nothing_recorded'] as const;
export type FailureReason = (typeof failureReasons)[number];

/** Why one is revoked, in words that a stranger may read. */
export const revocationNames = {
  mistake: { zh: '内容有误', en: 'It said something wrong' },
  corrected: { zh: '时长已更正，另出了新的证明', en: 'The hours were corrected, and another was issued' },
  duplicate: { zh: '重复出具', en: 'Issued twice' },
  wish: { zh: '应本人要求', en: 'At the wish of the person' },
} as const satisfies Record<string, Texts>;
export type RevocationReason = keyof typeof revocationNames;
export const revocationReasons = Object.keys(revocationNames) as readonly RevocationReason[];
