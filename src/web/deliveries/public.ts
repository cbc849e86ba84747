export { deliveries } from './slice.tsx';
