export { notifications } from './slice.tsx';
