import { describe, expect, it } from 'vitest';
import { findWeakness } from './password-strength.ts';

const holder = {
  username: 'zhang.wei',
  displayName: '张伟',
  organisation: ['瓯海区暖途社工站', 'Ouhai Station', 'oh-station'],
};

describe('a password is refused', () => {
  it.each([
    ['password_short', ['', 'x7#kQ9pLm', '我爱北京天安门']],
    [
      'password_common',
      ['1234567890', 'password1234', 'Aa123456789', 'P@ssw0rd123', 'admin123456', '１２３４５６７８９０'],
    ],
    ['password_common', ['woaini5201314', '5201314woaini', 'laopowoaini', 'woshishui123', 'shegongzhan']],
    ['password_common', ['liming1990', 'chenxiaoming88', '一二三四五六七八九十', '我爱你一生一世啊啊啊']],
    ['password_pattern', ['aaaaaaaaaa', '1111122222', 'abcdefghij', 'asdfghjkl;']],
    ['password_date', ['19900101xyz', '1990.01.01', '13812345678', 'wang13876549021', '330302199001011234']],
    [
      'password_personal',
      ['zhang.wei1', 'zhangwei1990', 'ZhangWei!23', 'weizhang88', 'zw19900101zw', '张伟12345678'],
    ],
    ['password_personal', ['ouhai-2026', 'oh-station2026', 'ouhaiqu123456']],
  ])('as %s: %j', async (code, passwords) => {
    for (const password of passwords) expect(await findWeakness(password, holder), password).toBe(code);
  });
});

describe('a password is taken', () => {
  it.each([
    'a long enough password',
    'wo xihuan chi pingguo',
    '下雨天我们去江边看船',
    '一句容易记住的长密码',
    'zhangwei likes green tea in the rain',
    'x7#kQ9pLm2',
    'correct horse battery',
  ])('%s', async (password) => {
    expect(await findWeakness(password, holder)).toBeUndefined();
  });
});
