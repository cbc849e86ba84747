export { endFeedsOf } from './feeds.ts';
export { type CalendarSource, MOST_EVENTS } from './source.ts';
