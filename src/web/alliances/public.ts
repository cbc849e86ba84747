export { alliances } from './slice.tsx';
