export { describeWebhooks } from './describe-webhooks.ts';
export type { Replay } from './messages.ts';
export { countLateWebhooks } from './sql.ts';
export { Webhooks } from './webhooks.ts';
