import { bilingual, type Texts } from '../../domain/language.ts';
import type { StaffChange } from '../../domain/notifications/staff-changes.ts';

/** What somebody else may have changed of an account. */
export type WarnedChange = StaffChange | 'addresses' | 'erased';
export type WarnedHolder = 'staff' | 'public';

export interface WarningWords {
  readonly title: Texts;
  readonly text: Texts;
  /** where that of the holder does not fit */
  readonly remedy?: Texts;
  /** of the public's page, where one sees what is told; left out: as usual */
  readonly path?: string;
}

const askAdministrator = bilingual(
  '这是机构的管理员操作的。如有疑问，请联系管理员。',
  'An administrator of your organisation did this. If you do not know why, ask them.',
);

export const warnings: Readonly<Record<WarnedChange, WarningWords>> = {
  addresses: {
    title: bilingual('账号的联系方式有变动', 'The addresses of your account have changed'),
    text: bilingual(
      '您的暖途账号刚刚更改了联系方式，这个地址可能已不再属于它。',
      'The addresses of your account of Nuantu were changed just now. This one may not belong to it any more.',
    ),
  },
  password: {
    title: bilingual('账号的密码已更改', 'The password of your account was changed'),
    text: bilingual(
      '您的暖途账号刚刚设置了新的密码。',
      'Your account of Nuantu has got another password just now.',
    ),
  },
  second_factor_on: {
    title: bilingual('账号的两步验证已开启', 'Your account asks for a second step now'),
    text: bilingual(
      '您的暖途账号刚刚开启了两步验证，或换了验证器。',
      'The second step of signing in to your account of Nuantu was set up just now, or set up anew.',
    ),
  },
  second_factor: {
    title: bilingual('账号的两步验证已关闭', 'Your account asks for no second step any more'),
    text: bilingual(
      '您的暖途账号刚刚关闭了两步验证。',
      'The second step of signing in to your account of Nuantu was stopped just now.',
    ),
  },
  token: {
    title: bilingual('账号新建了程序令牌', 'Your account has a new token for programs'),
    text: bilingual(
      '您的暖途账号刚刚新建了程序令牌。拿着它的程序不用密码就能以您的身份读写数据。',
      'A token was made for your account of Nuantu just now. A program that holds it reads and writes in your name without the password.',
    ),
    remedy: bilingual(
      '如果是您本人，不必理会。如果不是，请马上在账号页面停用这个令牌、更改密码，并告诉机构的管理员。',
      'If it was you, do nothing. If not, end the token on your account’s page and change your password at once, and tell the administrator of your organisation.',
    ),
  },
  suspended: {
    title: bilingual('账号已停用', 'Your account is suspended'),
    text: bilingual(
      '您的暖途账号刚刚被停用，登录和程序令牌都已失效，这个地址也已从账号中删除。',
      'Your account of Nuantu was suspended just now: sessions and tokens have ended, and this address is forgotten.',
    ),
    remedy: askAdministrator,
  },
  reinstated: {
    title: bilingual('账号已恢复使用', 'Your account may be used again'),
    text: bilingual(
      '您的暖途账号刚刚恢复使用。接收提醒的地址需要重新填写。',
      'Your account of Nuantu may be used again. Addresses for notifications have to be given anew.',
    ),
    remedy: askAdministrator,
  },
  reset: {
    title: bilingual('账号已重置，需要用新链接登录', 'Your account was reset and waits for a new link'),
    text: bilingual(
      '您的暖途账号刚刚被重置：原来的密码、两步验证和程序令牌都已失效，这个地址也已从账号中删除。请用管理员给您的一次性链接设置新密码。',
      'Your account of Nuantu was reset just now: password, second step and tokens have ended, and this address is forgotten. Set another password by the one-time link that an administrator gives you.',
    ),
    remedy: askAdministrator,
  },
  erased: {
    title: bilingual('账号已注销', 'Your account is erased'),
    text: bilingual(
      '您的暖途账号刚刚注销，资料已销毁。',
      'Your account of Nuantu was erased just now, and its data destroyed.',
    ),
    remedy: bilingual(
      '如果是您本人，不必理会。如果不是，请联系您加入过的机构；您可以用这个地址重新注册。',
      'If it was you, do nothing. If not, turn to an organisation that you were with; you can sign up again by this address.',
    ),
  },
};

/** What to do where it was not oneself. */
export const remedies: Readonly<Record<WarnedHolder, Texts>> = {
  staff: bilingual(
    '如果是您本人，不必理会。如果不是，请马上更改密码，并告诉机构的管理员。',
    'If it was you, do nothing. If not, change your password at once, and tell the administrator of your organisation.',
  ),
  public: bilingual(
    '如果是您本人，不必理会。如果不是，请马上登录，检查联系方式并设置新的密码；登录不了的，请联系您加入的机构。',
    'If it was you, do nothing. If not, sign in at once, look at the addresses and set another password; if you cannot sign in, turn to an organisation that you are with.',
  ),
};
