import type { zh } from './words.zh.ts';

/** Words of signing in in English. */
export const en: typeof zh = {
  product: 'Nuantu',
  title: 'Sign in',
  lead: 'Every visit counts, and stays safe here.',
  username: 'User name',
  password: 'Password',
  shown: 'Show',
  hidden: 'Hide',
  code: 'Code',
  codeHint: 'Open the authenticator on your phone and type its six digits; a recovery code works too.',
  submit: 'Sign in',
  usernameMissing: 'Please enter your user name',
  passwordMissing: 'Please enter your password',
  codeMissing: 'Please enter the code',
  forgot: 'Forgot your password? Your administrator can give you a link to set a new one.',
  failed: 'That did not work; please try again.',
  opening: 'Opening…',
};
