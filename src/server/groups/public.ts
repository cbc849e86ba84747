export { createGroup, deliverSession } from './service.ts';
