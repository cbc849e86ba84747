export { studyAnswerers, studyReceivers } from './exchange.ts';
export { roundGuard } from './releases.ts';
