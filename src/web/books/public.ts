export { books } from './slice.tsx';
