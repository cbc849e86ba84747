export { readClassAttendance, readClassDeliveries } from './class-deliveries.ts';
export { groupMatters } from './matters.ts';
export { createGroup, deliverSession } from './service.ts';
