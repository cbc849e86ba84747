export { matching } from './slice.tsx';
