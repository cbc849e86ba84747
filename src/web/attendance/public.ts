export { servicePages } from './queries.ts';
export { attendance } from './slice.tsx';
