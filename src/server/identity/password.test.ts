import { expect, it } from 'vitest';
import { hashPassword, verifyPassword } from './password.ts';

it('a password is kept as OWASP asks (Password Storage Cheat Sheet: argon2id, 19 MiB, two passes), and nothing else opens it', async () => {
  const hash = await hashPassword('下雨天我们去江边看船');
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await hashPassword('下雨天我们去江边看船')).not.toBe(hash);
  expect(await verifyPassword('下雨天我们去江边看船', hash, 'here')).toBe(true);
  expect(await verifyPassword('下雨天我们去江边看般', hash, 'here')).toBe(false);
});
