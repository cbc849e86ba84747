export { assignRoles, createAccount, inviteAccount, makeLink } from './accounts.ts';
export { hashPassword } from './password.ts';
export { Sessions } from './sessions.ts';
export { listAllRoles, readAccount } from './sql.ts';
