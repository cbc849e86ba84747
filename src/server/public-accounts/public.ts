export { entryChanged, entryDecided, publicAccountReceivers } from './exchange.ts';
export { readHolderMe, repeatAccountErasure } from './account.ts';
export { createAccount } from './create-account.ts';
export { publicCodeFigures } from './figures.ts';
export { holdAccount } from './held-account.ts';
export { joinBook, listOwnEntries, tellBooks } from './memberships.ts';
export { sendPublicCode } from './proof.ts';
export { PublicSessions } from './sessions.ts';
export {
  type EntryOfHolder,
  readHolderOf,
  type ReadShared,
  type SharedDetails,
  sharedReader,
} from './shared-details.ts';
export { DEMO_PUBLIC_TENANT, ensurePublicTenant, isPublicTenant, PUBLIC_TENANT } from './tenant.ts';
export { forgetPublicRows } from './trim.ts';
