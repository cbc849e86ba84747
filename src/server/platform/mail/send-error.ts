export type SendErrorCode =
  | 'account_empty'
  | 'certificate_untrusted'
  | 'day_over'
  | 'heads_missing'
  | 'limit_reached'
  | 'message_invalid'
  /** it may have been sent: no answer came to what the other side was told */
  | 'outcome_unknown'
  | 'recipient_refused'
  | 'refused'
  | 'sign_in_refused'
  | 'tls_missing'
  | 'too_slow'
  | 'unreachable';

/**
 * Why something could not be sent to another machine. A code alone: what that machine answered may name a person or
 * repeat what it was told, and the queue keeps an error's text.
 */
export class SendError extends Error {
  readonly code: SendErrorCode;

  constructor(code: SendErrorCode) {
    super(code);
    this.name = 'SendError';
    this.code = code;
  }
}

/** Codes of Node and OpenSSL for a certificate that is nobody's, somebody else's, not yet or no longer valid. */
export function isCertificateCode(code: string | undefined): boolean {
  return /CERT|^UNABLE_TO_|^HOSTNAME_MISMATCH$|^INVALID_CA$/.test(code ?? '');
}

/** Why no answer came to a request of fetch. */
export function sendErrorOf(error: Error): SendError {
  if (error.name === 'TimeoutError') return new SendError('too_slow');
  return new SendError(
    isCertificateCode((error.cause as { code?: string } | undefined)?.code)
      ? 'certificate_untrusted'
      : 'unreachable',
  );
}
