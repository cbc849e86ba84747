export { assignRoles, createAccount, type FollowRoles, inviteAccount } from './accounts.ts';
export { type ActiveAccount, findActiveAccount, holdActiveAccount } from './active-account.ts';
export { makeLink } from './one-time-links.ts';
export { Attempts } from './attempts.ts';
export { hashPassword, verifyPassword } from './password.ts';
export { refuseWeakPassword } from './password-strength.ts';
export type { Arriving, IdentityOptions } from './routes.ts';
export { Sessions } from './sessions.ts';
export type { NamedHolders, Proven } from './sign-in.ts';
export {
  deleteLoginName,
  insertLoginName,
  listActiveRoles,
  listDisplayNames,
  listRolesOf,
  lockAccount,
  readAccount,
} from './sql.ts';
