export { repeatPlacementErasure } from './placements.ts';
