import { isCertificateCode, SendError, type SendErrorCode } from './send-error.ts';

export interface MailSettings {
  readonly host: string;
  readonly port: number;
  /**
   * `from_start`: TLS before the first word; `wanted`: nothing is sent before STARTTLS; `where_offered`: STARTTLS if the
   * server has it; `none`: the server is on this computer, where nothing crosses a network
   */
  readonly tls: 'from_start' | 'wanted' | 'where_offered' | 'none';
  readonly signIn: { readonly user: string; readonly password: string } | undefined;
  readonly from: string;
}

export interface Message {
  /** one address: whoever else gets it is nobody's business, and each is told or fails alone */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** of the message itself: sent twice under one id, a reader's program shows it once */
  readonly id?: string;
  /** where its reader says that no such message is wanted */
  readonly choicesUrl?: string;
}

export interface Mail {
  /** Resolves when the server took the message. @throws SendError */
  send(message: Message): Promise<void>;
}

/** From the connection to the server's last word. */
const LIMIT_MS = 10_000;
/** As browsers take an address (HTML Living Standard, 4.10.5.1.5): no name before it, no quotes, no line break. */
const ADDRESS =
  /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;
/** RFC 5321, 4.5.3.1.3 */
const LONGEST_ADDRESS = 254;

export function isMailAddress(text: string): boolean {
  return text.length <= LONGEST_ADDRESS && ADDRESS.test(text);
}

/**
 * Mail over SMTP, whose library is loaded with the first message: most servers send none, and it takes 25 MB. The server's
 * certificate is checked whatever NODE_TLS_REJECT_UNAUTHORIZED says.
 */
export function createMail(settings: MailSettings): Mail {
  let transport: ReturnType<typeof openTransport> | undefined;
  return {
    send: async ({ to, subject, text, id, choicesUrl }) => {
      if (!isMailAddress(to) || /\p{Cc}/u.test(subject)) throw new SendError('message_invalid');
      transport ??= openTransport(settings);
      try {
        const opened = await transport;
        await opened.sendMail({
          from: settings.from,
          to,
          subject,
          text,
          ...(id === undefined ? {} : { messageId: `<${id}@${settings.from.split('@')[1]}>` }),
          // RFC 2369
          ...(choicesUrl === undefined ? {} : { list: { unsubscribe: choicesUrl } }),
          // RFC 3834: no absence note answers
          headers: { 'Auto-Submitted': 'auto-generated' },
          textEncoding: 'quoted-printable',
          signal: AbortSignal.timeout(LIMIT_MS),
        });
      } catch (error) {
        throw new SendError(codeOf(error as SmtpError));
      }
    },
  };
}

async function openTransport({ host, port, tls, signIn }: MailSettings) {
  const { createTransport } = await import('nodemailer');
  return createTransport({
    host,
    port,
    secure: tls === 'from_start',
    requireTLS: tls === 'wanted',
    ignoreTLS: tls === 'none',
    tls: { rejectUnauthorized: true, minVersion: 'TLSv1.2' },
    // at the limit the line is cut, not asked to end
    socketCloseTimeout: 0,
    ...(signIn === undefined ? {} : { auth: { user: signIn.user, pass: signIn.password } }),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

interface SmtpError {
  readonly code?: string;
  /** the system's or OpenSSL's */
  readonly originalCode?: string;
  readonly command?: string;
}

const CODES: Readonly<Record<string, SendErrorCode>> = {
  EAUTH: 'sign_in_refused',
  ETLS: 'tls_missing',
  EABORT: 'too_slow',
  ETIMEDOUT: 'too_slow',
  ECONNECTION: 'unreachable',
  ESOCKET: 'unreachable',
  EDNS: 'unreachable',
};

function codeOf({ code = '', originalCode, command }: SmtpError): SendErrorCode {
  if (isCertificateCode(originalCode) || isCertificateCode(code)) return 'certificate_untrusted';
  if (command === 'RCPT TO') return 'recipient_refused';
  return CODES[code] ?? 'refused';
}
