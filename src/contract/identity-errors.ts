import type { ErrorEntry } from './error-entry.ts';

/** Accounts, signing in, passwords and roles. */
export const identityErrors = {
  sign_in_failed: { status: 401, zh: '用户名或密码不正确。', en: 'The name or the password is not right.' },
  code_required: {
    status: 401,
    zh: '请输入验证器上的六位验证码。',
    en: 'Please enter the six-digit code of your authenticator.',
  },
  code_invalid: {
    status: 401,
    zh: '验证码不正确或已经用过。',
    en: 'The code is not right or was used already.',
  },
  attempts_delayed: {
    status: 429,
    zh: '多次输错，请在 {seconds} 秒后再试。',
    en: 'Too many wrong attempts; try again in {seconds} seconds.',
  },
  sign_in_busy: {
    status: 503,
    zh: '现在登录的人很多，请在 {seconds} 秒后再试。',
    en: 'Many people are signing in just now; try again in {seconds} seconds.',
  },
  account_suspended: {
    status: 409,
    zh: '账号已停用，请先恢复账号。',
    en: 'The account is suspended; reinstate it first.',
  },
  account_waits_for_link: {
    status: 409,
    zh: '账号还没有设置密码，请把一次性链接交给本人。',
    en: 'The account has no password yet: hand its one-time link over.',
  },
  account_active: {
    status: 409,
    zh: '账号正在使用中。',
    en: 'The account is in use already.',
  },
  demo_closed: {
    status: 403,
    zh: '演示账号只能在本机使用；若要开放，请设置 NUANTU_DEMO_PASSWORD。',
    en: 'Demo accounts sign in on this computer only, unless NUANTU_DEMO_PASSWORD is set.',
  },
  link_invalid: {
    status: 410,
    zh: '链接无效、已使用或已过期，请索取新的链接。',
    en: 'The link is not valid, was used, or has expired; please ask for a new one.',
  },

  password_weak: {
    status: 400,
    zh: '这个密码太容易被猜到，请换一个。',
    en: 'This password is too easy to guess; please choose another.',
  },
  password_short: {
    status: 400,
    zh: '太短了，至少 10 个字符。一句只有您知道的话就很好。',
    en: 'Too short: at least 10 characters. A sentence that only you know is fine.',
  },
  password_common: {
    status: 400,
    zh: '很多人用这样的密码（例如 123456、woaini、5201314，或拼音姓名加数字）。请换成一句只有您知道的话。',
    en: 'Many people use passwords like this one. Choose a sentence that only you know.',
  },
  password_personal: {
    status: 400,
    zh: '里面有您的姓名、用户名或机构的名称，别人容易想到。请去掉，或再加几个不相干的词。',
    en: 'It holds your name, user name or organisation, which others think of first. Leave them out, or add unrelated words.',
  },
  password_pattern: {
    status: 400,
    zh: '里面是重复、连续或键盘上挨着的字符，很快会被试出来。请换成一句只有您知道的话。',
    en: 'It is made of repeated, consecutive or neighbouring keys, which are tried first. Choose a sentence that only you know.',
  },
  password_date: {
    status: 400,
    zh: '里面有生日、年份、手机号或身份证号，认识您的人查得到。请换成一句只有您知道的话。',
    en: 'It holds a date, year, telephone or ID number, which people who know you can find. Choose a sentence that only you know.',
  },
  password_guessable: {
    status: 400,
    zh: '还不够难猜。请再加几个不相干的词，或用一句只有您知道的话。',
    en: 'Not hard enough to guess yet. Add a few unrelated words, or choose a sentence that only you know.',
  },
  password_wrong: { status: 403, zh: '当前密码不正确。', en: 'The current password is not right.' },

  login_name_taken: { status: 409, zh: '用户名已被使用。', en: 'The sign-in name is taken.' },
  last_administrator: {
    status: 409,
    zh: '机构至少要有一位管理员。',
    en: 'An organisation needs at least one administrator.',
  },
  own_roles: {
    status: 403,
    zh: '不能修改自己的角色，请另一位管理员来改。',
    en: 'Nobody changes their own roles; ask another administrator.',
  },
  role_not_grantable: { status: 403, zh: '您不能授予这个角色。', en: 'You cannot grant this role.' },
  worker_out_of_reach: {
    status: 400,
    zh: '这位工作人员看不到这个站点的服务对象，不能指派：请选择本站点在职的社工或督导。',
    en: 'This member of staff cannot see the clients of this site: choose active staff of the site.',
  },
} as const satisfies Record<string, ErrorEntry>;
