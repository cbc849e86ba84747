/** A few words to a telephone or to a user of 企业微信. */
export interface ShortMessage {
  /** of the message itself, for whoever looks for it with the provider */
  readonly id: string;
  /** telephone number, or user id within the corporation */
  readonly to: string;
  /** as it is read, where the provider takes free text */
  readonly text: string;
  /** texts to telephones are approved beforehand: which one, and what stands in its gaps */
  readonly template: 'notice' | 'code' | 'warning';
  readonly values: Readonly<Record<string, string>>;
}

/** Whoever carries short messages: one interface, since what they are used for does not depend on who does. */
export interface ShortMessages {
  /** how long a text may be, in bytes of UTF-8: providers cut what is longer in the middle; undefined: no text of ours is sent */
  readonly mostBytes: number | undefined;
  /** whether something could be an address here at all */
  isAddress(text: string): boolean;
  /** Resolves when the provider took the message. @throws SendError */
  send(message: ShortMessage): Promise<void>;
}

/** From the connection to the provider's last word. */
export const LIMIT_MS = 10_000;
