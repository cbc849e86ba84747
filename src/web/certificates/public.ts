export { certificates } from './slice.tsx';
