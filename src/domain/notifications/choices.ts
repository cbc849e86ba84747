/** How somebody is reached outside of the page: e-mail, a text to the phone, an application of 企业微信 (WeCom). */
export const ways = ['mail', 'sms', 'wecom'] as const;
export type Way = (typeof ways)[number];

/** 'urgent': a child may be in danger, or a clock runs out; it rings at any hour. */
export type Urgency = 'urgent' | 'normal';

/** Minutes of the day in the organisation's zone; from 22:00 until 07:00 goes over midnight. */
export interface QuietHours {
  readonly from: number;
  readonly until: number;
}

/** What somebody wants to hear, where and when. The page tells everything, always. */
export interface Choices {
  readonly urgent: readonly Way[];
  readonly normal: readonly Way[];
  /** undefined: there are none */
  readonly quiet: QuietHours | undefined;
  /** minute of the day at which all that is not urgent goes out together; undefined: each at once */
  readonly digestAt: number | undefined;
}

/** Of whoever chose nothing: what is urgent by every way they gave, the rest by e-mail, not at night. */
export const usualChoices: Choices = {
  urgent: ways,
  normal: ['mail'],
  quiet: { from: 22 * 60, until: 7 * 60 },
  digestAt: undefined,
};
