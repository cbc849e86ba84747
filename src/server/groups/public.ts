export { readClassAttendance, readClassDeliveries } from './class-deliveries.ts';
export { createGroup, deliverSession } from './service.ts';
