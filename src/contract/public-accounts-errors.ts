import type { ErrorEntry } from './error-entry.ts';

/** Accounts of the public. */
export const publicAccountsErrors = {
  public_account_unknown: {
    status: 404,
    zh: '这个手机号或邮箱还没有账号。请填写姓名完成注册。',
    en: 'Nobody has an account by this address yet. Give your name to sign up.',
  },
  public_sign_in_failed: {
    status: 401,
    zh: '手机号、邮箱或密码不对。没有设置过密码的，请用验证码登录。',
    en: 'The address or the password is not right. Whoever never set a password signs in by a code.',
  },
  public_address_taken: {
    status: 409,
    zh: '这个手机号或邮箱属于另一个账号。请先在那个账号里移除它。',
    en: 'This address belongs to another account. Remove it there first.',
  },
  last_address: {
    status: 409,
    zh: '至少要留一个手机号或邮箱，否则无法再登录。',
    en: 'One address has to stay: without it nobody could sign in any more.',
  },
  address_missing: {
    status: 400,
    zh: '请选择您账号里有的联系方式。',
    en: 'Choose a way by which your account has an address.',
  },
  proof_wanted: {
    status: 403,
    zh: '请先证明是您本人：填写密码，或发到您手机号、邮箱的验证码。',
    en: 'Show first that it is you: by your password, or by a code that was sent to an address of yours.',
  },
  other_account: {
    status: 409,
    zh: '这个浏览器里现在登录的是另一个人。页面会重新打开。',
    en: 'Somebody else is signed in in this browser by now. The page opens anew.',
  },
  public_name_invalid: {
    status: 400,
    zh: '请写一个看得见的姓名，一行，不超过 60 个字。',
    en: 'Write a name that can be seen, on one line, of at most 60 letters.',
  },
  book_answered_lately: {
    status: 409,
    zh: '这家机构刚刚答复过您。请过一天再申请。',
    en: 'This organisation has answered you just now. Ask again after a day.',
  },
  book_closed: {
    status: 409,
    zh: '这家机构现在不接受这样的申请。',
    en: 'This organisation does not take people in this way just now.',
  },
  book_changes_limit: {
    status: 429,
    zh: '今天改动得太多了，机构来不及看。请明天再改。要退出机构，随时可以。',
    en: 'There were too many changes today for organisations to follow. Try again tomorrow. You can leave an organisation at any time.',
  },
  too_many_books: {
    status: 409,
    zh: '您加入的机构已达到上限。请先退出一个。',
    en: 'You are in as many books as one may be. Leave one first.',
  },
} as const satisfies Record<string, ErrorEntry>;
