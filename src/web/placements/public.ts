export { placements } from './slice.tsx';
