export { audit } from './slice.tsx';
