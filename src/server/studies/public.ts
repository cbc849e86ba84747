export { studyAnswerers, studyReceivers } from './exchange.ts';
export { holdRelease } from './releases.ts';
