export { analyses } from './slice.tsx';
