export { opportunities } from './slice.tsx';
