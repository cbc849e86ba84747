export { training } from './slice.tsx';
