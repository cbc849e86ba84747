export { today } from './slice.tsx';
