export { endFeedsOf } from './feeds.ts';
export { type CalendarSource, type HolderCalendar, MOST_EVENTS } from './source.ts';
