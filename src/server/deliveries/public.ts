export { deliver } from './deliver.ts';
export { Deliveries } from './deliveries.ts';
export { Enquiries } from './enquiries.ts';
export {
  type Answerer,
  answererOf,
  type DeliveryKind,
  type EnquiryKind,
  type Receiver,
  receiverOf,
} from './kinds.ts';
export { deliveryNotifications, tellOperators } from './notifications.ts';
export { countLateDeliveries, type LateCount, listSent } from './sql.ts';
export { forgetDelivered } from './sql.ts';
