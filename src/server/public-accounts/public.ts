export { entryChanged, entryDecided, publicAccountReceivers } from './exchange.ts';
export { repeatAccountErasure } from './account.ts';
export { publicCodeFigures } from './figures.ts';
export { PublicSessions } from './sessions.ts';
export { type ReadShared, type SharedDetails, sharedReader } from './shared-details.ts';
export { isPublicTenant, PUBLIC_TENANT } from './tenant.ts';
export { forgetPublicRows } from './trim.ts';
