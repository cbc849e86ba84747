export { entryChanged, entryDecided, entryJoined, publicAccountReceivers } from './exchange.ts';
export { readHolderMe, repeatAccountErasure } from './account.ts';
export { createAccount } from './create-account.ts';
export { publicCodeFigures } from './figures.ts';
export { holdAccount } from './held-account.ts';
export { joinBook, listOwnEntries, tellBooks } from './memberships.ts';
export { readName } from './name.ts';
export { sendPublicCode } from './proof.ts';
export { PublicSessions } from './sessions.ts';
export {
  type HolderReader,
  holderReader,
  type ReadShared,
  type SharedDetails,
  sharedReader,
} from './shared-details.ts';
export { tellEntry } from './tell-entry.ts';
export { type TenantOpener, tenantOpener } from './sign-in.ts';
export { ensurePublicTenant, isPublicTenant, PUBLIC_TENANT, publicTenantOf } from './tenant.ts';
export { forgetPublicRows } from './trim.ts';
