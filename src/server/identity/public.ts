export { assignRoles, createAccount, inviteAccount } from './accounts.ts';
export { type ActiveAccount, findActiveAccount, holdActiveAccount } from './active-account.ts';
export { makeLink } from './one-time-links.ts';
export { Attempts } from './attempts.ts';
export { hashPassword, verifyPassword } from './password.ts';
export { refuseWeakPassword } from './password-strength.ts';
export { Sessions } from './sessions.ts';
export { listActiveRoles, listDisplayNames, readAccount } from './sql.ts';
