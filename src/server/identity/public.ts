export { assignRoles, createAccount, inviteAccount } from './accounts.ts';
export { type ActiveAccount, findActiveAccount, holdActiveAccount } from './active-account.ts';
export { makeLink } from './one-time-links.ts';
export { Attempts } from './attempts.ts';
export { hashPassword } from './password.ts';
export { Sessions } from './sessions.ts';
export { listActiveRoles, listDisplayNames, readAccount } from './sql.ts';
