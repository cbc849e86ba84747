export { talent } from './slice.tsx';
