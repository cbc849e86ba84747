export { volunteers } from './slice.tsx';
