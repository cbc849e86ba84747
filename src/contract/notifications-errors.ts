import type { ErrorEntry } from './error-entry.ts';

/** Notifications, contact ways and codes. */
export const notificationsErrors = {
  way_unavailable: {
    status: 409,
    zh: '服务器还不能这样发送。请联系平台运维。',
    en: 'The server cannot send this way yet. Ask the platform’s operator.',
  },
  contact_address_invalid: {
    status: 400,
    zh: '这里写的不是可用的地址，请检查。',
    en: 'This is no address that can be used; please check it.',
  },
  contact_way_missing: {
    status: 409,
    zh: '还没有确认过的地址。请先填写地址，再填收到的验证码。',
    en: 'No address is confirmed yet. Give one first, then the code that you receive.',
  },
  code_wrong: {
    status: 400,
    zh: '验证码不对。请照收到的六位数字再填一次。',
    en: 'The code is not right. Type the six digits that you received.',
  },
  code_over: {
    status: 409,
    zh: '验证码已过期，或填错太多次。请重新获取。',
    en: 'The code is over, or was typed wrong too often. Ask for a new one.',
  },
  code_limit: {
    status: 429,
    zh: '验证码发得太多了。请过一分钟再试；今天已多次获取的，请明天再试。',
    en: 'Too many codes were asked for. Try again in a minute, or tomorrow if you asked several times today.',
  },
  message_not_sent: {
    status: 503,
    zh: '现在发不出去。请检查地址，过一会儿再试。',
    en: 'It cannot be sent now. Check the address, and try again in a while.',
  },
} as const satisfies Record<string, ErrorEntry>;
