export { meetings } from './slice.tsx';
