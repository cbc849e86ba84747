import type { ErrorEntry } from './error-entry.ts';

/** Alliances of organisations. */
export const alliancesErrors = {
  alliance_host_only: {
    status: 403,
    zh: '只有协作体的发起机构可以这样做。',
    en: 'Only the host of the alliance does this.',
  },
  alliance_host_stays: {
    status: 409,
    zh: '发起机构不能退出协作体，可以结束协作体。',
    en: 'The host does not leave the alliance; it may close it.',
  },
  alliance_closed: {
    status: 409,
    zh: '协作体已经结束。',
    en: 'The alliance is closed.',
  },
  alliance_not_in: {
    status: 409,
    zh: '贵机构现在不是这个协作体的成员。',
    en: 'Your organisation is not in this alliance now.',
  },
  alliance_invited_already: {
    status: 409,
    zh: '这个机构已经受邀，或已经是成员。',
    en: 'This organisation is invited already, or in the alliance.',
  },
  alliance_full: {
    status: 409,
    zh: '一个协作体最多 {most} 个机构。',
    en: 'An alliance has {most} organisations at most.',
  },
  alliance_no_such_organisation: {
    status: 400,
    zh: '没有代码是这个的机构，请核对。',
    en: 'There is no organisation with this code; please check it.',
  },
  invitation_answered: {
    status: 409,
    zh: '这份邀请已经答复过，或已被撤回。',
    en: 'This invitation was answered, or taken back.',
  },
  agreement_newer: {
    status: 409,
    zh: '协议已有更新的版本，请看过最新版本再签署。',
    en: 'There is a newer version of the agreement; please read that before signing.',
  },
  observer_signs_not: {
    status: 409,
    zh: '观察员不签署协议。',
    en: 'An observer does not sign the agreement.',
  },
} as const satisfies Record<string, ErrorEntry>;
