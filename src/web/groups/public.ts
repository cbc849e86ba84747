export { groups } from './slice.tsx';
