export { webhooks } from './slice.tsx';
