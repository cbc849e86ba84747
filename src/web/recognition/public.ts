export { recognition } from './slice.tsx';
