import type { Language } from '../../contract/language.ts';
import { spokenLanguage, type Texts } from '../../domain/language.ts';
import { type Way, ways } from '../../domain/notifications/choices.ts';
import { type AliyunSmsSettings, createAliyunSms } from '../platform/messages/aliyun-sms.ts';
import type { ShortMessage, ShortMessages } from '../platform/messages/short-messages.ts';
import { createWecom, type WecomSettings } from '../platform/messages/wecom.ts';
import { createMail, isMailAddress, type Mail, type MailSettings } from '../platform/mail/mail.ts';
import { SendError } from '../platform/mail/send-error.ts';

export interface MessageSettings {
  readonly mail?: MailSettings | undefined;
  readonly sms?: AliyunSmsSettings | undefined;
  readonly wecom?: WecomSettings | undefined;
  /** where people reach this server: links in messages begin with it; undefined: messages have none */
  readonly publicUrl?: string | undefined;
}

/** What somebody is sent: the text where texts go, a number where the provider's own text has a gap for it. */
export interface OutgoingMessage {
  /** sent twice under one id, it is one message */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly template: ShortMessage['template'];
  readonly values: Readonly<Record<string, string>>;
}

/** How this server reaches people outside of the page. */
export class MessageWays {
  readonly #mail: Mail | undefined;
  readonly #short: ReadonlyMap<Way, ShortMessages>;
  readonly publicUrl: string | undefined;

  constructor({ mail, sms, wecom, publicUrl }: MessageSettings, clock: () => Date) {
    this.#mail = mail === undefined ? undefined : createMail(mail);
    this.#short = new Map<Way, ShortMessages>([
      ...(sms === undefined ? [] : [['sms', createAliyunSms(sms, clock)] as const]),
      ...(wecom === undefined ? [] : [['wecom', createWecom(wecom, clock)] as const]),
    ]);
    this.publicUrl = publicUrl?.replace(/\/+$/, '');
  }

  can(way: Way): boolean {
    return way === 'mail' ? this.#mail !== undefined : this.#short.has(way);
  }

  /** Those by which something can be sent. */
  get open(): readonly Way[] {
    return ways.filter((way) => this.can(way));
  }

  isAddress(way: Way, text: string): boolean {
    return way === 'mail' ? isMailAddress(text) : this.#short.get(way)?.isAddress(text) === true;
  }

  /** How long subject and text together may be, in bytes of UTF-8. */
  mostBytes(way: Way): number {
    return this.#short.get(way)?.mostBytes ?? Infinity;
  }

  /** @throws SendError */
  async send(way: Way, message: OutgoingMessage): Promise<void> {
    const { id, to, subject, text, template, values } = message;
    const short = this.#short.get(way);
    if (short !== undefined) return short.send({ id, to, text: `${subject}\n${text}`, template, values });
    if (way !== 'mail' || this.#mail === undefined) throw new SendError('unreachable');
    // neither a code nor a warning is a message that somebody could choose not to get
    const choicesUrl = template === 'notice' ? this.linkTo(CHOICES_PATH) : undefined;
    await this.#mail.send({ id, to, subject, text, ...(choicesUrl === undefined ? {} : { choicesUrl }) });
  }

  linkTo(path: string): string | undefined {
    return this.publicUrl === undefined ? undefined : this.publicUrl + path;
  }
}

/** The page of one's choices. */
export const CHOICES_PATH = '/profile/notifications';

/** As it stands in front of a person. */
export function inLanguage(texts: Texts, language: Language): string {
  return texts[spokenLanguage(language)];
}
