export { attendance } from './slice.tsx';
