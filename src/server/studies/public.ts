export { studyAnswerers, studyReceivers } from './exchange.ts';
