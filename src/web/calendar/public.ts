export { calendar } from './slice.tsx';
