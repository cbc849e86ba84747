export { talentReceivers } from './figures.ts';
