import type { ErrorEntry } from './error-entry.ts';

/** Connections to other systems. */
export const webhooksErrors = {
  webhook_address_invalid: {
    status: 400,
    zh: '请填写以 https:// 开头的完整地址，地址里不能有用户名、密码和 #。',
    en: 'Enter a whole address that begins with https://, without a user name, a password or #.',
  },
  webhook_address_private: {
    status: 400,
    zh: '这个地址在内部网络里，这台服务器不允许发送到那里。',
    en: 'This address is in a private network, and this server may not send there.',
  },
  webhook_inactive: {
    status: 409,
    zh: '这个对接现在是停用的。请先启用它。',
    en: 'This connection is off. Switch it on first.',
  },
  webhook_secrets_many: {
    status: 409,
    zh: '今天已经换了四次密钥，旧密钥还都有效。请明天再换；怀疑泄露时，请先停用这个对接。',
    en: 'The secret was renewed four times within a day, and the former ones are still good. Renew it tomorrow; if it may have leaked, switch the connection off.',
  },
  webhooks_too_many: {
    status: 409,
    zh: '一个机构最多有 {limit} 个对接。请先删除不用的。',
    en: 'An organisation has at most {limit} connections. Delete one that is not used first.',
  },
} as const satisfies Record<string, ErrorEntry>;
