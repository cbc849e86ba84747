/** Words of signing in in Chinese. */
export const zh = {
  product: '暖途',
  title: '登录',
  lead: '让每一次陪伴都有回响。',
  username: '用户名',
  password: '密码',
  shown: '显示',
  hidden: '隐藏',
  code: '验证码',
  codeHint: '打开手机上的验证器，输入六位数字；也可以用一次性恢复码。',
  submit: '登录',
  usernameMissing: '请输入用户名',
  passwordMissing: '请输入密码',
  codeMissing: '请输入验证码',
  forgot: '忘记密码？请联系机构管理员，他会给您一个重设链接。',
  failed: '没有成功，请再试一次。',
  opening: '正在打开…',
};

declare module '../base/words.ts' {
  interface SliceWords {
    door: typeof zh;
  }
}
