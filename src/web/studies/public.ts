export { studies } from './slice.tsx';
