export { assignRoles, createAccount, inviteAccount } from './accounts.ts';
export { makeLink } from './one-time-links.ts';
export { Attempts } from './attempts.ts';
export { hashPassword } from './password.ts';
export { Sessions } from './sessions.ts';
export { listAllRoles, readAccount } from './sql.ts';
